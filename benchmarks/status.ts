/**
 * What a status costs on a store with a month of minutes, and ten replicas in the last hour. `--calls <number>` is 60 unless
 * said otherwise. Exit code 3 when p95 is above 200 ms.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config/load.ts';
import { createLogger } from '../src/log/logger.ts';
import { Tally } from '../src/performance/monitor/tally.ts';
import { MAX_TALLY_BYTES } from '../src/performance/monitor/tally.ts';
import type { MetricMinute, Store } from '../src/store/store.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { startPostgres } from '../test/services/postgres.ts';
import { openEmbeddedAt, openPostgresAt } from '../test/store/open-store.ts';
import { seededRandom } from '../test/random.ts';
import { environment, format, quantile, table } from './samples.ts';

const CALLS = Number(parseArgs({ options: { calls: { type: 'string', default: '60' } } }).values.calls);
const BUDGET_MS = 200;
const MINUTE_MS = 60_000;
const MONTH_MINUTES = 30 * 1_440;
const REPLICAS = 10;
const OPERATIONS = Array.from({ length: 8 }, (_, i) => `tools/call/tool-${i}`);
const BATCH = 500;

const random = seededRandom(1);
const scratch = new Uint8Array(MAX_TALLY_BYTES);

function figures(calls: number): string {
  const tally = new Tally();
  for (let i = 0; i < calls; i++) tally.record(i % 50 === 0 ? 'tool_error' : 'ok', Math.exp(3 * random()));
  return Buffer.from(scratch.subarray(0, tally.encodeInto(scratch, 0))).toString('base64');
}

/** The figures differ in little, so that filling takes seconds. */
const totals = Array.from({ length: 50 }, () => figures(800));
const parts = Array.from({ length: 50 }, () => figures(100));
const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';

function minute(minuteMs: number, replica: string): MetricMinute {
  return {
    minuteMs,
    replica,
    part: 0,
    sinceMs: minuteMs,
    untilMs: minuteMs + MINUTE_MS,
    total: pick(totals),
    operations: Object.fromEntries(OPERATIONS.map((name) => [name, pick(parts)])),
    process: {},
  };
}

async function fill(store: Store): Promise<void> {
  const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  for (let first = MONTH_MINUTES; first > 0; first -= BATCH) {
    const minutes = Array.from({ length: Math.min(BATCH, first) }, (_, i) =>
      minute(nowMs - (first - i) * MINUTE_MS, 'r0'),
    );
    await store.metrics.write(minutes);
  }
  for (let replica = 1; replica < REPLICAS; replica++) {
    await store.metrics.write(Array.from({ length: 60 }, (_, i) => minute(nowMs - i * MINUTE_MS, `r${replica}`)));
    const about = { host: 'host', pid: replica, version: '1', startedAtMs: nowMs, seenAtMs: Date.now() };
    await store.metrics.sayAlive({ id: `r${replica}`, ...about, process: {} });
  }
}

const ASKED = [
  { name: 'this process, 5 minutes', request: { windowSeconds: 300 } },
  { name: 'all, 5 minutes', request: { scope: 'all', windowSeconds: 300 } },
  { name: 'all, an hour', request: { scope: 'all', windowSeconds: 3_600 } },
] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
await using postgres = await startPostgres({ bin: await findPostgres() });
const stores = [
  { kind: 'embedded', open: () => openEmbeddedAt(dataDir), env: { dataDir } },
  { kind: 'postgres', open: () => openPostgresAt(postgres.url), env: { databaseUrl: postgres.url } },
] as const;
const { config } = await loadConfig({});
const logger = createLogger(
  'silent',
  () => {},
  () => 0,
);
const rows: string[][] = [];
for (const { kind, open, env } of stores) {
  await using store = await open();
  await fill(store);
  await using app = createApp({
    config: { ...config, store: { ...config.store, databaseUrl: undefined, ...env } },
    version: '0',
    logger,
    storeWaitMs: 10_000,
  });
  for (const { name, request } of ASKED) {
    const times: number[] = [];
    const cpu: number[] = [];
    for (let call = 0; call < CALLS; call++) {
      const startMs = performance.now();
      const before = process.cpuUsage();
      await app.services.status.status(request);
      const { user, system } = process.cpuUsage(before);
      times.push(performance.now() - startMs);
      cpu.push((user + system) / 1_000);
    }
    const p95 = quantile(times, 0.95);
    if (p95 > BUDGET_MS) process.exitCode = 3;
    rows.push([
      kind,
      name,
      format(quantile(times, 0.5), 1),
      format(p95, 1),
      format(Math.max(...times), 1),
      format(quantile(cpu, 0.5), 1),
    ]);
  }
}
rmSync(dataDir, { recursive: true, force: true });
const sample = minute(0, 'r0');
const minuteBytes = sample.total.length + JSON.stringify(sample.operations).length;
const size = `${(MONTH_MINUTES + 60 * (REPLICAS - 1)).toLocaleString('en')} minutes of ${OPERATIONS.length} operations`;
console.log(`A status on ${size}, ${REPLICAS} replicas in the last hour; ${CALLS} calls each. ${environment()}.\n`);
console.log(
  `A minute of 800 calls of ${OPERATIONS.length} operations takes ${minuteBytes.toLocaleString('en')} bytes.\n`,
);
console.log(table([['store', 'of', 'p50 ms', 'p95 ms', 'longest ms', 'processor ms'], ...rows]));
