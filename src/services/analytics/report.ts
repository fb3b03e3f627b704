/** From sums of usage to the report that people read. Pure: the period and the rows come in. */
import { wilsonInterval } from '../../stats/wilson.ts';
import type { Usage } from '../../store/store.ts';
import type { AnalyticsPoint, AnalyticsReport, Mean, Rate, Share } from './types.ts';

/** With fewer, a rate or a mean of what people said, or of what a rule did, is told as insufficient data. */
export const MINIMUM_SAMPLES = 10;

const CAUTION =
  'Association, not effect: rules act on different prompts, several act on the same prompt and share its feedback, ' +
  'feedback is given by choice, and one prompt may get it more than once.';

/** What is asked for, and when. With a `rule` only improvements in which it acted are counted, and it is listed alone. */
export type ReportFrame = Omit<AnalyticsReport, 'minimumSamples' | 'totals' | 'series' | 'rules' | 'caution'>;

export const BUCKET_MS = { hour: 3_600_000, day: 86_400_000 } as const;

/** @param usage of the frame's owner, period and task, by its bucket */
export function analyticsReport(usage: readonly Usage[], frame: ReportFrame): AnalyticsReport {
  const { sinceMs, untilMs, rule } = frame;
  const bucketMs = BUCKET_MS[frame.bucket];
  const rows = rule === null ? usage : usage.filter(({ rules }) => rules.includes(rule));
  const all = tallyBy(rows, () => ['']).get('') ?? new Tally();
  const points = tallyBy(rows, ({ startMs }) => [startMs]);
  const rules = tallyBy(rows, (row) => (rule === null ? new Set(row.rules) : [rule]));
  const starts = Array.from({ length: Math.ceil((untilMs - sinceMs) / bucketMs) }, (_, n) => sinceMs + n * bucketMs);
  return {
    ...frame,
    minimumSamples: MINIMUM_SAMPLES,
    totals: {
      improvements: all.improvements,
      ...all.scores(),
      scorePotential: all.perImprovement(all.scorePotentialSum),
      questionsPerPrompt: all.perImprovement(all.questionsSum),
      durationMs: all.perImprovement(all.durationMsSum),
      feedback: all.feedback,
      accepted: all.acceptance(),
      rating: mean(all.ratingSum, all.ratings),
      verdicts: shares(
        tallyBy(rows, ({ verdict }) => [verdict]),
        all,
      ),
      tasks: shares(
        tallyBy(rows, ({ task }) => [task]),
        all,
      ),
    },
    series: starts.map((startMs) => {
      const point = points.get(startMs) ?? new Tally();
      const { scoreBefore, scoreAfter } = point.scores();
      return { startMs, improvements: point.improvements, scoreBefore, scoreAfter, feedback: point.feedback };
    }),
    rules: mostFirst(rules).map(([id, tally]) => ({
      rule: id,
      uses: tally.improvements,
      share: rounded(tally.improvements / all.improvements),
      feedback: tally.feedback,
      accepted: tally.acceptance(),
      rating: mean(tally.ratingSum, tally.ratings),
      scoreGain: mean(tally.scoreAfterSum - tally.scoreBeforeSum, tally.improvements),
    })),
    caution: CAUTION,
  };
}

class Tally {
  improvements = 0;
  scoreBeforeSum = 0;
  scoreAfterSum = 0;
  scorePotentialSum = 0;
  questionsSum = 0;
  durationMsSum = 0;
  feedback = 0;
  accepted = 0;
  rejected = 0;
  ratings = 0;
  ratingSum = 0;

  add(row: Usage): void {
    this.improvements += row.improvements;
    this.scoreBeforeSum += row.scoreBeforeSum;
    this.scoreAfterSum += row.scoreAfterSum;
    this.scorePotentialSum += row.scorePotentialSum;
    this.questionsSum += row.questionsSum;
    this.durationMsSum += row.durationMsSum;
    this.feedback += row.feedback;
    this.accepted += row.accepted;
    this.rejected += row.rejected;
    this.ratings += row.ratings;
    this.ratingSum += row.ratingSum;
  }

  perImprovement(sum: number): number | null {
    return this.improvements === 0 ? null : rounded(sum / this.improvements);
  }

  scores(): Pick<AnalyticsPoint, 'scoreBefore' | 'scoreAfter'> {
    return {
      scoreBefore: this.perImprovement(this.scoreBeforeSum),
      scoreAfter: this.perImprovement(this.scoreAfterSum),
    };
  }

  acceptance(): Rate {
    const n = this.accepted + this.rejected;
    const interval = n < MINIMUM_SAMPLES ? null : wilsonInterval(this.accepted, n);
    if (interval === null) return { n, rate: null, interval };
    const { low, high } = interval;
    return { n, rate: rounded(this.accepted / n), interval: { low: rounded(low), high: rounded(high) } };
  }
}

function tallyBy<Key>(rows: readonly Usage[], keysOf: (row: Usage) => Iterable<Key>): ReadonlyMap<Key, Tally> {
  const tallies = new Map<Key, Tally>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const tally = tallies.get(key) ?? new Tally();
      tally.add(row);
      tallies.set(key, tally);
    }
  }
  return tallies;
}

function mostFirst(tallies: ReadonlyMap<string, Tally>): readonly (readonly [string, Tally])[] {
  return [...tallies].toSorted(([a, x], [b, y]) => y.improvements - x.improvements || (a < b ? -1 : 1));
}

function shares(tallies: ReadonlyMap<string, Tally>, all: Tally): readonly Share[] {
  return mostFirst(tallies).map(([name, { improvements }]) => ({
    name,
    improvements,
    share: rounded(improvements / all.improvements),
  }));
}

function mean(sum: number, n: number): Mean {
  return { n, mean: n < MINIMUM_SAMPLES ? null : rounded(sum / n) };
}

/** Six decimals: more would be noise of the order in which a store adds up. */
function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}
