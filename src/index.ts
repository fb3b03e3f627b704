/**
 * The library: the improver, without a server. Pure and synchronous; nothing is stored, sent or logged.
 *
 * @example
 * ```ts
 * import { improve } from 'prompt-improver';
 *
 * const { improved, questions, verdict } = improve({ prompt: 'Make it faster' });
 * ```
 */
export { AppError, type AppErrorDetails, type ErrorReport } from './errors/app-error.ts';
export { ERROR_CATALOGUE, type ErrorCode } from './errors/catalogue.ts';
export {
  comparePrompts,
  type Better,
  type CompareInput,
  type Comparison,
  type Detail,
  type PartComparison,
  type Side,
} from './prompt/compare.ts';
export { applyEdits, invertEdits } from './prompt/edits.ts';
export { improve } from './prompt/improve.ts';
export type { RuleChange, RuleSettings } from './prompt/rule-settings.ts';
export { ruleSettings } from './prompt/ruleset.ts';
export {
  rewriteBrief,
  type BriefInput,
  type KeptItem,
  type KnownAnswer,
  type RewriteBrief,
  type StatedConstraint,
} from './prompt/rewrite/brief.ts';
export { checkRewrite } from './prompt/rewrite/check.ts';
export type { CheckRewriteInput, RewriteCheck, RewriteIssue, RewriteIssueKind } from './prompt/rewrite/types.ts';
export type {
  Constraint,
  Edit,
  Facet,
  Finding,
  ImproveInput,
  Improvement,
  Language,
  PromptContext,
  Question,
  QuestionOption,
  RuleInfo,
  Score,
  Severity,
  Span,
  Target,
  Task,
  Verdict,
} from './prompt/types.ts';
export { VERSION } from './version.ts';
