import { createHash } from 'node:crypto';

/**
 * A statement that waits for `lock` and holds it to the end of the transaction. Locks are known to the server by 64 bits
 * only; two names that fall together wait for each other without need, nothing else.
 */
export function lockStatement(lock: string): string {
  const key = createHash('sha256').update(`prompt-improver ${lock}`).digest().readBigInt64BE();
  return `SELECT pg_advisory_xact_lock(${key})`;
}
