import { AppError } from '../errors/app-error.ts';

/** Parser of the repeatable option `--answer <id>=<text>`. */
export function addAnswer(
  pair: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = pair.indexOf('=');
  if (equals < 1) {
    throw new AppError('INVALID_ARGUMENT', `--answer must be <id>=<text>, such as Q05.tech_stack=Python.`, {
      field: '--answer',
    });
  }
  return { ...before, [pair.slice(0, equals)]: pair.slice(equals + 1) };
}
