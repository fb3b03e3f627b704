import type { Reading } from '../reading.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { QuestionDraft, Rule } from '../rule.ts';

/** One of each kind of evidence; two kinds are enough to start on a bug. */
const EVIDENCE: readonly (readonly [QuestionDraft['facet'], RegExp])[] = [
  [
    'success_criteria',
    /\bexpect|\bshould (?:be|have|return|give|show|work|not)|\binstead of|\bsupposed to|debería|se espera|esperaba|devrait|attendu|sollte|erwartet|deveria|esperad|должн|ожида|应该|期望|预期|應該|はず|べき|期待|本来|해야 |기대|원래/iu,
  ],
  [
    'other',
    /traceback|exception|error:|\berror (?:message|code)|typeerror|valueerror|nullpointer|undefined|segfault|stack ?trace|\bactual|\bbut (?:it|i|the|get|gets|returns|gives)|\binstead\b|returns? |\bshows?\b|\braises?\b|\bthrows?\b|\bprints?\b|hangs|infinite loop|en su lugar|mensaje de error|devuelve|muestra|aparece|au lieu|message d['’]erreur|renvoie|affiche|stattdessen|fehlermeldung|zeigt|gibt .{1,30}zurück|em vez|mensagem de erro|retorna|mostra|aparece|вместо|сообщени|выдаёт|выдает|показывает|возвращает|报错信息|错误信息|提示|返回|显示|而不是|エラーメッセージ|と表示|が表示|返って|대신|오류 메시지|에러 메시지|출력|표시/iu,
  ],
  [
    'scope_subtype',
    /\bwhen (?:i|you|we|the|using|calling|running|a|an)\b|\bsteps\b|reproduc|\bafter (?:i|the|updating|upgrading)|\bif (?:i|you|the)\b|>>>|cuando|al (?:pulsar|hacer|abrir|guardar)|tras |lorsque|quand|après |wenn|sobald|beim |nach dem|quando|ao (?:clicar|abrir|salvar)|depois de|когда|при |после |если |步骤|当|时[，,]?|之后|重现|すると|手順|とき|時に|後に|때|하면|누르면|후에/iu,
  ],
  [
    'tech_stack',
    /\bversion|\bv?\d+\.\d+|python|javascript|typescript|java\b|react|node|django|rust|\bgo\b|c\+\+|c#|php|ruby|windows|linux|macos|ubuntu|android|ios|chrome|firefox|版本|バージョン|버전/iu,
  ],
];
/** A line that ends as code does, or an indented one that begins as code does. */
const CODE_LINES = /[;{}][ \t]*$|^[ \t]+(?:def|return|if|for|class|import|at|File)\b/mu;

/** A report this short holds no more than the complaint. */
const SHORT_CHARS = 160;

function evidenceOf(reading: Reading): ReadonlySet<QuestionDraft['facet']> {
  const found = new Set<QuestionDraft['facet']>();
  for (const [facet, pattern] of EVIDENCE) if (pattern.test(reading.instruction)) found.add(facet);
  return found;
}

export const q04: Rule = {
  id: 'Q04',
  name: 'ask.bug-symptom',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['bug-fix'],
  summary: 'Asks for the most informative thing a bug report lacks: symptom, expected behaviour, steps or version.',
  when: 'A bug fix is wanted without two of error text, expected behaviour, actual behaviour, steps, version.',
  whenNot: 'A traceback, code to reproduce it, or a full report is present.',
  evidence:
    'Bettenburg et al., What Makes a Good Bug Report? (2008): developers of three projects name steps to reproduce and stack traces as most useful; Vijayvargiya et al., Ambig-SWE (ICLR 2026, arXiv 2502.13069).',
  revision: 2,
  asks: ['other', 'success_criteria', 'scope_subtype', 'tech_stack'],
  ask: (reading) => {
    if (reading.task !== 'bug-fix') return [];
    const material =
      reading.fences.length > 0 ||
      (!reading.agent && reading.supplied) ||
      CODE_LINES.test(reading.prompt.slice(0, 20_000));
    if (material) return [];
    const found = evidenceOf(reading);
    if (found.size >= 2) return [];
    const facet = (['other', 'success_criteria', 'scope_subtype', 'tech_stack'] as const).find(
      (candidate) => !found.has(candidate),
    );
    if (!facet) return [];
    const findable = facet === 'tech_stack' ? 0.9 : facet === 'scope_subtype' ? 0.5 : 0;
    const evident = reading.prose.length <= SHORT_CHARS;
    return [{ facet, missing: 0.85, importance: 0.95, findable, evident }];
  },
};
