/** What a row of each kind looks like outside: names in snake case, times in ISO 8601, every key always there. */
import type { FeedbackRecord, ImprovementRecord, Session } from '../../store/store.ts';

export type ExportRow = Readonly<Record<string, unknown>>;

const time = (atMs: number) => new Date(atMs).toISOString();

export function improvementRow(record: ImprovementRecord): ExportRow {
  return {
    id: record.id,
    session_id: record.sessionId ?? null,
    created_at: time(record.createdAtMs),
    prompt: record.prompt ?? null,
    improved: record.improved ?? null,
    prompt_bytes: record.promptBytes,
    changed: record.changed,
    verdict: record.verdict,
    language: record.language,
    task: record.task,
    target: record.target,
    score_before: record.scoreBefore,
    score_after: record.scoreAfter,
    score_potential: record.scorePotential,
    rules: record.rules,
    questions: record.questions,
    ruleset_hash: record.rulesetHash,
    duration_ms: record.durationMs,
  };
}

export function feedbackRow(record: FeedbackRecord): ExportRow {
  return {
    id: record.id,
    improvement_id: record.improvementId,
    created_at: time(record.createdAtMs),
    rating: record.rating ?? null,
    accepted: record.accepted ?? null,
    edits: record.edits ?? null,
    comment: record.comment ?? null,
  };
}

export function sessionRow(session: Session): ExportRow {
  return {
    id: session.id,
    created_at: time(session.createdAtMs),
    updated_at: time(session.updatedAtMs),
    expires_at: time(session.expiresAtMs),
    ttl_seconds: session.ttlSeconds,
    version: session.version,
    data: session.data,
  };
}

/** The header of a file must stand there without a row, too. */
export const EXPORT_COLUMNS = {
  improvements: [
    'id',
    'session_id',
    'created_at',
    'prompt',
    'improved',
    'prompt_bytes',
    'changed',
    'verdict',
    'language',
    'task',
    'target',
    'score_before',
    'score_after',
    'score_potential',
    'rules',
    'questions',
    'ruleset_hash',
    'duration_ms',
  ],
  feedback: ['id', 'improvement_id', 'created_at', 'rating', 'accepted', 'edits', 'comment'],
  sessions: ['id', 'created_at', 'updated_at', 'expires_at', 'ttl_seconds', 'version', 'data'],
} as const;
