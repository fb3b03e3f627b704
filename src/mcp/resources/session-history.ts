import { AppError } from '../../errors/app-error.ts';
import { numberText } from '../../errors/number-text.ts';
import { LIMITS } from '../../services/limits.ts';
import type { ImprovementRecord } from '../../store/store.ts';
import { defineResource } from '../resource.ts';

export const sessionHistory = defineResource({
  name: 'session-history',
  title: 'History of a session',
  description: `The newest ${LIMITS.historyItems} improvements made in a session, newest first. Texts are there only if the server is set to keep them, and only for the newest prompts, up to ${numberText(LIMITS.historyTextBytes)} bytes of them.`,
  uri: 'prompt-improver://sessions/{id}/history',
  cacheHint: { ttlMs: 0, cacheScope: 'private' },
  async read(id, { services, caller }) {
    const { sessionIdArgument } = await import('../results/session-schemas.ts');
    const checked = sessionIdArgument.safeParse(id);
    if (!checked.success) {
      throw new AppError('INVALID_ARGUMENT', `id: ${checked.error.issues[0]?.message ?? 'not a session id'}.`, {
        field: 'id',
      });
    }
    const improvements = await services.sessions.history(caller, checked.data);
    return { session_id: checked.data, improvements: improvements.map(improvementToWire) };
  },
});

function improvementToWire(record: ImprovementRecord) {
  return {
    improvement_id: record.id,
    created_at: new Date(record.createdAtMs).toISOString(),
    // Left out by JSON when there is only metadata.
    prompt: record.prompt,
    improved: record.improved,
    prompt_bytes: record.promptBytes,
    changed: record.changed,
    verdict: record.verdict,
    language: record.language,
    task: record.task,
    target: record.target,
    score: { before: record.scoreBefore, after: record.scoreAfter, potential: record.scorePotential },
    rules: record.rules,
    questions: record.questions,
    ruleset_hash: record.rulesetHash,
    duration_ms: record.durationMs,
  };
}
