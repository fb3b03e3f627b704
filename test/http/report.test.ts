/** GET /api/report as a client sees it, and the resource of the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpDoor, startHttp } from '../mcp/doors.ts';

const TOKEN = 'a-token-of-the-test';

describe('a report over HTTP', () => {
  let door: HttpDoor;
  beforeAll(async () => {
    door = await startHttp({ tokens: [TOKEN] });
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const get = (query: string, token = TOKEN) =>
    fetch(new URL(`/api/report${query}`, door.url), { headers: { authorization: `Bearer ${token}` } });

  it('is JSON unless told otherwise', async () => {
    const response = await get('?period=1h&compare=previous');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toMatchObject({
      period: '1h',
      step_minutes: 1,
      totals: { count: expect.any(Number) },
      grades: { average: { reason: expect.any(String) }, tail: { reason: expect.any(String) } },
      trend: { state: 'insufficient_data', needed_points: 30 },
      comparison: { verdict: 'insufficient_data' },
    });
  });

  it('is a page that may load nothing, or Markdown', async () => {
    const page = await get('?format=html');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
    expect(await page.text()).toMatch(/^<!doctype html>/);
    expect(await (await get('?format=markdown&period=latest')).text()).toMatch(/^# Performance, 24h\n/);
  });

  it.each([
    ['?period=1y', 'period'],
    ['?format=pdf', 'format'],
    ['?compare=never', 'compare'],
    ['?period=latest&compare=7d', 'compare'],
    ['?period=1h&period=7d', 'period'],
    ['?hours=1', 'hours'],
  ])('refuses %s, and names the field', async (query, field) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field } });
  });

  it('needs a token', async () => {
    expect((await get('', 'no-such-token')).status).toBe(401);
  });
});
