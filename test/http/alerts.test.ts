/** GET /api/alerts, POST and DELETE /api/silences as a client sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpDoor, startHttp } from '../mcp/doors.ts';

const TOKEN = 'a-token-of-the-test';
const SILENCE = { matchers: { alertname: 'ErrorRate' }, duration_seconds: 60, comment: 'known' };

describe('alerts over HTTP', () => {
  let door: HttpDoor;
  beforeAll(async () => {
    door = await startHttp({ tokens: [TOKEN] });
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const ask = async (path: string, init: RequestInit = {}, token = TOKEN) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(new URL(path, door.url), { ...init, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const post = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    ask('/api/silences', { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

  it('are read, silenced and unsilenced', async () => {
    expect(await ask('/api/alerts')).toMatchObject({ status: 200, body: { enabled: true, silences: [], history: [] } });
    const made = await post(SILENCE);
    expect(made).toMatchObject({ status: 201, body: { matchers: SILENCE.matchers, comment: 'known' } });
    expect(made.body['created_by']).toMatch(/^token:[0-9a-f]{16}$/);
    expect((await ask('/api/alerts')).body).toMatchObject({ silences: [made.body] });
    const path = `/api/silences?id=${String(made.body['id'])}`;
    expect(await ask(path, { method: 'DELETE' })).toEqual({ status: 200, body: made.body });
    expect(await ask(path, { method: 'DELETE' })).toMatchObject({
      status: 404,
      body: { error: { code: 'SILENCE_NOT_FOUND' } },
    });
  });

  it.each([
    ['/api/alerts', 'GET'],
    ['/api/silences', 'POST'],
    ['/api/silences?id=x', 'DELETE'],
  ])('%s with %s needs a token', async (path, method) => {
    expect(await ask(path, { method }, 'no-such-token')).toMatchObject({ status: 401 });
  });

  it.each([
    [{ ...SILENCE, matchers: { alertname: 'Nothing' } }, 'matchers.alertname'],
    [{ ...SILENCE, matchers: ['alertname'] }, 'matchers'],
    [{ ...SILENCE, duration_seconds: '60' }, 'duration_seconds'],
    [{ ...SILENCE, duration_seconds: 1e9 }, 'duration_seconds'],
    [{ ...SILENCE, duration: 60 }, 'duration'],
    [{ matchers: SILENCE.matchers, duration_seconds: 60 }, 'comment'],
  ])('refuse %j, and name the field', async (body, field) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { error: { code: 'INVALID_ARGUMENT', field } } });
  });

  it('refuse what is no silence at all', async () => {
    expect((await post('x'.repeat(20_000))).status).toBe(413);
    expect((await post('{')).status).toBe(400);
    expect((await post(SILENCE, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await ask('/api/silences', { method: 'DELETE' })).status).toBe(400);
    expect((await ask('/api/silences')).status).toBe(405);
    expect((await ask('/api/alerts', { method: 'POST' })).status).toBe(405);
  });
});
