import { AppError } from '../../errors/app-error.ts';

/**
 * Refuses a key that a database would not keep apart from another one: lone surrogates all become U+FFFD in UTF-8, and
 * PostgreSQL has no U+0000 in text.
 *
 * @throws AppError `INVALID_ARGUMENT` naming the field
 */
export function requireKey(field: string, key: string): void {
  if (key.isWellFormed() && !key.includes('\0')) return;
  throw new AppError('INVALID_ARGUMENT', `${field} must be well-formed Unicode text without U+0000.`, { field });
}
