import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

/** A prompt that consists of a verb and a pronoun is no longer than this. */
const MAX_CHARS = 80;

const END = '[\\s.!?…。！？]*$';
/** Verb and pronoun as the whole prompt, with no more than courtesy and a vague adverb around them. */
const BARE: readonly RegExp[] = [
  new RegExp(
    `^\\s*(?:(?:please|pls|hey|hi|ok|now|can you|could you|would you|will you|just|help me(?: to)?|i need you to|i want you to)[ ,]+)*` +
      `(?:fix|improve|optimi[sz]e|refactor|debug|check|explain|rewrite|translate|summari[sz]e|change|update|finish|complete|continue|test|review|edit|shorten|convert|clean up|make|do|solve|correct|analy[sz]e|describe|implement|format|simplify|run|build|deploy|delete|remove|write|help(?: me)? with|look at|work on|try|repair|rephrase|speed up|set up)` +
      `(?: up)? (?:it|this|that|them|these|those|this thing|the thing|everything|all of it|the same)` +
      `(?: (?:up|down|better|faster|nicer|shorter|work|again|properly|now|please|pls|for me|asap|quickly|right|correctly|good|great|thanks?))*${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:it|this|that)(?: (?:still|just))?(?: (?:is|'s) (?:broken|wrong|not working|buggy)| (?:does not|doesn't|doesnt|won't|isn't|is not) (?:work|working)| (?:fails|crashes|broke))${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:(?:por favor|puedes)[ ,]+)*(?:(?:arrégl|corríg|mejór|explíc|tradúc|resúm|optimíz|revís|cámbi|termín|ház|hác|escríb|complét|bórr|simplifíc|refactoríz|depúr)\\p{L}{0,3}(?:lo|la|los|las|melo|mela)|(?:arregla|corrige|mejora|explica|traduce|resume|optimiza|revisa|cambia|termina|haz|escribe|completa|borra|simplifica|refactoriza|depura) (?:esto|eso|todo))${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:(?:s'il te plaît|s'il vous plaît|peux-tu|pouvez-vous|merci de)[ ,]+)*(?:(?:corrige|répare|améliore|explique|traduis|résume|optimise|vérifie|change|termine|fais|écris|complète|supprime|simplifie|refactorise)[rz]?(?:-(?:le|la|les|moi ça))|(?:corriger|réparer|améliorer|expliquer|traduire|résumer|optimiser|corrige|répare|améliore|explique|traduis|résume|optimise|vérifie|change|termine|fais|écris|complète|supprime|simplifie|refactorise)z? (?:ça|ceci|cela|tout))${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:(?:bitte|kannst du|könntest du)[ ,]+)*(?:(?:behebe?|repariere?|verbessere?|erkläre?|übersetze?|optimiere?|prüfe?|ändere?|mach|schreibe?|korrigiere?|lösche?|vereinfache?|refaktoriere?|analysiere?) (?:es|das|dies|das hier|alles)|fasse? (?:es|das|dies) zusammen)(?: (?:bitte|mal|besser|schneller|beheben|verbessern))*${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:(?:por favor|você pode|pode)[ ,]+)*(?:conserte|corrija|melhore|explique|traduza|resuma|otimize|revise|mude|termine|faça|escreva|complete|apague|simplifique|refatore|depure)(?:-[oa]s?| isso| isto| tudo)${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:(?:пожалуйста|можешь)[ ,]+)*(?:исправь|почини|улучши|объясни|переведи|сократи|оптимизируй|проверь|измени|закончи|сделай|напиши|дополни|удали|упрости|отрефактори|доделай)(?:те)? (?:это|его|её|ее|их|всё|все|то)(?: (?:лучше|быстрее|пожалуйста))*${END}`,
    'iu',
  ),
  new RegExp(
    `^\\s*(?:请|請|帮我|幫我|麻烦)*(?:修复|修復|修改|改进|改進|优化|優化|解释|解釋|翻译|翻譯|总结|總結|检查|檢查|完成|重写|重寫|简化|分析|删除|改|修)(?:一下)?(?:它|这个|這個|这|這|那个|那個|这些|此|一下)(?:吧|一下)?${END}`,
    'u',
  ),
  new RegExp(
    `^\\s*(?:これ|それ|あれ|この|こいつ)(?:を|、)?(?:もっと)?(?:直し|修正し|改善し|説明し|翻訳し|要約し|最適化し|チェックし|確認し|変え|良くし|書き直し|なおし|削除し)(?:て|てください|て下さい|てほしい|てくれ)?${END}`,
    'u',
  ),
  new RegExp(
    `^\\s*(?:이거|이것|그거|그것|저거|이걸|그걸|이것을|그것을|이거를)(?:을|를| 좀| 더)*\\s*(?:고쳐|수정해|개선해|설명해|번역해|요약해|최적화해|확인해|바꿔|완성해|삭제해)\\s*(?:줘|주세요|줄래|주십시오|라)?${END}`,
    'u',
  ),
];
/** Verbs alone: "fix", "help". */
const VERB_ONLY =
  /^\s*(?:please |pls )?(?:fix|improve|help|help me|debug|optimi[sz]e|refactor|continue|go on|explain|summari[sz]e|translate|fix bugs?|fix the bugs?|fix the code|fix my code|make it work|do the task)[\s.!?]*$/iu;

export const q02: Rule = {
  id: 'Q02',
  name: 'ask.referent',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ALL_TASKS,
  summary: 'Asks what “it” refers to.',
  when: 'The prompt is a verb with it, this or that as its only object, and nothing stands before it.',
  whenNot: 'Context, code or a file is present.',
  evidence:
    'Models guess a missing referent instead of asking: Zhang et al., Modeling Future Conversation Turns to Teach LLMs to Ask Clarifying Questions (ICLR 2025).',
  revision: 1,
  asks: ['scope_subtype'],
  ask: (reading) => {
    const { prompt, context, prose, agent } = reading;
    if (prompt.length > MAX_CHARS || (context.text ?? '').trim() !== '') return [];
    if (!agent && reading.supplied) return [];
    if (!VERB_ONLY.test(prose) && !BARE.some((pattern) => pattern.test(prose))) return [];
    return [
      {
        facet: 'scope_subtype',
        missing: 1,
        importance: 1,
        findable: 0,
        evident: true,
        first: true,
        ...(agent && { variant: 'agent' }),
      },
    ];
  },
};
