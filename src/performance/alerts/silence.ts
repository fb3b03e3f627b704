/** Silences: a person says of which alerts nobody is to be told, until when, and why. */
import type { AlertRule } from './rule.ts';
import { labelsOf } from './rule.ts';

export interface Silence {
  readonly id: string;
  /** Labels that an alert must have, all of them; at least one. */
  readonly matchers: Readonly<Record<string, string>>;
  readonly comment: string;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly endsAtMs: number;
}

export function isSilenced(
  rule: Pick<AlertRule, 'name' | 'severity'>,
  silences: readonly Silence[],
  nowMs: number,
): boolean {
  const labels = labelsOf(rule);
  return silences.some(
    ({ matchers, endsAtMs }) =>
      nowMs < endsAtMs && Object.entries(matchers).every(([label, value]) => labels[label] === value),
  );
}
