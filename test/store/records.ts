/** Records as a caller would make them, but for the changes that a test is about. */
import type { FeedbackRecord, ImprovementRecord } from '../../src/store/store.ts';
import { newId, T0 } from './contract-data.ts';

export function improvementOf(owner: string, changes: Partial<ImprovementRecord> = {}): ImprovementRecord {
  return {
    id: newId(),
    owner,
    createdAtMs: T0,
    prompt: 'Sort the list.',
    improved: 'Sort the list by date.',
    promptBytes: 14,
    changed: true,
    verdict: 'improved',
    language: 'en',
    task: 'code',
    target: 'unknown',
    scoreBefore: 40,
    scoreAfter: 62.5,
    scorePotential: 90,
    rules: ['Q05', 'T05'],
    questions: 1,
    rulesetHash: 'abc123',
    durationMs: 0.42,
    ...changes,
  };
}

export function feedbackOf(improvement: ImprovementRecord, changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    id: newId(),
    owner: improvement.owner,
    improvementId: improvement.id,
    createdAtMs: T0 + 1,
    ...changes,
  };
}
