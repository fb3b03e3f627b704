import { AppError } from '../errors/app-error.ts';

/**
 * One of the allowed words.
 *
 * @param field that the error names, such as `--format`
 * @throws AppError `INVALID_ARGUMENT`
 */
export function oneOf<T extends string>(field: string, word: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === word);
  if (found !== undefined) return found;
  throw new AppError(
    'INVALID_ARGUMENT',
    `${field} must be one of ${allowed.join(', ')}, not ${JSON.stringify(word.slice(0, 100))}.`,
    { field },
  );
}
