/** GET /api/export as a client sees it: headers, owners, errors, hanging up. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, readNdjson } from '../export/records.ts';
import { type HttpDoor, MODERN, startHttp } from '../mcp/doors.ts';
import { openEmbeddedAt } from '../store/open-store.ts';

describe('GET /api/export', () => {
  let door: HttpDoor;
  const get = (query = '', init: RequestInit = {}) => fetch(new URL(`/api/export${query}`, door.url), init);

  beforeAll(async () => {
    door = await startHttp({ allowedOrigins: ['app.example'] });
    await using store = await openEmbeddedAt(door.dataDir);
    // More than the buffers between the two ends hold.
    await fill(store, 'local', 60, 250_000);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it('gives all rows as NDJSON', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="improvements.ndjson"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(readNdjson(await response.text())).toHaveLength(60);
  });

  it('gives CSV with a header, also without a row', async () => {
    const response = await get('?kind=feedback&format=csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(await response.text()).toBe('id,improvement_id,created_at,rating,accepted,edits,comment\r\n');
    expect(await (await get('?until=2020-01-01')).text()).toBe('');
  });

  it.each([
    ['?kind=all', 'kind'],
    ['?format=xml', 'format'],
    ['?since=tomorrow', 'since'],
    ['?since=2026-11-02&until=2026-11-01', 'until'],
    ['?fromat=csv', 'fromat'],
    ['?kind=feedback&kind=sessions', 'kind'],
    ['?__proto__=1', '__proto__'],
  ])('refuses %s, naming the parameter', async (query, field) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field } });
  });

  it('takes GET only, and is shown to no page but one that is allowed', async () => {
    expect((await get('', { method: 'POST' })).status).toBe(405);
    expect((await get('', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const allowed = await get('?until=2020-01-01', { headers: { origin: 'https://app.example' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });

  it('is refused with 503 while four run, and a client that hangs up makes room', async () => {
    const hanging = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const req = request(new URL('/api/export', door.url), { agent: false });
        req.on('error', () => {});
        req.end();
        const [res] = (await once(req, 'response')) as [IncomingMessage];
        res.on('error', () => {});
        return res;
      }),
    );
    const refused = await get();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { code: 'OVERLOADED', retryable: true } });
    for (const res of hanging) res.destroy();
    const fourMore = async () => {
      const responses = await Promise.all(Array.from({ length: 4 }, () => get()));
      return Promise.all(responses.map(async (response) => readNdjson(await response.text()).length));
    };
    await expect.poll(fourMore).toEqual([60, 60, 60, 60]);
  });
});

describe('GET /api/export with tokens', () => {
  it('needs one, and gives each its own rows', async () => {
    await using door = await startHttp({ tokens: ['alpha-token', 'beta-token'] });
    const get = (token?: string) =>
      fetch(new URL('/api/export', door.url), token ? { headers: { authorization: `Bearer ${token}` } } : {});
    const alpha = await door.connect(MODERN, 'alpha-token');
    await alpha.callTool({ name: 'improve_prompt', arguments: { prompt: 'Fix the roof.' } });
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(readNdjson(await (await get('alpha-token')).text())).toMatchObject([{ prompt: 'Fix the roof.' }]);
    expect(await (await get('beta-token')).text()).toBe('');
    expect((await get('wrong-token')).status).toBe(401);
    expect((await get()).status).toBe(401);
  });
});
