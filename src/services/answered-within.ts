import { AppError } from '../errors/app-error.ts';

/** Rejects with `STORE_UNAVAILABLE` when the store takes longer; what it was asked goes on. */
export async function answeredWithin<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new AppError('STORE_UNAVAILABLE', `The store did not answer within ${limitMs} ms.`)),
    limitMs,
  ).unref();
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
