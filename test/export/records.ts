/** Rows to export, and how they are read back. */
import { v7 as uuidv7 } from 'uuid';
import type { ImprovementRecord, Store } from '../../src/store/store.ts';
import { improvementOf as recordOf } from '../store/records.ts';

/** Made now: an export goes by the time in the id. */
export function improvementOf(owner: string, changes: Partial<ImprovementRecord> = {}): ImprovementRecord {
  return recordOf(owner, { id: uuidv7(), createdAtMs: Date.now(), ...changes });
}

/** `count` improvements, more than a page of them if `bytes` is large. @returns their ids, in order */
export async function fill(store: Store, owner: string, count: number, bytes = 10): Promise<readonly string[]> {
  const records = Array.from({ length: count }, () =>
    improvementOf(owner, { prompt: 'p'.repeat(bytes), promptBytes: bytes }),
  );
  for (const record of records) await store.improvements.insert(record);
  return records.map(({ id }) => id);
}

export function readNdjson(text: string): readonly Record<string, unknown>[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('The last line has no end.');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
