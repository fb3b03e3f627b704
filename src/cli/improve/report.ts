/** What `improve` prints for programs. Names are in snake_case, offsets UTF-16 code units of the original prompt. */
import { briefToWire } from '../../mcp/results/rewrite-wire.ts';
import type { RewriteBrief } from '../../prompt/rewrite/brief.ts';
import type { Improvement } from '../../prompt/types.ts';
import type { ImproveResult } from '../../services/types.ts';

/** An improvement as the command line has it, stored or not. */
export type CliImprovement = Improvement &
  Pick<ImproveResult, 'durationMs' | 'improvementId' | 'stored' | 'storeError'>;

/** The object of `--json`. */
export function toJsonReport(result: CliImprovement, brief?: RewriteBrief) {
  const { before, after, potential, parts, reason } = result.score;
  return {
    improved: result.improved,
    changed: result.changed,
    verdict: result.verdict,
    summary: result.summary,
    language: result.language,
    task: result.task,
    score: { before, after, potential, parts, reason },
    edits: result.edits,
    questions: result.questions,
    findings: result.findings,
    constraints: result.constraints,
    ruleset_hash: result.rulesetHash,
    ...(result.improvementId !== undefined && { improvement_id: result.improvementId }),
    stored: result.stored,
    ...(result.storeError !== undefined && { store_error: result.storeError }),
    duration_ms: rounded(result.durationMs),
    ...(brief !== undefined && { rewrite_brief: briefToWire(brief) }),
  };
}

/** An answer line of `--ndjson`, without its id. */
export function toNdjsonAnswer(result: Improvement, durationMs: number) {
  const { before, after, potential } = result.score;
  return {
    improved: result.improved,
    changed: result.changed,
    edits: result.edits.map(({ rule, start, end, text }) => ({ rule, start, end, text })),
    score: { before, after, potential },
    questions: result.questions.map(({ id, rule, facet, text, options }) => ({
      id,
      rule,
      facet,
      text,
      options: options.map(({ label }) => label),
    })),
    findings: result.findings.map(({ rule, severity, start, end }) => ({ rule, severity, start, end })),
    constraints: result.constraints.map(({ type, start, end }) => ({ type, start, end })),
    duration_ms: rounded(durationMs),
  };
}

/** To the microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
