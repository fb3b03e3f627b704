/** Secrets as they may be shown. What cannot be taken apart with certainty is hidden whole. */
const MASK = '***';

/** A setting's value with passwords and tokens replaced by `***`; their number stays visible. */
export function maskSecret(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(() => MASK);
  return typeof value === 'string' ? maskUrl(value) : MASK;
}

/** Of a database, which a URL cannot hold; without an `@` before them, a part of them may be a password. */
const HOST_LIST = /(?<=^postgres(?:ql)?:\/\/[^/?#@,]*@)[\w.-]+(?::\d{1,5})?(?:,[\w.-]+(?::\d{1,5})?)+(?=[/?]|$)/;
const IN_PLACE_OF_LIST = 'list-of-hosts.invalid';

function maskUrl(text: string): string {
  const [hosts] = HOST_LIST.exec(text) ?? [];
  if (hosts === undefined) return maskOneHost(text);
  return maskOneHost(text.replace(hosts, IN_PLACE_OF_LIST)).replace(IN_PLACE_OF_LIST, hosts);
}

function maskOneHost(text: string): string {
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
  // A user without a password is of no use to Redis: it is the password, in the wrong place.
  else if (url.username !== '' && url.protocol.startsWith('redis')) url.username = MASK;
  for (const key of new Set(url.searchParams.keys())) {
    if (/pass|secret|token/i.test(key)) url.searchParams.set(key, MASK);
  }
  return url.href;
}
