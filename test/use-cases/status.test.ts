/** The status: in bounded time whatever has become of the store, and over several processes. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { healthOf } from '../../src/services/health.ts';
import { operationNames } from '../../src/mcp/operation-names.ts';
import type { StatusReport } from '../../src/services/types.ts';
import type { TestApp } from './app.ts';
import { startApp } from './app.ts';

function call({ app }: TestApp, times: number, outcome: 'ok' | 'error' = 'ok'): void {
  for (let i = 0; i < times; i++) {
    const span = app.measuring?.beginNamed('stdio', performance.now(), {
      method: 'tools/call',
      params: { name: 'improve_prompt' },
    });
    span?.answered(
      outcome === 'ok' ? { outcome: 'ok' } : { outcome: 'tool_error', errorType: 'STORE_FULL' },
      performance.now(),
    );
    span?.end();
  }
}

async function nextSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_010 - (Date.now() % 1_000)));
}

test('tells of a window, with percentiles where there are enough samples', async () => {
  await using started = await startApp({ namesOf: operationNames });
  call(started, 100);
  call(started, 2, 'error');
  await nextSecond();
  const { window, scope, replicas } = await started.app.services.status.status({ windowSeconds: 60 });
  expect({ scope, replicas }).toEqual({ scope: 'process', replicas: undefined });
  expect(window.total).toMatchObject({ count: 102, errors: 2, errorRate: 2 / 102, p99Ms: null, overTarget: 0 });
  expect(window.total.p95Ms).toBeGreaterThan(0);
  expect(window.operations).toMatchObject([{ operation: 'tools/call/improve_prompt', count: 102 }]);
});

test.each([
  [{ windowSeconds: 9 }, 'window_seconds'],
  [{ windowSeconds: 3_601 }, 'window_seconds'],
  [{ windowSeconds: 20.5 }, 'window_seconds'],
  [{ scope: 'world' as 'all' }, 'scope'],
])('%j is refused', async (request, field) => {
  await using started = await startApp();
  await expect(started.app.services.status.status(request)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field });
});

test('a store that hangs does not hold it up, and the status says so', async () => {
  const sockets = new Set<{ destroy(): void }>();
  const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const started = await startApp({
    store: { databaseUrl: `postgres://u:p@127.0.0.1:${port}/d` },
    storeWaitMs: 100,
    namesOf: operationNames,
  });
  try {
    call(started, 5);
    await nextSecond();
    const startedMs = performance.now();
    const status = await started.app.services.status.status({ scope: 'all' });
    // It waits 100 ms for the store, which would be given up after 10 s; the machine may be busy.
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(status.store).toMatchObject({ state: 'unavailable', code: 'STORE_UNAVAILABLE' });
    expect(status.scope).toBe('process');
    expect(status.window.total.count).toBe(5);
    expect(status.health.state).toBe('unhealthy');
    expect(status.health.problems[0]).toContain('STORE_UNAVAILABLE');
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
    await started[Symbol.asyncDispose]();
  }
});

test('all processes on one store are told together, and each by itself', async () => {
  await using first = await startApp({ namesOf: operationNames });
  await using second = await startApp({ namesOf: operationNames, store: { dataDir: first.dataDir } });
  call(first, 30);
  call(second, 50, 'error');
  await nextSecond();
  // As it does every ten seconds.
  await second.app.services.status.status();
  await second.app.close();
  const { scope, window, replicas = [] } = await first.app.services.status.status({ scope: 'all' });
  expect(scope).toBe('all');
  expect(window.total).toMatchObject({ count: 80, errors: 50 });
  expect(window.operations).toMatchObject([{ operation: 'tools/call/improve_prompt', count: 80, errors: 50 }]);
  // The second has said that it goes; its figures stay.
  expect(replicas.map(({ state, count }) => [state, count])).toEqual([['this', 30]]);
});

const FIRING = {
  rule: 'ErrorRate/critical',
  severity: 'critical',
  summary: 'errors',
  state: 'firing',
  sinceMs: 0,
  muted: null,
} as const;
const FINE = {
  store: { state: 'ok' } as StatusReport['store'],
  window: { total: { count: 1_000, errorRate: 0.01, p95Ms: 20 } } as unknown as StatusReport['window'],
  targetMs: 200,
  cache: {},
  alerts: null,
};

test.each<[string, Partial<Parameters<typeof healthOf>[0]>]>([
  ['all is well', {}],
  ['of few calls some fail', { window: windowOf({ count: 3, errorRate: 0.5, p95Ms: null }) }],
  [
    'an alert is pending, a warning, or silenced',
    {
      alerts: [
        { ...FIRING, state: 'pending' },
        { ...FIRING, severity: 'warning' },
        { ...FIRING, muted: 'silenced' },
      ],
    },
  ],
])('%s: healthy', (_name, facts) => {
  expect(healthOf({ ...FINE, ...facts })).toEqual({ state: 'healthy', problems: [] });
});

test.each<[string, Partial<Parameters<typeof healthOf>[0]>, string]>([
  [
    'the store is away',
    { store: { state: 'unavailable', code: 'STORE_UNAVAILABLE', message: 'gone', hint: '' } },
    'gone',
  ],
  ['a critical alert fires', { alerts: [FIRING] }, 'ErrorRate/critical'],
  ['too many calls fail', { window: windowOf({ errorRate: 0.11 }) }, '11.0 %'],
  ['calls are too slow', { window: windowOf({ p95Ms: 201 }) }, '201 ms'],
  [
    'the Redis that is configured is away',
    { cache: { redis: { location: 'r:1', isConnected: false, problem: 'WRONGPASS' } as never } },
    'r:1 is away (WRONGPASS)',
  ],
])('%s: unhealthy, with the reason', (_name, facts, problem) => {
  expect(healthOf({ ...FINE, ...facts })).toEqual({
    state: 'unhealthy',
    problems: [expect.stringContaining(problem)],
  });
});

function windowOf(changes: object): StatusReport['window'] {
  return { total: { ...FINE.window.total, ...changes } } as StatusReport['window'];
}
