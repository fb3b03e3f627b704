import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 1_500;
const CHECK = inLanguages(
  words(
    'tests?|tested|testing|examples?|e\\.g|for instance|expect\\p{L}*|should|must|done when|acceptance|criteria|verify|so that|returns?|outputs?|when (?:i|the user|a user|users|you|clicked|called)|instead of|like this|such as',
  ),
  {
    es: 'pruebas?|ejemplos?|deben?|debería\\p{L}?|para que|cuando|devuelv\\p{L}+|como (?:est[eao]|por ejemplo)|criterios?',
    fr: 'exemples?|doit|doivent|devrait|pour que|lorsque|quand|renvoi\\p{L}+|retourn\\p{L}+|critères?|afin que',
    de: 'beispiele?n?|soll\\p{L}{0,3}|muss|müssen|damit|sodass|wenn|zurückgibt|kriteri\\p{L}+',
    pt: 'testes?|exemplos?|dev[ea]\\p{L}*|para que|quando|retorn\\p{L}+|critérios?',
    ru: 'тест\\p{L}*|пример\\p{L}*|долж\\p{L}+|чтобы|когда|при нажатии|возвраща\\p{L}+|критери\\p{L}+',
    zh: '测试|例如|比如|应该|应当|必须|当.{1,20}时|返回|验收|标准',
    ja: 'テスト|例えば|たとえば|べき|必ず|ように|すると|したら|返す|条件',
    ko: '테스트|예를|예:|해야|하도록|하면|할 때|반환|기준',
  },
);
/** Nothing about them needs an agreed check. */
const TRIVIAL = inLanguages(
  words(
    'rename|typos?|comments?|docstrings?|bump|readme|changelog|formatting|format|lint|indent|whitespace|imports?|licen[sc]e|copyright|remove (?:unused|dead)|logging|print',
  ),
  {
    es: 'renombra\\p{L}*|comentarios?|erratas?|formato|importaciones|licencia|registros? de cambios',
    fr: 'renomme\\p{L}*|commentaires?|coquilles?|mise en forme|imports|licence',
    de: 'umbenenn\\p{L}+|benenne|kommentare?|tippfehler|formatierung|formatiere|lizenz',
    pt: 'renomei\\p{L}+|comentários?|formatação|formate|importações|licença',
    ru: 'переименуй\\p{L}*|комментари\\p{L}+|опечатк\\p{L}+|форматирован\\p{L}+|импорт\\p{L}*|лицензи\\p{L}+',
    zh: '重命名|改名|注释|错别字|格式化|许可证',
    ja: '名前を変|リネーム|コメント|誤字|フォーマット|ライセンス',
    ko: '이름을 (?:바꿔|변경)|주석|오타|포맷|라이선스',
  },
);

export const q06: Rule = {
  id: 'Q06',
  name: 'ask.acceptance',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['code', 'refactor'],
  summary: 'Asks how the work will be checked.',
  when: 'An agent is to build or restructure something and no test, example or done-when is named.',
  whenNot: 'Trivial edits; code or an example is shown; a test command is known (A02 adds it).',
  evidence:
    'Mathews and Nagappan, Test-Driven Development and LLM-based Code Generation (ASE 2024, arXiv 2402.13521): with tests in the prompt more problems are solved; Anthropic, Best practices for Claude Code (code.claude.com, read 2026-11).',
  revision: 2,
  asks: ['success_criteria'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, context, language } = reading;
    if (!reading.agent || (task !== 'code' && task !== 'refactor') || context.testCommand !== undefined) return [];
    if (reading.prose.length > MAX_PROSE_CHARS || reading.fences.length > 0) return [];
    if (CHECK(language).test(instruction) || TRIVIAL(language).test(instruction)) return [];
    return [{ facet: 'success_criteria', missing: 0.7, importance: 0.8, findable: 0.2 }];
  },
};
