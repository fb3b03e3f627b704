/** What a call that takes too long, or is taken back, does to its caller and to the server. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { LOCAL_OWNER } from '../../src/services/types.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { type HttpDoor, MODERN, startHttp } from '../mcp/doors.ts';
import { TcpProxy } from '../store/tcp-proxy.ts';

const DEADLINE_MS = 500;
const LARGE_PROMPT = 'Explain the difference between these two approaches in detail, please. '.repeat(14_000);

const outcomes = async (door: HttpDoor) =>
  Object.fromEntries(
    (await door.services.status.status()).operations.map(({ operation, errors, count }) => [
      operation,
      { count, errors },
    ]),
  );

describe.skipIf(!inject('postgres'))('a PostgreSQL that hangs', () => {
  it('costs each call its deadline, and harms neither the connection nor later calls', async () => {
    await using database = await createTestDatabase();
    const url = new URL(database.url);
    await using proxy = await TcpProxy.to(url.hostname, Number(url.port));
    url.host = `127.0.0.1:${proxy.port}`;
    await using door = await startHttp({}, undefined, {
      deadlineMs: DEADLINE_MS,
      store: { databaseUrl: url.href, poolMin: 1, poolMax: 1 },
      cache: { levels: 'off' },
    });
    const client = await door.connect(MODERN);
    const call = (name: string, args: object) => client.callTool({ name, arguments: { ...args } });
    // Opens the store, which takes longer than these calls may.
    await door.services.sessions.set({ owner: LOCAL_OWNER }, { sessionId: 'before', data: { n: 1 } });
    const opened = async () => {
      const { store } = await door.services.status.status();
      return store.state === 'ok' ? store.pool?.opened : undefined;
    };
    const before = await opened();

    // Slower than any call may be, but faster than what the driver takes for dead.
    proxy.delayMs = 3 * DEADLINE_MS;
    const failed = await Promise.all([
      call('get_session', { session_id: 'before' }),
      // These wait for the only connection, and are not begun once they have been given up.
      call('set_session', { session_id: 'late', data: {} }),
      call('get_analytics', {}),
    ]);
    for (const result of failed) {
      expect(result).toMatchObject({
        isError: true,
        _meta: { 'prompt-improver/error': { code: 'TIMED_OUT', limit: DEADLINE_MS } },
      });
    }

    // What is under way comes in order only as long as nothing overtakes it.
    await delay(6 * DEADLINE_MS);
    proxy.delayMs = 0;
    await expect.poll(() => call('get_session', { session_id: 'before' })).not.toHaveProperty('isError');
    await expect
      .poll(() => call('get_session', { session_id: 'late' }))
      .toMatchObject({ _meta: { 'prompt-improver/error': { code: 'SESSION_NOT_FOUND' } } });
    expect(await opened()).toBe(before);
  });
});

describe('a caller who goes', () => {
  it('takes a large prompt with it, which is neither computed nor stored, and no failure', async () => {
    await using door = await startHttp();
    const client = await door.connect(MODERN);
    const call = (signal?: AbortSignal) =>
      client.callTool(
        { name: 'improve_prompt', arguments: { prompt: `${LARGE_PROMPT} ${Math.random()}` } },
        signal && { signal },
      );
    const caller = new AbortController();
    // The only worker is busy with the first one for longer than the others wait.
    const first = call();
    const workers = async () => (await door.services.status.status()).workers;
    await expect.poll(workers, { interval: 5 }).toMatchObject({ running: 1 });
    const taken = Array.from({ length: 4 }, () => call(caller.signal).catch((error: unknown) => error));
    await expect.poll(async () => (await workers()).queued, { interval: 5 }).toBeGreaterThan(0);
    caller.abort(new Error('taken back'));
    expect((await Promise.all(taken)).every((error) => error instanceof Error)).toBe(true);
    await expect.poll(workers).toMatchObject({ queued: 0 });
    await first;
    // On a busy machine another one may have begun before the others had come.
    await expect.poll(workers).toMatchObject({ running: 0, queued: 0, failed: 0 });
    await delay(50);
    const { writes, admission } = await door.services.status.status();
    expect(writes.improvements.written).toBe(1);
    expect(admission).toMatchObject({ inFlight: 0, queued: 0 });
    expect((await outcomes(door))['tools/call/improve_prompt']).toMatchObject({ errors: 0 });
  });
});
