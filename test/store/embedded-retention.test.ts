/** What is past retention is gone from the disk, not only from the tables. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';
import { improvementOf } from './records.ts';

const WEEK_MS = 7 * 86_400_000;
const THEN = 1_000 * WEEK_MS;

let data: DataFolder;

beforeEach(() => {
  data = new DataFolder();
});

afterEach(() => data.remove());

function everyByte(): string {
  return readdirSync(data.path)
    .map((file) => readFileSync(join(data.path, file), 'latin1'))
    .join('');
}

it('expired prompts leave no trace in any file of the store, and their space is given back', async () => {
  await using store = await data.open();
  const at = (createdAtMs: number, prompt: string) =>
    improvementOf('o', { id: uuidv7({ msecs: createdAtMs }), createdAtMs, prompt, improved: prompt });
  const old = Array.from({ length: 200 }, (_, n) => at(THEN + n, 'Tell me of Balthasar the heron. '.repeat(100)));
  await store.improvements.insertMany(old);
  const kept = at(THEN + WEEK_MS, 'Tell me of Melchior the stork.');
  await store.improvements.insert(kept);
  expect(everyByte()).toContain('Balthasar');
  while ((await store.retention.expire(THEN + WEEK_MS, 50)) > 0);
  expect(everyByte()).not.toContain('Balthasar');
  expect(everyByte()).toContain('Melchior');
  expect(statSync(data.file).size).toBeLessThan(300_000);
  expect(await store.improvements.get('o', kept.id)).toEqual(kept);
  expect(data.integrity()).toBe('ok');
});
