/** What may be silenced, by whom it is asked, over HTTP or on the command line. */
import { AppError } from '../../errors/app-error.ts';
import type { AlertRule } from '../../performance/alerts/rule.ts';
import { labelsOf } from '../../performance/alerts/rule.ts';
import type { SilenceRequest } from './types.ts';

export const SILENCE_LIMITS = {
  silences: 50,
  commentChars: 500,
  minDurationSeconds: 1,
  /** 30 days: what is silenced for longer is to be switched off. */
  maxDurationSeconds: 2_592_000,
} as const;

/** @throws AppError `INVALID_ARGUMENT` naming the field */
export function checkSilence(
  { matchers, durationSeconds, comment }: SilenceRequest,
  rules: readonly AlertRule[],
): void {
  const { commentChars, minDurationSeconds, maxDurationSeconds } = SILENCE_LIMITS;
  const labels = Object.entries(matchers);
  if (labels.length === 0) throw invalid('matchers', 'matchers: at least one label is required.');
  for (const [label, value] of labels) {
    const known = new Set(rules.map((rule) => labelsOf(rule)[label]));
    known.delete(undefined);
    if (known.size === 0) {
      throw invalid(
        'matchers',
        `matchers: alerts have the labels ${Object.keys(labelsOf(firstOf(rules))).join(', ')}.`,
      );
    }
    if (!known.has(value))
      throw invalid(`matchers.${label}`, `matchers.${label}: must be one of ${[...known].join(', ')}.`);
  }
  if (!rules.some((rule) => labels.every(([label, value]) => labelsOf(rule)[label] === value))) {
    throw invalid('matchers', 'matchers: no alert has all of these labels.');
  }
  const isDuration = Number.isInteger(durationSeconds) && durationSeconds >= minDurationSeconds;
  if (!isDuration || durationSeconds > maxDurationSeconds) {
    const range = `${minDurationSeconds} to ${maxDurationSeconds}`;
    throw invalid('duration_seconds', `duration_seconds: must be a whole number from ${range}.`, maxDurationSeconds);
  }
  if (comment.trim() === '') throw invalid('comment', 'comment: say why, for who comes after you.');
  if (comment.length > commentChars) {
    throw invalid('comment', `comment: at most ${commentChars} characters.`, commentChars);
  }
}

function firstOf(rules: readonly AlertRule[]): AlertRule {
  const [first] = rules;
  if (first === undefined) throw new Error('there are no alert rules');
  return first;
}

function invalid(field: string, message: string, limit?: number): AppError {
  return new AppError('INVALID_ARGUMENT', message, { field, ...(limit !== undefined && { limit }) });
}
