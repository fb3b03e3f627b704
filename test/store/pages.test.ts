/** The pages that exports are made of, on both stores. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FeedbackRecord, ImprovementRecord, PageRange, Store } from '../../src/store/store.ts';
import { fill, improvementOf } from '../export/records.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { newOwner, T0 } from './contract-data.ts';
import { openEmbeddedAt, openPostgresAt } from './open-store.ts';

const range = (owner: string, changes: Partial<PageRange> = {}): PageRange => ({
  owner,
  sinceMs: 0,
  untilMs: Date.now() + 60_000,
  ...changes,
});

async function readAll<Row>(read: (after?: Row) => Promise<readonly Row[]>): Promise<readonly (readonly Row[])[]> {
  const pages: (readonly Row[])[] = [];
  for (let after: Row | undefined; ;) {
    const page = await read(after);
    after = page.at(-1);
    if (after === undefined) return pages;
    pages.push(page);
  }
}

function describePages(open: () => Promise<Store>): void {
  let store: Store;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());

  it('hold every row of the owner once, in the order of their ids, and no other row', async () => {
    const owner = newOwner();
    const ids = await fill(store, owner, 1_203);
    await fill(store, newOwner(), 3);
    const pages = await readAll<ImprovementRecord>((after) => store.pages.improvements(range(owner), after));
    expect(pages.flat().map(({ id }) => id)).toEqual(ids.toSorted());
    expect(pages.length).toBeGreaterThan(2);
  });

  it('give a record back as it was stored', async () => {
    const record = improvementOf(newOwner(), { prompt: '\0\uDC00\r\n👩‍💻', sessionId: 's' });
    await store.improvements.insert(record);
    expect(await store.pages.improvements(range(record.owner))).toEqual([record]);
  });

  it('are bounded in bytes, but for the last row of each', async () => {
    const owner = newOwner();
    await fill(store, owner, 5, 100_000);
    await fill(store, owner, 1, 1_000_000);
    await fill(store, owner, 2, 100);
    const pages = await readAll<ImprovementRecord>((after) => store.pages.improvements(range(owner), after));
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 2]);
  });

  it('begin at the first moment and end before the last', async () => {
    const owner = newOwner();
    for (const createdAtMs of [0, 1, 2, 3, 4].map((n) => T0 + n)) {
      await store.improvements.insert(improvementOf(owner, { id: uuidv7({ msecs: createdAtMs }), createdAtMs }));
    }
    const page = await store.pages.improvements(range(owner, { sinceMs: T0 + 1, untilMs: T0 + 3 }));
    expect(page.map(({ createdAtMs }) => createdAtMs)).toEqual([T0 + 1, T0 + 2]);
  });

  it('hold feedback, also what came long after its improvement', async () => {
    const owner = newOwner();
    const improvements = [T0, T0 + 1].map((createdAtMs) =>
      improvementOf(owner, { id: uuidv7({ msecs: createdAtMs }), createdAtMs }),
    );
    for (const improvement of improvements) await store.improvements.insert(improvement);
    const feedback: FeedbackRecord[] = [];
    for (const [index, { id: improvementId }] of improvements.entries()) {
      for (let n = 100; n < 250; n++) {
        feedback.push({
          id: `f${n}-${index}`,
          owner,
          improvementId,
          createdAtMs: T0 + n * 3_600_000,
          comment: `${n}\uD83D`,
        });
      }
    }
    for (const record of feedback) await store.feedback.insert(record);
    const pages = await readAll<FeedbackRecord>((after) => store.pages.feedback(range(owner), after));
    expect(pages.flat()).toEqual(feedback);
    expect(pages.length).toBeGreaterThan(2);
    const late = await store.pages.feedback(range(owner, { sinceMs: T0 + 249 * 3_600_000 }));
    expect(late.map(({ id }) => id)).toEqual(['f249-0', 'f249-1']);
  });

  it('hold the sessions that are live, by their last change', async () => {
    const owner = newOwner();
    const session = { owner, data: { of: 'test' }, ttlSeconds: 60, maxSessions: 10 };
    await store.sessions.set({ ...session, id: 'expired', ttlSeconds: 1 }, T0);
    await store.sessions.set({ ...session, id: 'live' }, T0);
    const changed = await store.sessions.set({ ...session, id: 'live' }, T0 + 2_000);
    const at = T0 + 3_000;
    expect(await store.pages.sessions(range(owner, { sinceMs: T0 + 1 }), at)).toEqual([changed]);
    expect(await store.pages.sessions(range(owner, { untilMs: T0 + 1 }), at)).toEqual([]);
  });
}

describe('pages of the embedded store', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  describePages(() => openEmbeddedAt(dataDir));
});

describe.skipIf(!inject('postgres'))('pages of the PostgreSQL store', () => {
  let database: AsyncDisposable | undefined;

  afterAll(() => database?.[Symbol.asyncDispose]());
  describePages(async () => {
    const created = (database = await createTestDatabase());
    return openPostgresAt(created.url);
  });
});
