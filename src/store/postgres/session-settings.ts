/**
 * What every connection is set to, in the startup packet, so that it costs no round trip. Each has a measured reason
 * (`npm run bench postgres`) or guards the server against a client that hangs. What is not here is left at the server's own
 * value: `work_mem` and `effective_cache_size` showed no effect on the queries of this program.
 */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = {
  /** Compiling a plan costs more than any query here takes. */
  jit: 'off',
  /** Statements are prepared once and their plans do not depend on the values: planning anew buys nothing. */
  plan_cache_mode: 'force_generic_plan',
  statement_timeout: '5s',
  lock_timeout: '4s',
  idle_in_transaction_session_timeout: '5s',
};

/** In the form of the startup parameter `options`. What stands later wins, so `own`, of the URL, comes last. */
export function startupOptions(own: string | undefined): string {
  const ours = Object.entries(SESSION_SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  return [...ours, ...(own ? [own] : [])].join(' ');
}
