/** How a server ends: on a signal or a closed pipe everything is closed and flushed; a second signal ends it at once. */
import { toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import { describeError } from '../wire/describe-error.ts';

/** Longer than any bound on the work under way; what hangs after that will not end by waiting. */
const CLOSING_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Installs the handlers and returns the function that ends the process in order.
 *
 * @param close closes what takes requests first, the store last
 */
export function endInOrder(logger: Logger, close: () => Promise<void>): (exitCode: 0 | 1) => Promise<never> {
  let ending = false;
  const end = async (exitCode: 0 | 1): Promise<never> => {
    if (ending) return new Promise<never>(() => {});
    ending = true;
    setTimeout(() => {
      logger.error('closing took too long', { limitMs: CLOSING_MS });
      process.exit(1);
    }, CLOSING_MS).unref();
    let code = exitCode;
    try {
      await close();
    } catch (error) {
      logger.error('closing failed', { errorCode: toAppError(error).code, ...describeError(error) });
      code = 1;
    }
    process.exit(code);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      logger.info('stopping', { signal });
      void end(0);
    });
  }
  // The request that it belongs to has failed; the others have nothing to do with it.
  process.on('unhandledRejection', (error) => {
    logger.error('unhandled rejection', { errorCode: toAppError(error).code, ...describeError(error) });
  });
  // After this, nothing that the process holds can be trusted but what the store has committed.
  process.on('uncaughtException', (error) => {
    logger.error('uncaught exception', { errorCode: toAppError(error).code, ...describeError(error) });
    void end(1);
  });
  return end;
}
