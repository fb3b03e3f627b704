import type { Exchange } from './exchange.ts';

/**
 * Lets a page whose origin has passed the guard read the answers; without it `--allow-origin` would let it only write.
 * Returns true when the request was a preflight and is answered.
 */
export function answerCors({ req, res }: Exchange, methods: readonly string[]): boolean {
  const { origin } = req.headers;
  if (origin === undefined) return false;
  res.setHeader('access-control-allow-origin', origin);
  res.setHeader('vary', 'Origin');
  res.setHeader('access-control-expose-headers', 'mcp-protocol-version, retry-after, www-authenticate');
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return false;
  const headers =
    'authorization, content-type, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id';
  res.writeHead(204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': headers,
    'access-control-max-age': '600',
  });
  res.end();
  return true;
}
