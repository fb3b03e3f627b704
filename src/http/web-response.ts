import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Writes a web-standard response, streams included, at the pace the client reads.
 *
 * @param onStalled called when the client does not read what there is
 */
export async function writeWebResponse(
  response: Response,
  res: ServerResponse,
  signal: AbortSignal,
  onStalled: () => void,
): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    // A status without a body must not announce the length of one.
    if (response.status !== 204 && response.status !== 304) headers['content-length'] = String(bytes.length);
    res.writeHead(response.status, headers);
    res.end(bytes);
    return;
  }
  res.writeHead(response.status, headers);
  res.flushHeaders();
  const reader = response.body.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (res.write(next.value) || signal.aborted) continue;
      onStalled();
      await once(res, 'drain', { signal });
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    res.end();
  }
}
