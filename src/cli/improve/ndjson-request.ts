/** One line of `--ndjson` as a request. Fields beside those named here are ignored, so that data sets can be piped in; `context` is ours alone. */
import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { ImproveInput, PromptContext, Target } from '../../prompt/types.ts';

export const MODES = ['agent', 'chat'] as const;
export const TARGETS = ['claude', 'gpt', 'gemini', 'open', 'unknown'] as const satisfies readonly Target[];

type Fields = Readonly<Record<string, unknown>>;
export type LineId = string | number | null;

/** The id to answer with, null when the line has none that can be given back as it came. */
export function idOf(line: unknown): LineId {
  const id = isObject(line) ? line['id'] : null;
  return typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id)) ? id : null;
}

/** @throws AppError `INVALID_ARGUMENT` naming the field that has the wrong type */
export function requestOf(line: unknown): ImproveInput {
  if (!isObject(line)) throw wrong('The line', 'a JSON object');
  const { id, prompt, context, target, answers, only } = line;
  if (id !== undefined && id !== null && idOf(line) === null) throw wrong('id', 'a string or a whole number');
  if (typeof prompt !== 'string') throw wrong('prompt', 'a string');
  return {
    prompt,
    ...(isGiven(context) && { context: contextOf(context) }),
    ...(isGiven(target) && { target: choice('target', target, TARGETS) }),
    ...(isGiven(answers) && { answers: answersOf(answers) }),
    ...(isGiven(only) && { only: strings('only', only) }),
  };
}

function contextOf(context: unknown): PromptContext {
  if (!isObject(context)) throw wrong('context', 'an object');
  const { mode, files, code_language: codeLanguage, test_command: testCommand, text, ...rest } = context;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw new AppError('INVALID_ARGUMENT', `context.${named(unknown)} is not known.`, { field: 'context' });
  return {
    ...(isGiven(mode) && { mode: choice('context.mode', mode, MODES) }),
    ...(isGiven(files) && { files: strings('context.files', files) }),
    ...(isGiven(codeLanguage) && { codeLanguage: string('context.code_language', codeLanguage) }),
    ...(isGiven(testCommand) && { testCommand: string('context.test_command', testCommand) }),
    ...(isGiven(text) && { text: string('context.text', text) }),
  };
}

function answersOf(answers: unknown): Readonly<Record<string, string>> {
  if (!isObject(answers)) throw wrong('answers', 'an object');
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, string(`answers.${named(id)}`, answer)]),
  );
}

function choice<T extends string>(field: string, value: unknown, values: readonly T[]): T {
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw wrong(field, `one of ${values.join(', ')}`);
  return found;
}

function string(field: string, value: unknown): string {
  if (typeof value !== 'string') throw wrong(field, 'a string');
  return value;
}

function strings(field: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw wrong(field, 'a list of strings');
  return value.map((item, i) => string(`${field}[${i}]`, item));
}

function wrong(field: string, expected: string): AppError {
  return new AppError('INVALID_ARGUMENT', `${field} must be ${expected}.`, { field });
}

/** Null stands for a field that is not there: data sets often write it so. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
