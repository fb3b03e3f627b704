/** Grades, trend and forecast on the wire and in words. */
import { z } from 'zod';

import type { Grade, Grades } from '../../performance/assessment/grade.ts';
import type { OutlookReport } from '../../services/types.ts';

const gradeSchema = z.object({
  letter: z.enum(['A', 'B', 'C', 'D', 'F']).nullable().describe('Null: nothing to grade, or too little.'),
  reason: z.string(),
  next: z.string().nullable().describe('What the next better one takes; null for an A.'),
  samples: z.int(),
});

export const gradesSchema = z
  .object({
    average: gradeSchema.describe('By the mean and the error rate.'),
    tail: gradeSchema.describe('By the p95 and the error rate.'),
  })
  .describe('Of the window.');

export const outlookSchema = z
  .object({
    trend: z.object({
      state: z.enum(['rising', 'falling', 'steady', 'insufficient_data']),
      reason: z.string(),
      points: z.int(),
      change: z.number().nullable().describe('Of the p95, as a share: 0.3 is 30 % more. Null: not known.'),
      p_value: z.number().nullable(),
    }),
    forecast: z.object({
      state: z
        .enum(['damped_holt', 'last_value', 'insufficient_data'])
        .describe('last_value: no better forecast than the last value was found.'),
      reason: z.string(),
      points: z.int(),
      steps: z
        .array(z.object({ at: z.iso.datetime(), p95_ms: z.number(), low_ms: z.number(), high_ms: z.number() }))
        .describe('With the interval of 80 %.'),
    }),
  })
  .nullable()
  .describe('Of the last three hours, by the minute. Null: the store has not told of them in time.');

export function gradesToWire({ average, tail }: Grades): z.input<typeof gradesSchema> {
  return { average: gradeToWire(average), tail: gradeToWire(tail) };
}

function gradeToWire({ letter, reason, next, samples }: Grade): z.input<typeof gradeSchema> {
  return { letter, reason, next, samples };
}

export function outlookToWire(outlook: OutlookReport | null): z.input<typeof outlookSchema> {
  if (outlook === null) return null;
  const { trend, forecast } = outlook;
  const isTrendKnown = trend.state !== 'insufficient_data';
  const steps = forecast.state === 'insufficient_data' ? [] : forecast.steps;
  return {
    trend: {
      state: trend.state,
      reason: trend.reason,
      points: trend.points,
      change: isTrendKnown ? trend.change : null,
      p_value: isTrendKnown ? trend.pValue : null,
    },
    forecast: {
      state: forecast.state,
      reason: forecast.reason,
      points: forecast.points,
      steps: steps.map(({ atMs, p95Ms, lowMs, highMs }) => ({
        at: new Date(atMs).toISOString(),
        p95_ms: p95Ms,
        low_ms: lowMs,
        high_ms: highMs,
      })),
    },
  };
}

export function gradesText({ average, tail }: Grades): readonly string[] {
  const line = (name: string, { letter, reason, next }: Grade) =>
    `${name}: ${letter ?? 'n/a'}. ${reason}${next === null ? '' : ` ${next}`}`;
  return [line('Grade', average), line('Tail grade', tail)];
}

export function outlookText(outlook: OutlookReport | null): readonly string[] {
  if (outlook === null) return ['Trend: the store has not told of the last hours.'];
  return [`Trend: ${outlook.trend.reason}`, `Forecast: ${outlook.forecast.reason}`];
}
