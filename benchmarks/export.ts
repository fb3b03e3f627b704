/**
 * `export` of 1,000,000 improvements against 100,000: the memory of the exporting process must not grow with the rows. The
 * command and a server are processes of their own; their memory is what Linux says of them (`VmRSS`, `VmHWM`).
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
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { startPostgres, withClient } from '../test/services/postgres.ts';
import { environment, format, table } from './samples.ts';

const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const FEW = 100_000;
const MANY = Number(parseArgs({ options: { rows: { type: 'string', default: '1000000' } } }).values.rows);
/** V8 would let garbage pile up by how busy it is, whatever lives. In this heap all the rows together would not fit. */
const NODE_OPTIONS = '--max-old-space-size=64 --max-semi-space-size=8';
const MAX_GROWTH = 1.5;

const PROMPT = JSON.stringify(`${'Write a function that sorts the orders of a shop by date. '.repeat(5)}`);

/** The same in both dialects but for the source of numbers and of hexadecimal ones. Ids are of version 7, 1 ms apart. */
function insert(numbers: string, hex: (of: string) => string): string {
  const atMs = `(${Date.now() - MANY} + n)`;
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
  readonly peakMb: number;
}

function memoryMb(child: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

/** Reads a stream to its end, looking at the memory of `child` meanwhile. */
async function drain(stream: AsyncIterable<Uint8Array>, child: ChildProcess, beforeMb: number): Promise<Peak> {
  const startMs = performance.now();
  let peakMb = 0;
  let rows = 0;
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 0x0a) rows += 1;
    peakMb = Math.max(peakMb, memoryMb(child, 'VmRSS'));
  }
  return { rows, bytes, seconds: (performance.now() - startMs) / 1_000, beforeMb, peakMb };
}

async function command(env: Readonly<Record<string, string>>): Promise<Peak> {
  const child = spawn(process.execPath, [BIN, 'export'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return drain(child.stdout, child, 0);
}

async function server(env: Readonly<Record<string, string>>, warm: boolean): Promise<Peak> {
  const child = spawn(process.execPath, [BIN, 'serve', '--port', '0'], { env: { ...process.env, ...env } });
  let said = '';
  for await (const chunk of child.stderr) {
    said += String(chunk);
    if (/connect .*\n/.test(said)) break;
  }
  const [, base = ''] = /listens on\s+(\S+)\/mcp/.exec(said) ?? [];
  const url = new URL('/api/export', base);
  // What it loads at its first export is not what the rows need.
  if (warm) await (await fetch(`${url.href}?until=1971-01-01`)).text();
  const { body } = await fetch(url);
  if (body === null) throw new Error('no body');
  const peak = await drain(body, child, memoryMb(child, 'VmRSS'));
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
    const env = {
      NODE_OPTIONS,
      PROMPT_IMPROVER_STORE_DATA_DIR: folder,
      PROMPT_IMPROVER_STORE_DATABASE_URL: databaseUrl ?? '',
      DATABASE_URL: '',
    };
    await (await openStore({ ...options, databaseUrl, dataDir: folder })).close();
    const peaks: { door: string; peak: Peak }[] = [];
    for (const [from, to] of [
      [0, FEW],
      [FEW, MANY],
    ] as const) {
      if (databaseUrl === undefined) seedEmbedded(from, to);
      else
        await withClient(databaseUrl, (client) =>
          client.query(insert(`generate_series(${from}, ${to - 1}) AS n`, (of) => `lpad(to_hex(${of}), 12, '0')`)),
        );
      peaks.push({ door: 'command', peak: await command(env) }, { door: 'HTTP', peak: await server(env, true) });
    }
    for (const { door, peak } of peaks) {
      const few = peaks.find((other) => other.door === door)?.peak.peakMb ?? 0;
      if (peak.peakMb > few * MAX_GROWTH) isFlat = false;
      rowsOut.push([
        kind,
        door,
        format(peak.rows, 0),
        format(peak.bytes / 1e6, 0),
        format(peak.rows / peak.seconds, 0),
        peak.beforeMb === 0 ? '–' : format(peak.beforeMb, 0),
        format(peak.peakMb, 0),
        format(peak.peakMb / few, 2),
      ]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(
  `Export as NDJSON, from the start of the request to the last byte, NODE_OPTIONS="${NODE_OPTIONS}". ${environment()}. n = 1 each.\n`,
);
console.log(
  table([['store', 'door', 'rows', 'MB', 'rows/s', 'RSS before, MB', 'RSS at its peak, MB', '× few rows'], ...rowsOut]),
);
console.log(`\nPeak with many rows at most ${MAX_GROWTH} times that with few: ${isFlat ? 'kept' : 'NOT KEPT'}.`);
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
