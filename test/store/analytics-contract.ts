/** What both stores must do for analytics and retention. Part of the store contract. */
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { FeedbackRecord, ImprovementRecord, Store, Usage } from '../../src/store/store.ts';
import { newOwner, T0 } from './contract-data.ts';
import { feedbackOf, improvementOf } from './records.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const TASKS = ['code', 'writing', 'other'];
const RULES = [[], ['Q05'], ['T05', 'Q05']];

/** Sums of numbers that binary fractions hold exactly, so that the order of adding does not show. */
function variedImprovement(owner: string, n: number): ImprovementRecord {
  return improvementOf(owner, {
    createdAtMs: T0 + n * 7 * 60_000,
    task: TASKS[n % 3] ?? '',
    verdict: n % 2 ? 'good' : 'ask',
    rules: RULES[n % 3] ?? [],
    scoreBefore: n / 4,
    scoreAfter: n / 2,
    scorePotential: n,
    questions: n % 4,
    durationMs: n / 8,
    promptBytes: n * 3,
  });
}

/** The sums of raw rows, by bucket, task, verdict and rules. */
function usageOf(
  improvements: readonly ImprovementRecord[],
  feedback: readonly FeedbackRecord[],
  bucketMs: number,
): readonly Usage[] {
  const groups = Map.groupBy(improvements, ({ createdAtMs, task, verdict, rules }) =>
    JSON.stringify([createdAtMs - (createdAtMs % bucketMs), task, verdict, rules]),
  );
  return [...groups].map(([key, group]) => {
    const [startMs, task, verdict, rules] = JSON.parse(key);
    const ids = new Set(group.map(({ id }) => id));
    const given = feedback.filter(({ improvementId }) => ids.has(improvementId));
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    const ratings = given.flatMap(({ rating }) => rating ?? []);
    return {
      startMs,
      task,
      verdict,
      rules,
      improvements: group.length,
      scoreBeforeSum: sum(group.map(({ scoreBefore }) => scoreBefore)),
      scoreAfterSum: sum(group.map(({ scoreAfter }) => scoreAfter)),
      scorePotentialSum: sum(group.map(({ scorePotential }) => scorePotential)),
      questionsSum: sum(group.map(({ questions }) => questions)),
      durationMsSum: sum(group.map(({ durationMs }) => durationMs)),
      promptBytesSum: sum(group.map(({ promptBytes }) => promptBytes)),
      feedback: given.length,
      accepted: given.filter(({ accepted }) => accepted === true).length,
      rejected: given.filter(({ accepted }) => accepted === false).length,
      ratings: ratings.length,
      ratingSum: sum(ratings),
    };
  });
}

function inOrder(usage: readonly Usage[]): readonly Usage[] {
  const key = ({ startMs, task, verdict, rules }: Usage) => JSON.stringify([startMs, task, verdict, rules]);
  return usage.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function describeAnalyticsContract(store: () => Store, open: () => Promise<Store>): void {
  describe('usage', () => {
    const ALL = { sinceMs: T0, untilMs: T0 + 10 * DAY_MS };

    it.each([
      ['hour', HOUR_MS],
      ['day', DAY_MS],
    ] as const)('by %s is the sum of the raw rows, written together or alone', async (bucket, bucketMs) => {
      const owner = newOwner();
      const improvements = Array.from({ length: 400 }, (_, n) => variedImprovement(owner, n));
      await store().improvements.insertMany(improvements.slice(0, 300));
      for (const record of improvements.slice(300)) await store().improvements.insert(record);
      const feedback = improvements
        .filter((_, n) => n % 5 === 0)
        .flatMap((improvement, n) => [
          feedbackOf(improvement, { rating: 1 + (n % 5) }),
          feedbackOf(improvement, { accepted: n % 2 === 0, createdAtMs: T0 + 90 * DAY_MS }),
        ]);
      await store().feedback.insertMany(feedback);
      const expected = inOrder(usageOf(improvements, feedback, bucketMs));
      expect(inOrder(await store().analytics.usage({ owner, ...ALL, bucket }))).toEqual(expected);
      expect(await store().analytics.usage({ owner: newOwner(), ...ALL, bucket })).toEqual([]);
    });

    it('counts the hours of its period and one task alone, if told so', async () => {
      const owner = newOwner();
      const improvements = Array.from({ length: 100 }, (_, n) => variedImprovement(owner, n));
      await store().improvements.insertMany(improvements);
      const period = { sinceMs: T0 + 2 * HOUR_MS, untilMs: T0 + 5 * HOUR_MS };
      const within = improvements.filter(
        ({ createdAtMs, task }) => createdAtMs >= period.sinceMs && createdAtMs < period.untilMs && task === 'code',
      );
      const usage = await store().analytics.usage({ owner, ...period, task: 'code', bucket: 'period' });
      expect(new Set(usage.map(({ startMs }) => startMs))).toEqual(new Set([period.sinceMs]));
      const sums = ({ startMs: _start, ...rest }: Usage) => rest;
      expect(inOrder(usage).map(sums)).toEqual(inOrder(usageOf(within, [], Number.MAX_SAFE_INTEGER)).map(sums));
    });

    it('counts each row once when several write the same groups at the same time, and none that was refused', async () => {
      const owner = newOwner();
      await using other = await open();
      const improvements = Array.from({ length: 400 }, (_, n) => variedImprovement(owner, n));
      const batches = Array.from({ length: 20 }, (_, batch) => improvements.filter((_record, n) => n % 20 === batch));
      const bad = improvementOf(owner, { promptBytes: 0.5 });
      await Promise.all(
        batches.map((batch, n) =>
          (n % 2 ? other : store()).improvements.insertMany([...batch, bad, ...batch.slice(1)]),
        ),
      );
      const feedback = improvements.map((improvement, n) => feedbackOf(improvement, { rating: 1 + (n % 5) }));
      const half = feedback.length / 2;
      await Promise.all([
        store().feedback.insertMany(feedback.slice(0, half)),
        other.feedback.insertMany(feedback.slice(half)),
      ]);
      const expected = inOrder(usageOf(improvements, feedback, HOUR_MS));
      expect(inOrder(await store().analytics.usage({ owner, ...ALL, bucket: 'hour' }))).toEqual(expected);
    });
  });

  describe('retention', () => {
    /** Far in the past, so that other tests of this store have nothing there. */
    const OLD = Math.floor(Date.UTC(2024, 0, 1) / WEEK_MS) * WEEK_MS;

    it('removes the weeks before with their feedback and usage, of every owner, and leaves the rest', async () => {
      const owners = [newOwner(), newOwner()];
      const at = (owner: string, createdAtMs: number) =>
        improvementOf(owner, { id: uuidv7({ msecs: createdAtMs }), createdAtMs });
      const old = owners.flatMap((owner) => [0, 1, WEEK_MS - 1].map((afterMs) => at(owner, OLD + afterMs)));
      const kept = owners.flatMap((owner) => [0, 1].map((afterMs) => at(owner, OLD + WEEK_MS + afterMs)));
      await store().improvements.insertMany([...old, ...kept]);
      const feedback = [...old, ...kept].map((improvement) => feedbackOf(improvement, { rating: 3 }));
      await store().feedback.insertMany(feedback);
      // In the middle of a week: this week stays.
      const keepSinceMs = OLD + 1.5 * WEEK_MS;
      let removed = 0;
      for (let count = -1; count !== 0; removed += count) count = await store().retention.expire(keepSinceMs, 4);
      expect(removed).toBeGreaterThan(0);
      for (const [n, record] of [...old, ...kept].entries()) {
        const isKept = n >= old.length;
        expect(await store().improvements.get(record.owner, record.id)).toEqual(isKept ? record : undefined);
        const left = await store().feedback.listByImprovement(record.owner, record.id);
        expect(left).toEqual(isKept ? [feedback[n]] : []);
      }
      for (const owner of owners) {
        const period = { sinceMs: OLD, untilMs: OLD + 3 * WEEK_MS };
        const usage = await store().analytics.usage({ owner, ...period, bucket: 'hour' });
        expect(usage).toMatchObject([{ startMs: OLD + WEEK_MS, improvements: 2, feedback: 2 }]);
      }
    });
  });
}
