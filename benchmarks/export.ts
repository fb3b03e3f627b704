/**
 * `export` of 1,000,000 improvements against 100,000: the memory of the exporting process must not grow with the rows. The
 * command and a server are processes of their own; their memory is what Linux says of them (`VmRSS`).
 *
 * V8 lets its heap grow by how busy it is, whatever lives. So the budget is on a heap in which all the rows together would not
 * fit; the heap that everybody has is there to be looked at: V8 stops at some size, sooner or later.
 * `--rows <number>` changes how many.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger } from '../src/log/logger.ts';
import { openStore } from '../src/store/open.ts';
import { WEEK_MS } from '../src/store/sql/weeks.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { startPostgres, withClient } from '../test/services/postgres.ts';
import { environment, format, table } from './samples.ts';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const FEW = 100_000;
const MANY = Number(parseArgs({ options: { rows: { type: 'string', default: '1000000' } } }).values.rows);
const SMALL_HEAP = '--max-old-space-size=64 --max-semi-space-size=8';
const DEFAULT_HEAP = '';
const MAX_GROWTH = 1.25;

const PROMPT = JSON.stringify(`${'Write a function that sorts the orders of a shop by date. '.repeat(5)}`);

/** Apart, so that they lie in several weeks. */
const EVERY_MS = 5_000;
const START_MS = Date.now() - MANY * EVERY_MS;

/** The same in both dialects but for the source of numbers and of hexadecimal ones. Ids are of version 7. */
function insert(numbers: string, hex: (of: string) => string): string {
  const atMs = `(${START_MS} + CAST(n AS BIGINT) * ${EVERY_MS})`;
  return `INSERT INTO improvements (id, owner, session_id, created_at_ms, prompt, improved, prompt_bytes, changed, verdict,
      language, task, target, score_before, score_after, score_potential, rules, questions, ruleset_hash, duration_ms)
    SELECT substr(${hex(atMs)}, 1, 8) || '-' || substr(${hex(atMs)}, 9, 4) || '-7000-8000-000000000000', 'local', NULL,
      ${atMs}, '${PROMPT}', '${PROMPT}', 290, TRUE, 'improved', 'en', 'code', 'unknown', 40, 60, 90, '["Q05"]', 1, 'bench', 0.4
    FROM ${numbers}`;
}

interface Peak {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly beforeMb: number;
  readonly firstHalfMb: number;
  readonly secondHalfMb: number;
}

const peakMb = ({ firstHalfMb, secondHalfMb }: Peak) => Math.max(firstHalfMb, secondHalfMb);

function memoryMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** Reads a stream to its end, looking at the memory of `child` meanwhile. */
async function drain(
  stream: AsyncIterable<Uint8Array>,
  child: ChildProcess,
  expectedRows: number,
  beforeMb: number,
): Promise<Peak> {
  const startMs = performance.now();
  let firstHalfMb = 0;
  let secondHalfMb = 0;
  let rows = 0;
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 0x0a) rows += 1;
    const nowMb = memoryMb(child);
    if (rows <= expectedRows / 2) firstHalfMb = Math.max(firstHalfMb, nowMb);
    else secondHalfMb = Math.max(secondHalfMb, nowMb);
  }
  return { rows, bytes, seconds: (performance.now() - startMs) / 1_000, beforeMb, firstHalfMb, secondHalfMb };
}

type Environment = Readonly<Record<string, string>>;

async function command(env: Environment, rows: number): Promise<Peak> {
  const child = spawn(process.execPath, [BIN, 'export'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return drain(child.stdout, child, rows, 0);
}

async function server(env: Environment, rows: number): Promise<Peak> {
  const child = spawn(process.execPath, [BIN, 'serve', '--port', '0'], { env: { ...process.env, ...env } });
  let said = '';
  for await (const chunk of child.stderr) {
    said += String(chunk);
    if (/connect .*\n/.test(said)) break;
  }
  const [, base = ''] = /listens on\s+(\S+)\/mcp/.exec(said) ?? [];
  const url = new URL('/api/export', base);
  // What it loads at its first export is not what the rows need.
  await (await fetch(`${url.href}?until=1971-01-01`)).text();
  const { body } = await fetch(url);
  if (body === null) throw new Error('no body');
  const peak = await drain(body, child, rows, memoryMb(child));
  child.kill('SIGKILL');
  await once(child, 'exit');
  return peak;
}

const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
await using postgres = await startPostgres({ bin: await findPostgres() });
const logger = createLogger('silent', () => {}, Date.now);
const options = {
  poolMin: 1,
  poolMax: 4,
  preparedStatements: 'on',
  sessionSettings: 'on',
  logger,
  now: Date.now,
} as const;
const rowsOut: string[][] = [];
let isFlat = true;
try {
  for (const kind of ['embedded', 'postgres'] as const) {
    const databaseUrl = kind === 'postgres' ? postgres.url : undefined;
    const environmentOf = (heap: string) => ({
      NODE_OPTIONS: heap,
      PROMPT_IMPROVER_STORE_DATA_DIR: folder,
      PROMPT_IMPROVER_STORE_DATABASE_URL: databaseUrl ?? '',
      DATABASE_URL: '',
    });
    const store = await openStore({ ...options, databaseUrl, dataDir: folder, now: () => START_MS });
    for (let atMs = START_MS; atMs < Date.now(); atMs += WEEK_MS) await store.retention.prepare(atMs);
    await store.close();
    const peaks: { door: string; heap: string; peak: Peak }[] = [];
    const measure = async (heap: string, rows: number) => {
      const env = environmentOf(heap);
      peaks.push({ door: 'command', heap, peak: await command(env, rows) });
      peaks.push({ door: 'HTTP', heap, peak: await server(env, rows) });
    };
    for (const [from, to] of [
      [0, FEW],
      [FEW, MANY],
    ] as const) {
      if (databaseUrl === undefined) seedEmbedded(from, to);
      else
        await withClient(databaseUrl, (client) =>
          client.query(insert(`generate_series(${from}, ${to - 1}) AS n`, (of) => `lpad(to_hex(${of}), 12, '0')`)),
        );
      await measure(SMALL_HEAP, to);
    }
    await measure(DEFAULT_HEAP, MANY);
    for (const { door, heap, peak } of peaks) {
      const few = peaks.find((other) => other.door === door && other.heap === heap)?.peak ?? peak;
      const isSmall = heap === SMALL_HEAP;
      const growth = isSmall ? peakMb(peak) / peakMb(few) : peak.secondHalfMb / peak.firstHalfMb;
      if (isSmall && growth > MAX_GROWTH) isFlat = false;
      rowsOut.push([
        kind,
        door,
        isSmall ? 'small' : 'default',
        format(peak.rows, 0),
        format(peak.bytes / 1e6, 0),
        format(peak.rows / peak.seconds, 0),
        peak.beforeMb === 0 ? '–' : format(peak.beforeMb, 0),
        format(peak.firstHalfMb, 0),
        format(peak.secondHalfMb, 0),
        format(growth, 2),
      ]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(
  `Export as NDJSON, from the start of the request to the last byte. The small heap is NODE_OPTIONS="${SMALL_HEAP}". ${environment()}. n = 1 each.\n`,
);
console.log(
  table([
    [
      'store',
      'door',
      'heap',
      'rows',
      'MB',
      'rows/s',
      'RSS before, MB',
      'most RSS in the first half, MB',
      'in the second half',
      'growth: small heap, many to few; default, second half to first',
    ],
    ...rowsOut,
  ]),
);
console.log(
  `\nMost RSS in the small heap with many rows at most ${MAX_GROWTH} times that with few: ${isFlat ? 'kept' : 'NOT KEPT'}.`,
);
if (!isFlat) process.exitCode = 3;

function seedEmbedded(from: number, to: number): void {
  const db = new DatabaseSync(join(folder, 'prompt-improver.db'));
  db.exec(
    insert(
      `(WITH RECURSIVE count(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM count WHERE n < ${to - 1}) SELECT n FROM count)`,
      (of) => `printf('%012x', ${of})`,
    ),
  );
  db.close();
}
