import { words } from '../pattern.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 800;
const WIDE = words(
  'refactor\\p{L}*|restructure|migrate|upgrade|moderni[sz]e|rewrite|port|convert|rename|replace|clean up|everything|all (?:of )?(?:the|our|my)|whole|entire',
  'refactoriza\\p{L}*|migra\\p{L}*|reescribe|refactorise\\p{L}*|réécris|refaktoriere?|migriere?|refatore|migre|рефактор\\p{L}*|перепиши|мигрир\\p{L}*',
);
const WIDE_CJK = /重构|重構|迁移|升级|重写|リファクタ|移行|書き直|리팩|마이그레이션/u;
const PRESERVED = words(
  "keep\\p{L}*|preserv\\p{L}*|unchanged|without (?:changing|breaking|altering|touching)|must not|mustn't|do not|don't|same behaviou?r|backwards?[- ]compatib\\p{L}*|compatible|stays?|leave|only|except|public api|interface|behaviou?r",
  'mant[eé]n\\p{L}*|conserva\\p{L}*|sin (?:cambiar|romper)|garde[rz]?|conserve[rz]?|sans (?:changer|casser)|behalte\\p{L}*|ohne|unverändert|mantenha|sem (?:mudar|quebrar)|сохран\\p{L}*|не (?:меняй|ломай|трогай)|без изменени\\p{L}*',
);
const PRESERVED_CJK = /保持|不要|不改|保留|維持|変えず|そのまま|유지|그대로|바꾸지/u;

export const q07: Rule = {
  id: 'Q07',
  name: 'ask.scope',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['refactor'],
  summary: 'Asks what must stay as it is.',
  when: 'A refactoring, migration, upgrade or change of “everything” does not say what must stay.',
  whenNot: 'A clause says what to keep, or limits the change.',
  evidence:
    'Vendor guides for coding agents advise to name the scope and what must not change (Anthropic, OpenAI, 2025); Vijayvargiya et al., Ambig-SWE (2025), on what underspecified tasks cost.',
  revision: 1,
  asks: ['preference_constraint'],
  gated: true,
  ask: (reading) => {
    const { instruction, task } = reading;
    if (task !== 'refactor' || reading.prose.length > MAX_PROSE_CHARS) return [];
    if (!WIDE.test(instruction) && !WIDE_CJK.test(instruction)) return [];
    if (PRESERVED.test(instruction) || PRESERVED_CJK.test(instruction)) return [];
    return [{ facet: 'preference_constraint', missing: 0.7, importance: 0.85, findable: 0.1 }];
  },
};
