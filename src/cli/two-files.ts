/** Two prompts from two files, one of which may be standard input. Front matter is no part of either. */
import { AppError } from '../errors/app-error.ts';
import { splitFrontMatter, type SplitFile } from './front-matter.ts';
import { readPrompt } from './improve/read-prompt.ts';

export interface NamedFile {
  /** The argument, as the help names it. */
  readonly name: string;
  readonly path: string;
}

/** @throws AppError as `readPrompt` does, naming the argument */
export async function readTwoFiles(one: NamedFile, other: NamedFile): Promise<readonly [SplitFile, SplitFile]> {
  if (one.path === '-' && other.path === '-') {
    throw new AppError('INVALID_ARGUMENT', `${one.name} and ${other.name} cannot both be standard input.`, {
      field: other.name,
    });
  }
  return [splitFrontMatter(await readNamed(one)), splitFrontMatter(await readNamed(other))];
}

export async function readNamed({ name, path }: NamedFile): Promise<string> {
  try {
    return await readPrompt({ words: [], file: path }, process.stdin);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, limit, cause } = error;
    throw new AppError(code, `${name}: ${error.message}`, {
      field: name,
      hint: 'Give the path of a file with UTF-8 text of at most 1,000,000 bytes; - is standard input.',
      ...(limit !== undefined && { limit }),
      cause,
    });
  }
}
