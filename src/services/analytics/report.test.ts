import { describe, expect, it } from 'vitest';
import type { Usage } from '../../store/store.ts';
import { analyticsReport, MINIMUM_SAMPLES, type ReportFrame } from './report.ts';

const DAY_MS = 86_400_000;
const T0 = 20_000 * DAY_MS;
const FRAME: ReportFrame = {
  period: '7d',
  rule: null,
  task: null,
  sinceMs: T0,
  untilMs: T0 + 7 * DAY_MS,
  bucket: 'day',
  asOfMs: T0 + 6.5 * DAY_MS,
};

function usageOf(changes: Partial<Usage>): Usage {
  return {
    startMs: T0,
    task: 'code',
    verdict: 'ask',
    rules: ['Q05'],
    improvements: 1,
    scoreBeforeSum: 0,
    scoreAfterSum: 0,
    scorePotentialSum: 0,
    questionsSum: 0,
    durationMsSum: 0,
    promptBytesSum: 0,
    feedback: 0,
    accepted: 0,
    rejected: 0,
    ratings: 0,
    ratingSum: 0,
    ...changes,
  };
}

describe('the report', () => {
  it('of nothing has every bucket, no figure, and divides by nothing', () => {
    const { totals, series, rules } = analyticsReport([], FRAME);
    expect(totals).toEqual({
      improvements: 0,
      scoreBefore: null,
      scoreAfter: null,
      scorePotential: null,
      questionsPerPrompt: null,
      durationMs: null,
      feedback: 0,
      accepted: { n: 0, rate: null, interval: null },
      rating: { n: 0, mean: null },
      verdicts: [],
      tasks: [],
    });
    expect(series.map(({ startMs }) => startMs)).toEqual([0, 1, 2, 3, 4, 5, 6].map((day) => T0 + day * DAY_MS));
    expect(series.every(({ improvements, scoreBefore }) => improvements === 0 && scoreBefore === null)).toBe(true);
    expect(rules).toEqual([]);
  });

  it('weighs means by the number of improvements, in all and by day', () => {
    const rows = [
      usageOf({ improvements: 3, scoreBeforeSum: 90, scoreAfterSum: 120, scorePotentialSum: 240, questionsSum: 3 }),
      usageOf({ startMs: T0 + 2 * DAY_MS, verdict: 'good', task: 'plan', scoreBeforeSum: 70, scoreAfterSum: 70 }),
    ];
    const { totals, series } = analyticsReport(rows, FRAME);
    expect(totals).toMatchObject({ improvements: 4, scoreBefore: 40, scoreAfter: 47.5, questionsPerPrompt: 0.75 });
    expect(totals.verdicts).toEqual([
      { name: 'ask', improvements: 3, share: 0.75 },
      { name: 'good', improvements: 1, share: 0.25 },
    ]);
    expect(totals.tasks.map(({ name }) => name)).toEqual(['code', 'plan']);
    expect(series.map(({ improvements }) => improvements)).toEqual([3, 0, 1, 0, 0, 0, 0]);
    expect(series[0]).toMatchObject({ scoreBefore: 30, scoreAfter: 40 });
  });

  it('counts an improvement for each rule that acted in it, once, and orders rules by use', () => {
    const rows = [
      usageOf({ rules: ['T05', 'Q05', 'Q05'], improvements: 20, scoreBeforeSum: 400, scoreAfterSum: 500 }),
      usageOf({ rules: ['Q05'], improvements: 10, scoreBeforeSum: 100, scoreAfterSum: 100 }),
      usageOf({ rules: [], improvements: 10 }),
    ];
    expect(analyticsReport(rows, FRAME).rules).toMatchObject([
      { rule: 'Q05', uses: 30, share: 0.75, scoreGain: { n: 30, mean: 3.333333 } },
      { rule: 'T05', uses: 20, share: 0.5, scoreGain: { n: 20, mean: 5 } },
    ]);
  });

  it('gives a rate with its interval, and neither with too few', () => {
    const feedback = (accepted: number, rejected: number) =>
      analyticsReport(
        [usageOf({ feedback: 99, accepted, rejected, ratings: accepted, ratingSum: accepted * 4 })],
        FRAME,
      ).rules[0];
    const least = MINIMUM_SAMPLES;
    expect(feedback(least - 2, 1)).toMatchObject({
      accepted: { n: least - 1, rate: null, interval: null },
      rating: { n: least - 2, mean: null },
      scoreGain: { n: 1, mean: null },
    });
    expect(feedback(least - 1, 1)?.accepted).toMatchObject({ n: least, rate: 0.9 });
    expect(feedback(15, 133)).toMatchObject({
      feedback: 99,
      accepted: { n: 148, rate: 0.101351, interval: { low: 0.062386, high: 0.160487 } },
      rating: { n: 15, mean: 4 },
    });
  });

  it('of one rule counts only where it acted, and lists it alone', () => {
    const rows = [usageOf({ rules: ['T05', 'Q05'], improvements: 2 }), usageOf({ rules: ['Q05'], improvements: 5 })];
    const { totals, series, rules } = analyticsReport(rows, { ...FRAME, rule: 'T05' });
    expect(totals.improvements).toBe(2);
    expect(series[0]?.improvements).toBe(2);
    expect(rules).toMatchObject([{ rule: 'T05', uses: 2, share: 1 }]);
    expect(analyticsReport(rows, { ...FRAME, rule: 'G02' }).rules).toEqual([]);
  });

  it('says that it shows association, and from how many on', () => {
    const { caution, minimumSamples } = analyticsReport([], FRAME);
    expect(caution).toMatch(/^Association, not effect/);
    expect(minimumSamples).toBe(MINIMUM_SAMPLES);
  });
});
