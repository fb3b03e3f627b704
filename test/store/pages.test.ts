/** The pages that exports are made of, on both stores. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PageRange, Store } from '../../src/store/store.ts';
import { fill, improvementOf } from '../export/records.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { newOwner, T0 } from './contract-data.ts';
import { openEmbeddedAt, openPostgresAt } from './open-store.ts';

const range = (owner: string, changes: Partial<PageRange> = {}): PageRange => ({
  owner,
  afterId: '',
  beforeId: '~',
  sinceMs: 0,
  untilMs: Number.MAX_SAFE_INTEGER,
  ...changes,
});

async function readAll<Row extends { readonly id: string }>(
  owner: string,
  read: (range: PageRange) => Promise<readonly Row[]>,
): Promise<readonly (readonly Row[])[]> {
  const pages: (readonly Row[])[] = [];
  for (let afterId = ''; ; afterId = pages.at(-1)?.at(-1)?.id ?? '') {
    const page = await read(range(owner, { afterId }));
    if (page.length === 0) return pages;
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
    const pages = await readAll(owner, (of) => store.pages.improvements(of));
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
    const pages = await readAll(owner, (of) => store.pages.improvements(of));
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 2]);
  });

  it('begin at the first moment and end before the last', async () => {
    const owner = newOwner();
    for (let n = 0; n < 5; n++) await store.improvements.insert(improvementOf(owner, { createdAtMs: T0 + n }));
    const page = await store.pages.improvements(range(owner, { sinceMs: T0 + 1, untilMs: T0 + 3 }));
    expect(page.map(({ createdAtMs }) => createdAtMs)).toEqual([T0 + 1, T0 + 2]);
  });

  it('hold feedback', async () => {
    const improvement = improvementOf(newOwner());
    await store.improvements.insert(improvement);
    const { owner, id: improvementId } = improvement;
    const feedback = ['f1', 'f2'].map((id) => ({ id, owner, improvementId, createdAtMs: T0, comment: `${id}\uD83D` }));
    for (const record of feedback) await store.feedback.insert(record);
    expect(await readAll(owner, (of) => store.pages.feedback(of))).toEqual([feedback]);
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
