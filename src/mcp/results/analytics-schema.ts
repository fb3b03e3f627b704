/** Analytics as they stand on the wire. */
import { z } from 'zod';

import { ALL_TASKS } from '../../prompt/rule-scope.ts';
import { ANALYTICS_PERIODS, type Mean, type Rate } from '../../services/analytics/types.ts';
import type { AnalyticsResult } from '../../services/types.ts';

const average = z.number().nullable().describe('Null: nothing was counted.');
const mean = z
  .object({ n: z.int(), mean: z.number().nullable() })
  .describe('mean is null where n is below minimum_samples: insufficient data.');
const rate = z
  .object({
    n: z.int().describe('Accepted and refused.'),
    rate: z.number().nullable().describe('0 to 1.'),
    interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95 %, Wilson.'),
  })
  .describe('rate and interval are null where n is below minimum_samples: insufficient data.');
const shares = z.array(z.object({ name: z.string(), improvements: z.int(), share: z.number() }));

export const analyticsSchema = z.object({
  period: z.enum(ANALYTICS_PERIODS),
  rule: z.string().nullable(),
  task: z.enum(ALL_TASKS).nullable(),
  since: z.string(),
  until: z.string().describe('Exclusive: the end of the hour or day under way.'),
  bucket: z.enum(['hour', 'day']).describe('Of UTC.'),
  as_of: z.string().describe('When the figures were computed.'),
  stale: z.boolean().describe('Something stored since then is not counted; it will be at the next call, or soon.'),
  cache_level: z
    .enum(['none', 'l1', 'l2'])
    .describe('Where the figures came from; none: they were counted for this call.'),
  minimum_samples: z.int(),
  totals: z.object({
    improvements: z.int(),
    score_before: average,
    score_after: average,
    score_potential: average,
    questions_per_prompt: average,
    duration_ms: average,
    feedback: z.int(),
    accepted: rate,
    rating: mean,
    verdicts: shares,
    tasks: shares,
  }),
  series: z
    .array(
      z.object({
        start: z.string(),
        improvements: z.int(),
        score_before: average,
        score_after: average,
        feedback: z.int(),
      }),
    )
    .describe('Every hour or day of the period, oldest first.'),
  rules: z
    .array(
      z.object({
        rule: z.string(),
        uses: z.int().describe('Improvements in which it edited, asked or warned.'),
        share: z.number().describe('Of all improvements counted here.'),
        feedback: z.int(),
        accepted: rate,
        rating: mean,
        score_gain: mean,
      }),
    )
    .describe('Most used first.'),
  caution: z.string().describe('What the figures do not show.'),
});

export function analyticsToWire(report: AnalyticsResult): z.input<typeof analyticsSchema> {
  const { totals } = report;
  return {
    period: report.period,
    rule: report.rule,
    task: report.task,
    since: time(report.sinceMs),
    until: time(report.untilMs),
    bucket: report.bucket,
    as_of: time(report.asOfMs),
    stale: report.isStale,
    cache_level: report.cacheLevel,
    minimum_samples: report.minimumSamples,
    totals: {
      improvements: totals.improvements,
      score_before: totals.scoreBefore,
      score_after: totals.scoreAfter,
      score_potential: totals.scorePotential,
      questions_per_prompt: totals.questionsPerPrompt,
      duration_ms: totals.durationMs,
      feedback: totals.feedback,
      accepted: rateToWire(totals.accepted),
      rating: meanToWire(totals.rating),
      verdicts: [...totals.verdicts],
      tasks: [...totals.tasks],
    },
    series: report.series.map(({ startMs, improvements, scoreBefore, scoreAfter, feedback }) => ({
      start: time(startMs),
      improvements,
      score_before: scoreBefore,
      score_after: scoreAfter,
      feedback,
    })),
    rules: report.rules.map(({ rule, uses, share, feedback, accepted, rating, scoreGain }) => ({
      rule,
      uses,
      share,
      feedback,
      accepted: rateToWire(accepted),
      rating: meanToWire(rating),
      score_gain: meanToWire(scoreGain),
    })),
    caution: report.caution,
  };
}

function rateToWire({ n, rate: value, interval }: Rate) {
  return { n, rate: value, interval: interval && { ...interval } };
}

function meanToWire({ n, mean: value }: Mean) {
  return { n, mean: value };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
