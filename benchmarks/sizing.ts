/**
 * What a deployment has to be sized by: the disk that an improvement takes, and the memory and connections of a replica at
 * rest, under load and afterwards. Texts are of `benchmarks/prompts.ts`; a record holds the prompt twice, as it was and improved.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { improvementOf } from '../test/export/records.ts';
import { findPostgres } from '../test/services/postgres-binaries.ts';
import { startPostgres, withClient } from '../test/services/postgres.ts';
import { openEmbeddedAt, openPostgresAt } from '../test/store/open-store.ts';
import type { Store } from '../src/store/store.ts';
import { promptOf } from './prompts.ts';
import { environment, format, table } from './samples.ts';

const RECORDS = 4_000;
const WRITERS = 32;
const CALLS = 3_000;
const CALLERS = 32;
const BIN = fileURLToPath(new URL('../src/bin.ts', import.meta.url));

/** Characters of the prompt; 0: metadata alone. */
const LENGTHS = [0, 300, 2_000, 20_000];

async function insertAll(store: Store, chars: number): Promise<void> {
  const texts = (n: number) => {
    const prompt = `${n} ${promptOf(chars)}`;
    return { prompt, improved: `${prompt} It must be done by noon.`, promptBytes: prompt.length };
  };
  let next = 0;
  const writer = async () => {
    while (next < RECORDS) {
      const { prompt: _prompt, improved: _improved, ...metadata } = improvementOf('local');
      await store.improvements.insert({ ...metadata, ...(chars > 0 && texts(next)) });
      next += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function postgresBytes(url: string): Promise<number> {
  const rows = await withClient(
    url,
    async (client) => (await client.query('SELECT pg_database_size(current_database())::int AS bytes')).rows,
  );
  return rows[0].bytes;
}

function embeddedBytes(dataDir: string): number {
  const file = join(dataDir, 'prompt-improver.db');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return statSync(file).size;
}

/** Bytes an improvement takes in each store, with all that the store keeps of it. */
async function diskPerRecord(
  url: string,
  dataDir: string,
  chars: number,
): Promise<{ postgres: number; embedded: number }> {
  await using postgres = await openPostgresAt(url);
  await using embedded = await openEmbeddedAt(dataDir);
  const before = { postgres: await postgresBytes(url), embedded: embeddedBytes(dataDir) };
  await insertAll(postgres, chars);
  await insertAll(embedded, chars);
  return {
    postgres: ((await postgresBytes(url)) - before.postgres) / RECORDS,
    embedded: (embeddedBytes(dataDir) - before.embedded) / RECORDS,
  };
}

async function replica(url: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, [BIN, 'serve', '--port', '0'], { env: { ...process.env, DATABASE_URL: url } });
  let said = '';
  for await (const chunk of child.stderr.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    said += String(chunk);
    if (/connect .*\n/.test(said)) break;
  }
  const mb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024;
  const [, mcp = ''] = /listens on\s+(\S+)/.exec(said) ?? [];
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const call = async (n: number) => {
    const params = { name: 'improve_prompt', arguments: { prompt: `${n} ${promptOf(1_000)}` } };
    await (
      await fetch(mcp, {
        method: 'POST',
        headers,
        body: JSON.stringify({ jsonrpc: '2.0', id: n, method: 'tools/call', params }),
      })
    ).text();
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 3_000));
  await pause();
  const idle = mb();
  let next = 0;
  let peak = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (next < CALLS) {
        await call(next++);
        peak = Math.max(peak, mb());
      }
    }),
  );
  const connections = await withClient(url, async (client) => {
    const sql = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'prompt-improver'";
    return Number((await client.query(sql)).rows[0].n);
  });
  await pause();
  const after = mb();
  child.kill('SIGKILL');
  await once(child, 'exit');
  return [format(idle, 0), format(peak, 0), format(after, 0), String(connections)];
}

const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-bench-'));
await using server = await startPostgres({ bin: await findPostgres() });
try {
  const rows: string[][] = [];
  for (const chars of LENGTHS) {
    const { postgres, embedded } = await diskPerRecord(server.url, join(folder, String(chars)), chars);
    rows.push([chars === 0 ? 'metadata only' : chars.toLocaleString('en'), format(postgres, 0), format(embedded, 0)]);
  }
  console.log(`Disk of an improvement, bytes with indexes. ${environment()}. n = ${RECORDS} each.\n`);
  console.log(table([['characters of the prompt', 'PostgreSQL', 'embedded'], ...rows]));
  console.log(
    `\nA replica on PostgreSQL: ${CALLS} calls of improve_prompt, 1,000 characters, ${CALLERS} callers. n = 1.\n`,
  );
  console.log(
    table([
      ['RSS at rest, MB', 'at its peak', '3 s after', 'connections to PostgreSQL'],
      [...(await replica(server.url))],
    ]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
