/**
 * What every connection is set to, in the startup packet, so that it costs no round trip: one setting with a measured reason
 * (`npm run bench session-settings`) and guards. What is not here is left at the server's own value: `work_mem`,
 * `effective_cache_size` and `random_page_cost` made no difference to any query of this program.
 */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = {
  /** A guard: no plan here is thought expensive enough to be compiled, which takes far longer than any of these queries. */
  jit: 'off',
  /** Planning look-ups by id for their values takes 1.4 to 1.7 times as long: all the weeks are looked at. */
  plan_cache_mode: 'force_generic_plan',
  statement_timeout: '5s',
  lock_timeout: '4s',
  idle_in_transaction_session_timeout: '5s',
  /** A guard: our statements expect to see what was committed while they waited for a row, and would fail instead. */
  default_transaction_isolation: 'read committed',
  /** A guard: the pool keeps connections that nobody uses, and looks after them. */
  idle_session_timeout: '0',
};

/** In the form of the startup parameter `options`. What stands later wins, so `own`, of the URL, comes last. */
export function startupOptions(own: string | undefined): string {
  const ours = Object.entries(SESSION_SETTINGS).map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`);
  return [...ours, ...(own ? [own] : [])].join(' ');
}
