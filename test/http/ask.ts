/** One request, by hand. */
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
  json(): unknown;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** By hand: fetch does not let one set Host. */
export async function ask(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Answer> {
  const req = httpRequest(new URL(path, url), { method, headers, agent: false });
  req.end(body);
  const [res] = (await once(req, 'response')) as [IncomingMessage];
  const content = await text(res);
  return {
    status: res.statusCode ?? 0,
    headers: res.headers,
    body: content,
    json: () => JSON.parse(content) as unknown,
  };
}

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
export const post = (body: string | Uint8Array, headers: Record<string, string> = {}): Ask => ({
  method: 'POST',
  headers: { ...JSON_HEADERS, ...headers },
  body,
});
