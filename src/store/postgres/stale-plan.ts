/**
 * Named statements can go stale under us: a migration of another replica changes a column's type, or a pooler hands out a
 * connection on which the statement was never prepared. The server then refuses before it runs anything, so the same
 * statement may run again at once, without its name.
 */
const FEATURE_NOT_SUPPORTED = '0A000';
const INVALID_SQL_STATEMENT_NAME = '26000';
const DUPLICATE_PREPARED_STATEMENT = '42P05';

export function isStalePlan(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  switch (thrown.code) {
    // "cached plan must not change result type", in the language of the server. No statement of ours is refused by it otherwise.
    case FEATURE_NOT_SUPPORTED:
    case INVALID_SQL_STATEMENT_NAME:
    case DUPLICATE_PREPARED_STATEMENT:
      return true;
    default:
      return false;
  }
}
