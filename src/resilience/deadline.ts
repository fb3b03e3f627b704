import { AppError } from '../errors/app-error.ts';
import { numberText } from '../errors/number-text.ts';

export interface DeadlineOptions {
  /** Of the caller; undefined: it cannot take the call back. */
  readonly signal: AbortSignal | undefined;
  /** 0: none. */
  readonly deadlineMs: number;
}

const HINT = 'Try again, with less in one call if it is large. get_performance_status shows what is slow.';

/**
 * Runs `work` with a signal that is aborted when the caller takes the call back or its time is over. Rejects then, at once:
 * what does not look at the signal is left to end by its own bounds, and nobody waits for it.
 *
 * @throws AppError `TIMED_OUT`; the reason of `signal`; what `work` throws
 */
export async function withinDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, deadlineMs }: DeadlineOptions,
): Promise<T> {
  signal?.throwIfAborted();
  const call = new AbortController();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    call.abort(reason);
    reject(reason);
  };
  const takenBack = () => end(signal?.reason);
  signal?.addEventListener('abort', takenBack, { once: true });
  const timer =
    deadlineMs === 0
      ? undefined
      : setTimeout(() => {
          const message = `The call was not carried out within ${numberText(deadlineMs)} ms.`;
          end(new AppError('TIMED_OUT', message, { limit: deadlineMs, hint: HINT }));
        }, deadlineMs);
  try {
    return await Promise.race([work(call.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', takenBack);
  }
}
