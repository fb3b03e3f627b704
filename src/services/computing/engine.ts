/**
 * The improver, as the services use it. They import this file when they first need it, not at start: it is the largest part
 * of the program, and the first answer of a server (`initialize`, `tools/list`) needs none of it.
 */
export { comparePrompts } from '../../prompt/compare.ts';
export { applyEdits } from '../../prompt/edits.ts';
export { improve } from '../../prompt/improve.ts';
export { checkParams } from '../../prompt/rule-settings.ts';
export { rewriteBrief } from '../../prompt/rewrite/brief.ts';
export { checkRewrite } from '../../prompt/rewrite/check.ts';
export { RULES } from '../../prompt/rules/index.ts';
export {
  DEFAULT_SETTINGS,
  paramsOf,
  readRuleSettings,
  ruleNotFound,
  tunable,
  validateParams,
} from '../../prompt/ruleset.ts';
export { findSecrets } from '../../prompt/secrets/find.ts';
export { findRepeats, maskSecrets } from '../../prompt/secrets/mask.ts';
export { RULE_METADATA } from '../rules/metadata.ts';
