/** Messages of the command line repeat paths, options and settings as they were typed: with secrets masked. */
import { AppError } from '../errors/app-error.ts';
import { findSecrets } from '../prompt/secrets/find.ts';
import { maskSecrets } from '../prompt/secrets/mask.ts';

export function withoutSecrets(error: AppError): AppError {
  const { code, field, limit, cause } = error;
  return new AppError(code, masked(error.message), {
    hint: masked(error.hint),
    ...(field !== undefined && { field: masked(field) }),
    ...(limit !== undefined && { limit }),
    ...(cause !== undefined && { cause }),
  });
}

const masked = (text: string): string => maskSecrets(text, findSecrets(text));
