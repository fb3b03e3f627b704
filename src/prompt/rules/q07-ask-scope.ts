import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 800;
const WIDE = inLanguages(
  words(
    'refactor\\p{L}*|restructure|migrate|upgrade|moderni[sz]e|rewrite|port|convert|rename|replace|clean up|everything|all (?:of )?(?:the|our|my)|whole|entire',
  ),
  {
    es: 'refactori[zc]\\p{L}*|migra\\p{L}*|reescrib\\p{L}+|moderniza\\p{L}*|actualiza\\p{L}*|renombra\\p{L}*|todo el|toda la',
    fr: 'refactoris\\p{L}*|migre\\p{L}*|réécri\\p{L}+|modernise\\p{L}*|renomme\\p{L}*|restructure\\p{L}*|tout le|toute la',
    de: 'refaktor\\p{L}*|refactor\\p{L}*|migrier\\p{L}*|modernisier\\p{L}*|umbau\\p{L}*|umbenenn\\p{L}*|gesamte[nrs]?|ganze[nrs]?|schreibe? .{1,30} um',
    pt: 'refator\\p{L}*|migr\\p{L}+|reescrev\\p{L}+|moderniz\\p{L}+|renomei\\p{L}+|todo o|toda a',
    ru: 'рефактор\\p{L}*|отрефактор\\p{L}*|перепиши\\p{L}*|мигрир\\p{L}*|перенеси\\p{L}*|обнови\\p{L}*|переименуй\\p{L}*|весь|всю|целиком',
    zh: '重构|迁移|升级|重写|改造|整个|全部',
    ja: 'リファクタ|移行|書き直|書き換え|アップグレード|全体',
    ko: '리팩|마이그레이션|다시 작성|업그레이드|이전해|전체',
  },
);
const PRESERVED = inLanguages(
  words(
    "keep\\p{L}*|preserv\\p{L}*|unchanged|without (?:changing|breaking|altering|touching)|must not|mustn't|do not|don't|same behaviou?r|backwards?[- ]compatib\\p{L}*|compatible|stays?|leave|only|except|public api|interface|behaviou?r",
  ),
  {
    es: 'mant[eé]n\\p{L}*|manteniendo|conserva\\p{L}*|sin (?:cambiar|romper|tocar|modificar)|no (?:cambies|toques|modifiques|rompas)|solo|únicamente|excepto|salvo|compatib\\p{L}+',
    fr: 'garde[rz]?|gardant|conserve[rz]?|conservant|sans (?:changer|casser|modifier|toucher)|ne (?:change|modifie|touche|casse)\\p{L}*|seulement|uniquement|sauf|compatib\\p{L}+',
    de: 'behalte\\p{L}*|beibehalt\\p{L}*|ohne|unverändert|nicht (?:ändern|anfassen|verändern)|nur|außer|kompatib\\p{L}+|bleib\\p{L}+',
    pt: 'mant[eé]\\p{L}+|mantenha|conserve|preserv\\p{L}+|sem (?:mudar|quebrar|alterar|mexer)|não (?:mude|altere|mexa|quebre)|só|somente|apenas|exceto|compatív\\p{L}+',
    ru: 'сохран\\p{L}*|не (?:меня\\p{L}+|лома\\p{L}+|трога\\p{L}+|измен\\p{L}+)|без изменени\\p{L}*|только|кроме|совместим\\p{L}+',
    zh: '保持|不要|不改|不变|保留|兼容|只|仅|除了',
    ja: '維持|変えず|変えない|そのまま|保っ|互換|だけ|のみ|以外',
    ko: '유지|그대로|바꾸지|변경하지|호환|만 |제외',
  },
);

/** A rename with both names says all that changes. */
const RENAME = /^\s*(?:please )?rename (?!all\b|every)(?:the )?(?:\p{L}+ )?\S+ (?:to|into) \S+/iu;

export const q07: Rule = {
  id: 'Q07',
  name: 'ask.scope',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['refactor'],
  summary: 'Asks what must stay as it is.',
  when: 'A refactoring, migration, upgrade or change of “everything” does not say what must stay.',
  whenNot: 'A clause says what to keep, or limits the change; a rename gives both names.',
  evidence:
    'Vijayvargiya et al., Ambig-SWE (ICLR 2026, arXiv 2502.13069), on what underspecified tasks cost. That what must stay is the detail to ask for is our own convention (2026-11).',
  revision: 3,
  asks: ['preference_constraint'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, language } = reading;
    if (task !== 'refactor' || reading.prose.length > MAX_PROSE_CHARS) return [];
    if (!WIDE(language).test(instruction)) return [];
    if (PRESERVED(language).test(instruction) || RENAME.test(instruction)) return [];
    return [{ facet: 'preference_constraint', missing: 0.7, importance: 0.85, findable: 0.1 }];
  },
};
