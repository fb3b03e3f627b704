/** Where a secret could turn up, each read as one text. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, RESP_TYPES } from '@redis/client';
import { expect } from 'vitest';
import { open, runIn } from '../../src/cache/l2/envelope.ts';
import { withClient } from '../services/postgres.ts';
import { leaksIn } from './canaries.ts';

/** A place, and how to read all of it. */
export type Places = Readonly<Record<string, () => string | Promise<string>>>;

/** @throws AssertionError that names the places and the secrets seen there, never the secrets */
export async function expectNoLeak(places: Places): Promise<void> {
  const seen: Record<string, readonly string[]> = {};
  for (const [name, read] of Object.entries(places)) {
    const leaks = leaksIn(await read());
    if (leaks.length > 0) seen[name] = leaks;
  }
  expect(seen).toEqual({});
}

/** Every byte of every file below a folder, with the names of the files. */
export function everyByteBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const path = join(folder, name);
      // A temporary file can be gone since it was listed.
      const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
      return `${name}\n${isFile ? readFileSync(path, 'latin1') : ''}`;
    })
    .join('\n');
}

/** Every row of every table of a PostgreSQL database, as text. */
export async function everyRowOf(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t`);
      texts.push(...rows.map(({ text }) => text));
    }
    return texts.join('\n');
  });
}

/** Every name and every value of a Redis, values of the cache also unpacked. */
export async function everyEntryOf(redisUrl: string): Promise<string> {
  const client = createClient({
    url: redisUrl,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const texts: string[] = [];
    for (const name of await client.keys('*')) {
      // With the type mapping above it is one, or null when it has expired since.
      const value = (await client.get(name)) as unknown;
      const bytes = Buffer.isBuffer(value) ? value : Buffer.alloc(0);
      const opened = open(bytes, { schemaVersion: 1, codec: 'json' }, runIn(bytes));
      texts.push(String(name), bytes.toString('latin1'), opened.kind === 'value' ? JSON.stringify(opened.value) : '');
    }
    return texts.join('\n');
  } finally {
    client.destroy();
  }
}
