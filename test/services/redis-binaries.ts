import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE_FOLDER, FETCH_ONLY, findOnPath, isExecutable, run } from './machine.ts';

export interface RedisBinaries {
  readonly program: string;
  /** For `LD_LIBRARY_PATH`: libraries that came with a fetched program. Empty for one of the machine. */
  readonly libraryPath: string;
}

/** @returns `redis-server` or `valkey-server`; rejects when there is none and none can be fetched */
export async function findRedis(): Promise<RedisBinaries> {
  const program = FETCH_ONLY ? undefined : findOnPath('redis-server', 'valkey-server');
  return program === undefined ? fetchRedis() : { program, libraryPath: '' };
}

/**
 * Unpacks the packages of Debian or Ubuntu that `apt-get install redis-server` would install here, without installing
 * them and without root.
 */
async function fetchRedis(): Promise<RedisBinaries> {
  const folder = join(CACHE_FOLDER, `redis-${process.arch}`);
  if (!isExecutable(programIn(folder))) {
    mkdirSync(CACHE_FOLDER, { recursive: true });
    // Made aside and moved into place, so that a broken download or a second run at the same time does no harm.
    const work = mkdtempSync(`${folder}.part-`);
    try {
      await unpackPackages(work, join(work, 'root'));
      if (!existsSync(folder)) renameSync(join(work, 'root'), folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { program: programIn(folder), libraryPath: libraryFolders(folder).join(':') };
}

function programIn(root: string): string {
  return join(root, 'usr', 'bin', 'redis-server');
}

async function unpackPackages(work: string, root: string): Promise<void> {
  const { packages, options } = await packagesToFetch(work);
  await run('apt-get', [...options, 'download', ...packages], { cwd: work });
  for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(work, file), root]);
  }
}

/** Uses the package lists of the machine, and fetches private ones where it has none. */
async function packagesToFetch(work: string): Promise<{ packages: readonly string[]; options: readonly string[] }> {
  const simulate = async (options: readonly string[]) => {
    const plan = await run('apt-get', [...options, '--simulate', '--no-install-recommends', 'install', 'redis-server']);
    return [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  };
  // As root, apt would download as an account that cannot write to our folder.
  const common = ['-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='];
  try {
    return { packages: await simulate(common), options: common };
  } catch {
    const cache = join(work, 'apt-cache');
    const lists = join(work, 'apt-lists');
    for (const folder of [join(cache, 'archives', 'partial'), join(lists, 'partial')])
      mkdirSync(folder, { recursive: true });
    const options = [...common, '-o', `Dir::Cache=${cache}`, '-o', `Dir::State::Lists=${lists}`];
    await run('apt-get', [...options, 'update']);
    return { packages: await simulate(options), options };
  }
}

function libraryFolders(root: string): readonly string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return [...new Set(files.filter((file) => /\.so(\.\d+)*$/.test(file)).map((file) => join(root, dirname(file))))];
}
