/** The embedded store among other processes. */
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';
import { appliedVersions } from './contract-data.ts';
import { idsOf, WorkerProcess } from './worker-process.ts';

const SESSION = { owner: 'o', id: 's', data: {}, ttlSeconds: 60, maxSessions: 10 };

let data: DataFolder;

beforeEach(() => {
  data = new DataFolder();
});

afterEach(() => data.remove());

describe('several processes', () => {
  it('make a fresh database together, ten at once, and apply each migration once', async () => {
    const workers = Array.from({ length: 10 }, () => new WorkerProcess({ dataDir: data.path, inserts: 1 }));
    const said = (await Promise.all(workers.map((worker) => worker.end()))).flat();
    expect(said.flatMap(({ message }) => message ?? [])).toEqual([]);
    expect(new Set(idsOf(said))).toEqual(data.improvementIds());
    expect(data.improvementIds().size).toBe(10);
    expect(data.query('SELECT version FROM prompt_improver_migrations')).toEqual(appliedVersions('embedded'));
    expect(data.integrity()).toBe('ok');
  });

  it('write at the same time, and lose no row and no count', async () => {
    const workers = Array.from(
      { length: 4 },
      () => new WorkerProcess({ dataDir: data.path, inserts: 150, counts: 40 }),
    );
    const said = (await Promise.all(workers.map((worker) => worker.end()))).flat();
    expect(said.flatMap(({ message }) => message ?? [])).toEqual([]);
    expect(data.improvementIds().size).toBe(600);
    expect(data.query('SELECT sum(improvements) AS n FROM usage_hourly')).toEqual([{ n: 600 }]);
    expect(data.query('SELECT version, data FROM sessions')).toEqual([{ version: 160, data: '{"count":160}' }]);
    expect(data.integrity()).toBe('ok');
  });

  it.each([
    ['one by one', {}],
    ['in batches', { writers: 16 }],
  ])('keep every acknowledged row when one is killed while writing %s', async (_how, how) => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round++) {
      const victim = new WorkerProcess({ dataDir: data.path, inserts: 1_000_000, promptBytes: 20_000, ...how });
      const bystander = new WorkerProcess({ dataDir: data.path, inserts: 30 });
      await victim.until((said) => idsOf(said).length > 20 + round * 37);
      victim.child.kill('SIGKILL');
      acknowledged.push(...idsOf(await victim.end()), ...idsOf(await bystander.end()));
      expect(bystander.said.at(-1)).toEqual({ done: true });
    }
    const stored = data.improvementIds();
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(300);
    expect(data.integrity()).toBe('ok');
  });
});

describe('a lock of another process', () => {
  it('is waited for without holding up the event loop', async () => {
    await using store = await data.open();
    const other = new DatabaseSync(data.file);
    let leastMs = Number.POSITIVE_INFINITY;
    // SQLite's own busy handler would sleep each time; that the machine pauses this process comes about now and then.
    for (let version = 1; version <= 10 && leastMs >= 150; version++) {
      other.exec('BEGIN IMMEDIATE');
      const set = store.sessions.set(SESSION, 0);
      let longestPauseMs = 0;
      for (let waitedMs = 0, last = performance.now(); waitedMs < 300; waitedMs += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        longestPauseMs = Math.max(longestPauseMs, performance.now() - last);
        last = performance.now();
      }
      other.exec('COMMIT');
      expect(await set).toMatchObject({ version });
      leastMs = Math.min(leastMs, longestPauseMs);
    }
    other.close();
    expect(leastMs).toBeLessThan(150);
  });

  it('is given up after 5 s with STORE_UNAVAILABLE, while reading goes on; later the store works again', async () => {
    await using store = await data.open();
    const other = new DatabaseSync(data.file);
    other.exec('BEGIN IMMEDIATE');
    const set = store.sessions.set(SESSION, 0);
    set.catch(() => {});
    expect(await store.sessions.get(SESSION, 0)).toBeUndefined();
    await expect(set).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    other.exec('ROLLBACK');
    other.close();
    expect(await store.sessions.set(SESSION, 0)).toMatchObject({ version: 1 });
  });
});
