/** Checks that are the same on every door. Shapes are checked by the doors' schemas; this is for bounds. */
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { numberText } from '../errors/number-text.ts';
import type { PromptContext } from '../prompt/types.ts';
import { LIMITS } from './limits.ts';
import type { ImproveRequest } from './types.ts';

const SESSION_ID = /^[A-Za-z0-9._:-]+$/;

/** Number of UTF-8 bytes of `text` if at most `limit`, else an error that names the field. */
function boundedBytes(
  field: string,
  text: string,
  limit: number,
  code: 'PROMPT_TOO_LONG' | 'INVALID_ARGUMENT',
): number {
  const bytes = text.length > limit ? text.length : Buffer.byteLength(text);
  if (bytes <= limit) return bytes;
  const got = text.length > limit ? 'more' : numberText(bytes);
  throw new AppError(code, `${field}: at most ${numberText(limit)} bytes of UTF-8, got ${got}.`, {
    field,
    limit,
  });
}

/** At most `limit` characters (UTF-16 code units). */
export function validateText(field: string, text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new AppError(
    'INVALID_ARGUMENT',
    `${field}: at most ${numberText(limit)} characters, got ${numberText(text.length)}.`,
    { field, limit },
  );
}

export function validateCount(field: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw new AppError('INVALID_ARGUMENT', `${field}: at most ${numberText(limit)} entries, got ${numberText(count)}.`, {
    field,
    limit,
  });
}

/** @returns the size of the prompt in bytes of UTF-8 */
export function validatePrompt(field: string, prompt: string): number {
  const bytes = boundedBytes(field, prompt, LIMITS.promptBytes, 'PROMPT_TOO_LONG');
  if (prompt.trim() === '') {
    throw new AppError('PROMPT_EMPTY', `${field}: is empty.`, { field, limit: 1 });
  }
  return bytes;
}

/** @returns the size of the prompt in bytes of UTF-8 */
export function validateImprove(request: ImproveRequest): number {
  const bytes = validatePrompt('prompt', request.prompt);
  const { context, answers, only, sessionId } = request;
  if (context) validateContext(context);
  if (answers) {
    const entries = Object.entries(answers);
    validateCount('answers', entries.length, LIMITS.answers);
    for (const [id, answer] of entries) validateText(`answers.${named(id)}`, answer, LIMITS.answerChars);
  }
  if (only) validateCount('only', only.length, LIMITS.onlyRules);
  if (sessionId !== undefined) validateSessionId(sessionId);
  return bytes;
}

export function validateContext(context: PromptContext): void {
  if (context.text !== undefined)
    boundedBytes('context.text', context.text, LIMITS.contextTextBytes, 'INVALID_ARGUMENT');
  if (context.codeLanguage !== undefined)
    validateText('context.code_language', context.codeLanguage, LIMITS.contextItemChars);
  if (context.testCommand !== undefined)
    validateText('context.test_command', context.testCommand, LIMITS.contextItemChars);
  validateCount('context.files', context.files?.length ?? 0, LIMITS.contextFiles);
  context.files?.forEach((file, i) => validateText(`context.files[${i}]`, file, LIMITS.contextItemChars));
}

export function validateSessionId(sessionId: string): void {
  validateText('session_id', sessionId, LIMITS.sessionIdChars);
  if (SESSION_ID.test(sessionId)) return;
  throw new AppError('INVALID_ARGUMENT', 'session_id: letters, digits, ".", "_", ":" and "-", at least one.', {
    field: 'session_id',
  });
}

export function validateInteger(field: string, value: number, minimum: number, maximum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return;
  throw new AppError(
    'INVALID_ARGUMENT',
    `${field}: a whole number from ${numberText(minimum)} to ${numberText(maximum)}, got ${value}.`,
    { field, limit: value > maximum ? maximum : minimum },
  );
}

/**
 * Session data as JSON: an object, at most 64 levels and 256 KiB. The depth is checked first, without recursion, so that
 * neither nesting nor a cycle can overflow the stack.
 */
export function validateSessionData(data: Readonly<Record<string, unknown>>): string {
  const levels: { readonly value: object; readonly depth: number }[] = [{ value: data, depth: 1 }];
  for (let level = levels.pop(); level; level = levels.pop()) {
    if (level.depth > LIMITS.sessionDepth) {
      throw new AppError('INVALID_ARGUMENT', `data: at most ${LIMITS.sessionDepth} levels of nesting.`, {
        field: 'data',
        limit: LIMITS.sessionDepth,
      });
    }
    for (const value of Object.values(level.value)) {
      if (typeof value === 'object' && value !== null) levels.push({ value, depth: level.depth + 1 });
    }
  }
  const json = JSON.stringify(data);
  boundedBytes('data', json, LIMITS.sessionBytes, 'INVALID_ARGUMENT');
  return json;
}
