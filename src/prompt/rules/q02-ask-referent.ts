import { OPENING } from '../opening.ts';
import { inLanguages, type WordLists } from '../pattern.ts';
import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Language } from '../types.ts';

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
];
/** Verbs alone: "fix", "help". */
const VERB_ONLY =
  /^\s*(?:please |pls )?(?:fix|improve|help|help me|debug|optimi[sz]e|refactor|continue|go on|explain|summari[sz]e|translate|fix bugs?|fix the bugs?|fix the code|fix my code|make it work|do the task)[\s.!?]*$/iu;

const QUALITY = {
  es: '(?: (?:mejor|más rápido|bien|de nuevo|ya|por favor))*',
  fr: "(?: (?:mieux|meilleur|plus vite|plus rapide|bien|encore|s[’']il te plaît|s[’']il vous plaît))*",
  de: '(?: (?:besser|schneller|schöner|richtig|nochmal|mal|bitte|endlich))*',
  pt: '(?: (?:melhor|mais rápido|direito|de novo|por favor|logo))*',
  ru: '(?: (?:лучше|быстрее|красивее|снова|ещё раз|пожалуйста|нормально))*',
};

/** The same in other languages: verb and pronoun, the verb alone, or the complaint that something does not work. */
const BARE_ELSEWHERE: WordLists = {
  es:
    `${OPENING.es}(?:(?:(?:arrégl|corríg|corrij|mejór|explíc|explíqu|tradúc|tradúzc|resúm|optimíz|optimíc|revís|cámbi|termín|ház|haz|hác|escríb|complét|bórr|simplifíc|simplifíqu|refactoríz|refactoríc|depúr|acláral|prueb|pruéb)\\p{L}{0,2}(?:me|te)?(?:lo|la|los|las)` +
    `|(?:arreglar|corregir|mejorar|explicar|traducir|resumir|optimizar|revisar|simplificar|terminar)(?:lo|la|los|las| esto| eso| todo)|(?:arregla|arregle|corrige|corrija|mejora|mejore|explica|explique|traduce|traduzca|resume|resuma|optimiza|optimice|revisa|revise|cambia|cambie|termina|termine|haz|haga|escribe|escriba|completa|borra|simplifica|refactoriza|depura)(?: (?:esto|eso|ello|todo|todo esto))?)${QUALITY.es}` +
    `|(?:esto |eso )?(?:ya )?no (?:me )?(?:funciona|va|anda)(?: bien)?|(?:esto |eso )?(?:está roto|falla)|ayuda|ayúdame)`,
  fr:
    `${OPENING.fr}(?:(?:corrige|répare|améliore|explique|traduis|résume|optimise|vérifie|change|termine|finis|fais|écris|complète|supprime|simplifie|refactorise|corriger|réparer|améliorer|expliquer|traduire|résumer|optimiser|simplifier)(?:[rz]|ez|sez)?(?:-(?:le|la|les|moi ça|moi cela)| (?:ça|ceci|cela|tout|tout ça))?${QUALITY.fr}` +
    `|(?:rends|rendez)-(?:le|la|les) (?:meilleure?s?|mieux|plus rapides?)|fais mieux|(?:ça|cela) (?:ne )?(?:marche|fonctionne) (?:pas|plus)|(?:ça|cela) plante|aide-moi|aidez-moi|à l[’']aide)`,
  de:
    `${OPENING.de}(?:(?:(?:behebe?|repariere?|verbessere?|erkläre?|übersetze?|optimiere?|prüfe?|ändere?|mach|mache|schreibe?|korrigiere?|lösche?|vereinfache?|refaktoriere?|analysiere?|beende?|teste?)(?:n sie)?(?: mir)?(?: (?:es|das|dies|das hier|das da|alles))?|fasse? (?:es|das|dies) zusammen|(?:es|das|dies) (?:reparieren|beheben|verbessern|erklären|übersetzen|optimieren|korrigieren))${QUALITY.de}` +
    `|(?:es|das|dies) (?:funktioniert|geht|läuft) (?:nicht|nicht mehr|immer noch nicht)|funktioniert nicht|geht nicht|(?:es|das) ist kaputt|hilf mir|hilfe)`,
  pt:
    `${OPENING.pt}(?:(?:conserte|arrume|corrija|melhore|explique|traduza|resuma|otimize|revise|mude|termine|faça|escreva|complete|apague|simplifique|refatore|depure|deixe|teste)(?:-[oa]s?| isso| isto| tudo| tudo isso| ele| ela)?${QUALITY.pt}` +
    `|(?:consertar|arrumar|corrigir|melhorar|explicar|traduzir|resumir|otimizar|simplificar|terminar) (?:isso|isto|tudo)|(?:isso |isto )?não (?:está funcionando|funciona|vai)(?: mais)?|(?:isso |isto )?está quebrado|me ajude|ajude-me|ajuda|socorro)`,
  ru:
    `${OPENING.ru}(?:(?:исправь|почини|улучши|объясни|переведи|сократи|оптимизируй|проверь|измени|закончи|сделай|напиши|дополни|удали|упрости|отрефактори|доделай|перепиши|поправь|помоги)(?:те)?(?: мне)?(?: (?:это|его|её|ее|их|всё|все|то|так))?${QUALITY.ru}` +
    `|(?:исправить|починить|улучшить|объяснить|перевести|оптимизировать|проверить|доделать) (?:это|его|её|их|всё)|(?:это |оно |он |она )?(?:(?:всё ещё|больше|совсем) )?не работает|(?:это |оно )?(?:сломалось|сломано)|помогите)`,
  zh: `${OPENING.zh}(?:(?:修复|修正|修改|改进|优化|解释|翻译|总结|检查|完成|重写|简化|分析|删除|润色|完善|改善|处理|修好|改|修|弄)(?:一下|一改|好)?(?:它|这个|这|那个|那|这些|此|一下)?|(?:让|把|使)(?:它|这个|这|那个)(?:变得|变|改得|弄得|做得|改|弄|修)?(?:更好|好一点|好一些|好|完善)(?:一点|一些)?|(?:改|弄|做|写)得?(?:更好|好一点|好一些)(?:一点|一些)?|(?:它|这个|这)?(?:还是|又)?(?:不能用|用不了|不工作|坏了|不行|不好使|没反应|出问题)了?|帮帮?我|救命)(?:吧|啊|一下|谢谢)?`,
  ja: `${OPENING.ja}(?:(?:これ|それ|あれ|こいつ|この件)?(?:を|、|が|は)?(?:もっと|ちょっと)?(?:(?:直し|修正し|改善し|説明し|翻訳し|要約し|最適化し|チェックし|確認し|変え|良くし|よくし|書き直し|なおし|削除し|完成させ|簡単にし|速くし)(?:て|てください|て下さい|てほしい|てくれ|ていただけますか|てもらえますか)?)|(?:これ|それ)?(?:が|は)?(?:うまく)?(?:動かない|動きません|動作しない|動作しません|使えない|壊れた|壊れました)(?:です)?|助けて(?:ください)?)`,
  ko: `${OPENING.ko}(?:(?:이거|이것|그거|그것|저거|이걸|그걸|이것을|그것을|이거를|이 것)?(?:을|를| 좀| 더| 다시)*\\s*(?:더 )?(?:(?:고쳐|바꿔)|(?:수정|개선|설명|번역|요약|최적화|확인|완성|삭제|정리|분석)해|(?:좋게|낫게|빠르게|예쁘게) ?(?:만들어|해|고쳐|바꿔))\\s*(?:줘|줘요|주세요|줄래|줄래요|주십시오|라|봐)?|(?:이거|이게|그게)?\\s*(?:작동하지 않|작동이 안 |작동 안 |안 )(?:아요?|습니다|음|돼요?|됩니다|해요?)|(?:도와|도와 )(?:줘|주세요))`,
};
const bareElsewhere = inLanguages(
  /$^/u,
  Object.fromEntries(Object.entries(BARE_ELSEWHERE).map(([code, list]) => [code, `^(?:${list})${END}`])),
);

function isBare(prose: string, language: Language): boolean {
  return (
    VERB_ONLY.test(prose) ||
    BARE.some((pattern) => pattern.test(prose)) ||
    bareElsewhere(language).test(prose.toLowerCase())
  );
}

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
    'Zhang et al., Modeling Future Conversation Turns to Teach LLMs to Ask Clarifying Questions (2024-10, arXiv 2410.13788): models presuppose one reading of an ambiguous request instead of asking.',
  revision: 2,
  asks: ['scope_subtype'],
  ask: (reading) => {
    const { prompt, context, prose, agent } = reading;
    if (prompt.length > MAX_CHARS || (context.text ?? '').trim() !== '') return [];
    if (!agent && reading.supplied) return [];
    if (!isBare(prose, reading.language)) return [];
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
