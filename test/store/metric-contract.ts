/** What both stores must do for the history of figures. Part of the store contract. */
import { describe, expect, it } from 'vitest';
import type { MetricFigure, MetricKey, MetricMinute, Store } from '../../src/store/store.ts';
import { newId } from './contract-data.ts';

const MINUTE_MS = 60_000;

/** A time of its own for each test: tests share the store. */
let epoch = Date.UTC(2027, 0, 1);
function newTime(): number {
  return (epoch += 100 * 86_400_000);
}

function minuteOf(minuteMs: number, replica: string, changes: Partial<MetricMinute> = {}): MetricMinute {
  return {
    minuteMs,
    replica,
    part: 0,
    sinceMs: minuteMs,
    untilMs: minuteMs + MINUTE_MS,
    total: Buffer.from(`${replica} ${minuteMs}`).toString('base64'),
    operations: { 'tools/call/a': 'QQ==', 'resources/read/b': 'Qg==' },
    process: { rss_bytes: 1.5e8, loop: { p99: null } },
    ...changes,
  };
}

async function allPages<T extends MetricKey>(read: (after?: T) => Promise<readonly T[]>): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let page = await read(); page.length > 0; page = await read(page.at(-1))) rows.push(...page);
  return rows;
}

export function describeMetricContract(store: () => Store, open: () => Promise<Store>): void {
  describe('metrics', () => {
    it('gives back what was written, in the order of time, to another process too', async () => {
      const at = newTime();
      const minutes = [
        minuteOf(at, 'a'),
        minuteOf(at, 'b', { part: 0, untilMs: at + 1_000 }),
        minuteOf(at, 'b', { part: 7, operations: {}, process: {} }),
        minuteOf(at + MINUTE_MS, 'a'),
      ];
      await store().metrics.write(minutes.toReversed());
      await using other = await open();
      const query = { sinceMs: at, untilMs: at + 2 * MINUTE_MS };
      expect(await other.metrics.minutes(query)).toEqual(minutes);
      expect(await other.metrics.totals(query)).toEqual(
        minutes.map(({ minuteMs, replica, part, total }): MetricFigure => ({ minuteMs, replica, part, figure: total })),
      );
    });

    it('writes nothing when there is nothing to write', async () => {
      await expect(store().metrics.write([])).resolves.toBeUndefined();
    });

    it('gives an operation by its name, and leaves out minutes without it', async () => {
      const at = newTime();
      await store().metrics.write([
        minuteOf(at, 'a', { operations: { 'tools/call/x': 'WA==', x: 'eA==', 'a"b.$[0]': 'JA==' } }),
        minuteOf(at, 'b', { operations: { 'tools/call/y': 'WQ==' } }),
      ]);
      const query = { sinceMs: at, untilMs: at + 1 };
      for (const [name, figure] of [
        ['tools/call/x', 'WA=='],
        ['x', 'eA=='],
      ] as const) {
        expect(await store().metrics.operation(query, name)).toEqual([{ minuteMs: at, replica: 'a', part: 0, figure }]);
      }
      expect(await store().metrics.operation(query, 'tools')).toEqual([]);
    });

    it('gives one process, or all but one', async () => {
      const at = newTime();
      await store().metrics.write(['a', 'b', 'c'].map((replica) => minuteOf(at, replica)));
      const replicas = async (query: object) =>
        (await store().metrics.totals({ sinceMs: at, untilMs: at + 1, ...query })).map(({ replica }) => replica);
      expect(await replicas({ replica: 'b' })).toEqual(['b']);
      expect(await replicas({ exceptReplica: 'b' })).toEqual(['a', 'c']);
      expect(await replicas({ replica: 'b', exceptReplica: 'b' })).toEqual([]);
    });

    it('keeps what tells of the longer part of a minute, whatever comes last', async () => {
      const at = newTime();
      const short = minuteOf(at, 'a', { untilMs: at + 10_000, total: 'AAAA' });
      const long = minuteOf(at, 'a', { untilMs: at + 20_000, total: 'BBBB', operations: {} });
      for (const minute of [short, long, short]) await store().metrics.write([minute, minuteOf(at, 'b')]);
      expect(await store().metrics.minutes({ sinceMs: at, untilMs: at + 1, replica: 'a' })).toEqual([long]);
    });

    it('is read in pages, each row once', async () => {
      const at = newTime();
      const minutes = Array.from({ length: 1_250 }, (_, n) => minuteOf(at + (n >> 1) * MINUTE_MS, `r${n % 2}`));
      await store().metrics.write(minutes);
      const query = { sinceMs: at, untilMs: at + 1_250 * MINUTE_MS };
      const { metrics } = store();
      expect((await metrics.totals(query)).length).toBeLessThan(1_250);
      expect(await allPages<MetricFigure>((after) => metrics.totals(query, after))).toHaveLength(1_250);
      expect(await allPages<MetricFigure>((after) => metrics.operation(query, 'tools/call/a', after))).toHaveLength(
        1_250,
      );
      expect(await allPages<MetricMinute>((after) => metrics.minutes(query, after))).toEqual(minutes);
    });

    it('forgets what is past retention, so many at a time', async () => {
      // Before everything else that the tests write.
      const at = Date.UTC(2000, 0, 1);
      await store().metrics.write(Array.from({ length: 30 }, (_, n) => minuteOf(at + n * MINUTE_MS, 'a')));
      const before = at + 25 * MINUTE_MS;
      const counts = [10, 10, 10].map(() => () => store().metrics.expire(before, 10));
      const removed: number[] = [];
      for (const count of counts) removed.push(await count());
      expect(removed).toEqual([10, 10, 5]);
      expect(await store().metrics.totals({ sinceMs: at, untilMs: before + 60 * MINUTE_MS })).toHaveLength(5);
      expect(await store().metrics.expire(before, 10)).toBe(0);
    });

    it('knows the processes that say that they live, until they say that they go', async () => {
      const at = newTime();
      const replica = {
        id: newId(),
        host: 'host',
        pid: 1,
        version: '1.0.0',
        startedAtMs: at,
        seenAtMs: at,
        process: { utilization: 0.5 },
      };
      const later = { ...replica, id: newId(), pid: 2, seenAtMs: at + 5_000 };
      await store().metrics.sayAlive(replica);
      await store().metrics.sayAlive(later);
      expect(await store().metrics.replicas(at, 10)).toEqual([later, replica]);
      expect(await store().metrics.replicas(at + 1, 10)).toEqual([later]);
      const again = { ...replica, seenAtMs: at + 9_000, process: {} };
      await store().metrics.sayAlive(again);
      expect(await store().metrics.replicas(at, 1)).toEqual([again]);
      await store().metrics.sayGone(replica.id);
      await store().metrics.sayGone(later.id);
      expect(await store().metrics.replicas(at, 10)).toEqual([]);
    });
  });
}
