import { AppError } from '../errors/app-error.ts';

/**
 * The parameters of a query, each at most once.
 *
 * @throws AppError `INVALID_ARGUMENT` naming one that is not in `known`, or that is given twice
 */
export function parametersOf(query: string, known: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [name, word] of new URLSearchParams(query)) {
    if (!known.includes(name) || words.has(name)) {
      const problem = words.has(name) ? 'is given twice' : 'is not known';
      throw new AppError('INVALID_ARGUMENT', `The parameter ${JSON.stringify(name.slice(0, 100))} ${problem}.`, {
        field: name.slice(0, 100),
        hint: `The parameters are ${known.join(', ')}.`,
      });
    }
    words.set(name, word);
  }
  return words;
}
