/** The files that patterns name: files as they are, folders by their endings, globs by Node's own matching. */
import { glob, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

/** What a prompt file in a folder is called. */
const PROMPT_FILE_ENDINGS = ['.md', '.markdown', '.mdc', '.txt', '.prompt'] as const;

const IN_FOLDER = `**/*{${PROMPT_FILE_ENDINGS.join(',')}}`;
const GLOB = /[*?[\]{}!]/;
const PACKAGES = 'node_modules';

/**
 * Absolute paths, each once, in the order in which they are shown. Hidden files and `node_modules` are found only when
 * the pattern names them; links to folders are not followed within a pattern.
 *
 * @throws AppError `FILE_NOT_FOUND` naming the first pattern that matches no file
 */
export async function findFiles(patterns: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const before = found.size;
    let count = 0;
    for await (const path of filesOf(pattern, cwd)) {
      found.add(path);
      count++;
    }
    if (count === 0 && found.size === before) throw noMatch(pattern, await isFolder(resolve(cwd, pattern)));
  }
  return [...found].sort((a, b) => compareText(shownPath(a, cwd), shownPath(b, cwd)));
}

/** Relative to the current folder when it is below it, with `/`. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  const shown = below.startsWith(`..${sep}`) || isAbsolute(below) ? path : below;
  return sep === '/' ? shown : shown.split(sep).join('/');
}

async function* filesOf(pattern: string, cwd: string): AsyncGenerator<string> {
  const path = resolve(cwd, pattern);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) yield* matches(IN_FOLDER, path, false);
  else if (stats) yield path;
  else if (GLOB.test(pattern)) yield* matches(pattern, cwd, pattern.split(/[\\/]/).includes(PACKAGES));
}

async function* matches(pattern: string, cwd: string, withPackages: boolean): AsyncGenerator<string> {
  const exclude = ({ name }: { readonly name: string }) => !withPackages && name === PACKAGES;
  for await (const entry of glob(pattern, { cwd, exclude, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() || (entry.isSymbolicLink() && !(await isFolder(path)))) yield path;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() === true;
}

function noMatch(pattern: string, isEmptyFolder: boolean): AppError {
  const shown = JSON.stringify(pattern.slice(0, 300));
  return new AppError(
    'FILE_NOT_FOUND',
    isEmptyFolder ? `The folder ${shown} has no prompt files.` : `No file matches ${shown}.`,
    {
      field: 'prompt',
      hint: isEmptyFolder
        ? `In a folder, files ending in ${PROMPT_FILE_ENDINGS.join(', ')} are checked; hidden ones and node_modules are not. Name others by a pattern.`
        : 'Check the pattern, and quote it so that the shell leaves it alone. Hidden files have to be named by the pattern.',
    },
  );
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
