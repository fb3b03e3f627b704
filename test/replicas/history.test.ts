/** Two server processes on one PostgreSQL: what they measured is told together, and what `kill -9` of one takes with it. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { type WireStatus, serverSource } from '../../src/cli/status/source.ts';
import { statusSchema } from '../../src/mcp/results/status-schema.ts';
import { RunningCli, runCli } from '../cli/cli.ts';
import { createTestDatabase } from '../services/test-database.ts';

const TOOL = 'analyze_prompt';
const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
/** Of the processes, which write every ten seconds; the machine may be busy. */
const TOLD_WITHIN_MS = 60_000;

async function startReplica(databaseUrl: string) {
  const server = new RunningCli(['serve', '--port', '0'], { env: { DATABASE_URL: databaseUrl } });
  const [, url = ''] = await server.printed('stderr', /listens on {2}(\S+)\/mcp[^]*connect .*\n/);
  const params = { name: TOOL, arguments: { prompt: 'Sort the list.' } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  return {
    server,
    status: () => serverSource(url, undefined).read({ scope: 'all', windowSeconds: 3_600 }),
    call: async (times: number) => {
      for (let i = 0; i < times; i++)
        await (await fetch(`${url}/mcp`, { method: 'POST', headers: HEADERS, body })).text();
    },
  };
}

function callsIn({ window }: WireStatus): number {
  return window.operations.find(({ operation }) => operation === `tools/call/${TOOL}`)?.count ?? 0;
}

async function waitUntil(
  read: () => Promise<WireStatus>,
  isRight: (status: WireStatus) => boolean,
): Promise<WireStatus> {
  const deadlineMs = performance.now() + TOLD_WITHIN_MS;
  for (;;) {
    const status = await read();
    if (isRight(status) || performance.now() > deadlineMs) return status;
    await delay(250);
  }
}

test.skipIf(!inject('postgres'))(
  'the sum of what two replicas tell is the number of calls made, and a killed one takes seconds with it',
  async () => {
    await using database = await createTestDatabase();
    const [first, second] = await Promise.all([startReplica(database.url), startReplica(database.url)]);
    await Promise.all([first.call(30), second.call(50)]);

    const [byFirst, bySecond] = await Promise.all(
      [first, second].map(({ status }) =>
        waitUntil(status, (told) => callsIn(told) === 80 && told.replicas?.length === 2),
      ),
    );
    for (const told of [byFirst, bySecond]) {
      expect(told?.scope).toBe('all');
      expect(told && callsIn(told)).toBe(80);
      expect(told?.replicas?.map(({ state }) => state)).toEqual(['this', 'live']);
      expect(Math.max(...(told?.replicas ?? []).map(({ age_seconds }) => age_seconds))).toBeLessThan(30);
    }

    await second.call(5);
    second.server.child.kill('SIGKILL');
    await second.server.ended();
    const left = callsIn(await first.status());
    expect(left).toBeGreaterThanOrEqual(80);
    expect(left).toBeLessThanOrEqual(85);

    await first.call(1);
    first.server.child.kill('SIGTERM');
    await first.server.ended();
    // One that ends in order has written everything, and is no longer told of; the killed one is.
    const stored = await runCli(['status', '--store', '--window', '3600', '--json'], {
      env: { DATABASE_URL: database.url },
    });
    const status = statusSchema.parse(JSON.parse(stored.stdout));
    expect(callsIn(status)).toBe(left + 1);
    expect(status.replicas).toHaveLength(1);
  },
);
