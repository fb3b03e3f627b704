/** Secrets as they may be shown. What cannot be taken apart with certainty is hidden whole. */
const MASK = '***';

/** A setting's value with passwords and tokens replaced by `***`; their number stays visible. */
export function maskSecret(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(() => MASK);
  return typeof value === 'string' ? maskUrl(value) : MASK;
}

function maskUrl(text: string): string {
  const url = URL.parse(text);
  // An unencoded `#`, `?` or `@` in a password moves its tail into another part of the URL.
  if (
    !url ||
    !/^(?:postgres|redis)/.test(url.protocol) ||
    url.hash !== '' ||
    url.search.includes('@') ||
    url.pathname.includes('@')
  )
    return MASK;
  if (url.password !== '') url.password = MASK;
  for (const key of new Set(url.searchParams.keys())) {
    if (/pass|secret|token/i.test(key)) url.searchParams.set(key, MASK);
  }
  return url.href;
}
