/** Programs of Debian or Ubuntu, unpacked into the cache without installing them and without root. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE_FOLDER, FETCH_ONLY, findOnPath, isExecutable, run } from './machine.ts';

export interface FetchedProgram {
  readonly program: string;
  /** For `LD_LIBRARY_PATH`: libraries that came with a fetched program. Empty for one of the machine. */
  readonly libraryPath: string;
}

interface Wanted {
  /** Names on PATH of which any will do. */
  readonly programs: readonly string[];
  readonly debianPackage: string;
  /** Of the program below the root of the package. */
  readonly path: string;
  /** It needs no other package to run. */
  readonly isStatic?: boolean;
}

/** @returns the program of the machine, or else of the package; rejects when there is none and none can be fetched */
export async function findProgram({
  programs,
  debianPackage,
  path,
  isStatic = false,
}: Wanted): Promise<FetchedProgram> {
  const installed = FETCH_ONLY ? undefined : findOnPath(...programs);
  if (installed !== undefined) return { program: installed, libraryPath: '' };
  const folder = join(CACHE_FOLDER, `${debianPackage}-${process.arch}`);
  const program = join(folder, path);
  if (!isExecutable(program)) await fetchPackage(debianPackage, folder, isStatic);
  return { program, libraryPath: libraryFolders(folder).join(':') };
}

async function fetchPackage(name: string, folder: string, isAlone: boolean): Promise<void> {
  mkdirSync(CACHE_FOLDER, { recursive: true });
  // Made aside and moved into place, so that a broken download or a second run at the same time does no harm.
  const work = mkdtempSync(`${folder}.part-`);
  try {
    const root = join(work, 'root');
    const { packages: needed, options } = await packagesToFetch(name, work);
    const packages = isAlone ? [name] : needed;
    await run('apt-get', [...options, 'download', ...packages], { cwd: work });
    for (const file of readdirSync(work).filter((entry) => entry.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(work, file), root]);
    }
    if (!existsSync(folder)) renameSync(root, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Those that apt would install here. Uses the package lists of the machine, and fetches private ones where it has none. */
async function packagesToFetch(
  name: string,
  work: string,
): Promise<{ packages: readonly string[]; options: readonly string[] }> {
  const simulate = async (options: readonly string[]) => {
    const plan = await run('apt-get', [...options, '--simulate', '--no-install-recommends', 'install', name]);
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
