/**
 * What a prompt asks for, from its opening: the words in which a request is made stand in the first sentences. Where the
 * words do not say, the answer is `other`.
 */
import type { Language, PromptContext, Task } from './types.ts';

/** Characters of the prose that are read. */
const OPENING_CHARS = 1_200;
/** A role that fills more than this is the work of someone who writes prompts, not a request. */
const LONG_ROLE_CHARS = 1_500;

interface TaskInput {
  readonly prose: string;
  readonly language: Language;
  readonly context: PromptContext | undefined;
}

const latinWords = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'iu');

const FRONT_MATTER = /^\ufeff?(?:---\n|#\s*identity|<(?:system|role|instructions)>)/i;
const HEADING = /^#{1,3} \S/gmu;
const ROLE =
  /^[\s"'“#*]*(?:(?:i want you to|i would like you to|i'd like you to|please|you (?:will|should|must|are going to)|now)[ ,]+)?(?:act(?:ing)? (?:as|like)|you(?:'re| are) (?:an? |the |my |now |acting|going to act)|pretend|imagine (?:you|yourself)|assume the role|take on the role|play the role|role ?: |your (?:role|job|task) is|(?:actúa|actua|eres|imagina que eres|quiero que actúes)(?: |$)|(?:agis|agissez|tu es|vous êtes|imagine que tu)(?: |$)|(?:du bist|sie sind|handle als|agiere als|stell dir vor, du)(?: |$)|(?:aja|atue|atua|você é|és um|finja)(?: |$)|(?:ты|вы)(?: -|,| —| –| \p{L}+ист)|представь, что ты|действуй как|роль:|(?:我(?:想|要|希望)(?:让|讓)?你|请你?)?(?:你现在)?(?:担任|扮演|充当|充當|作为一|作為一|假定自己是|假装你|你是一)|あなたは|당신은|너는)/iu;
const CODE_NOUN =
  /(?<![\p{L}\p{N}_-])(?:code|codebase|function|functions|script|scripts|program|class|method|module|component|api|endpoint|endpoints|regex|regexp|query|queries|sql|algorithm|unit tests?|tests? for|app|application|web ?app|website|web ?page|webpage|bot|cli|plugin|extension|library|package|makefile|dockerfile|macro|formula|shader|header file|game|html|css|javascript|typescript|python|java|c\+\+|c#|golang|rust|php|bash|shell command|powershell|react|vba|matlab|login form|parser|crawler|scraper|daemon|service worker|command|función|código|programa|clase|aplicación|fonction|programme|classe|funktion|programm|klasse|skript|função|aplicativo|функци\p{L}*|код\p{L}{0,2}|скрипт\p{L}*|программ[ауые]\p{L}*|класс)(?![\p{L}\p{N}_])|函数|代码|代碼|脚本|腳本|程序|程式|网站|網站|接口|正则|関数|コード|スクリプト|プログラム|クラス|アプリ|함수|코드|스크립트|프로그램|앱/iu;
const BUG =
  /(?<![\p{L}\p{N}_])(?:bugs?|buggy|broken|crash(?:es|ed|ing)?|traceback|exceptions?|stack ?trace|segfault|(?:does|do|is|are|did)(?:n't| not) work(?:ing)?|not working|stopped working|throws|throwing|(?:an|the|this|these|following|get|getting|gives?|got) errors?|fails? (?:to|with|when|on)|failing tests?|regression|no funciona|falla|ne (?:fonctionne|marche) pas|plante|bogue|funktioniert nicht|stürzt ab|fehlermeldung|não funciona|quebrad[oa]|не работает|падает|ошибк[аиу])(?![\p{L}\p{N}_])|报错|出错|报告错误|不工作|崩溃|修复|动かない|エラー|バグ|작동하지|오류|에러|버그/iu;
const FIX =
  /^[\s#*>\-"']*(?:(?:please|can you|could you|help me|i need (?:you )?to|now)[ ,]+)*(?:fix|debug|troubleshoot|repair|resolve|solve the (?:bug|issue|problem|error)|arregla|corrige|répare|corrige|behebe|repariere|conserte|corrija|исправь|почини|修复|修一下|修正|直して|고쳐)/iu;
const REFACTOR =
  /(?<![\p{L}\p{N}_])(?:refactor\p{L}*|clean ?up|restructure|migrate|migration of|upgrade|moderni[sz]e|rename|port (?:this|the|it|my|our)|simplify (?:this|the|my) (?:code|function|class|module)|make (?:this|the|my|our) (?:code|function|script|class|module|app|program) (?:better|faster|cleaner|nicer|shorter|simpler|smaller|more \p{L}+)|optimi[sz]e (?:this|the|my|our|it)|refactoriza\p{L}*|refactoris\p{L}*|refaktor\p{L}*|refator\p{L}*|рефактор\p{L}*)(?![\p{L}\p{N}_])|重构|重構|リファクタ|리팩/iu;

/** First match wins; each is tried on the opening of the prompt. */
const ASKS: readonly (readonly [Task, RegExp])[] = [
  [
    'transform',
    latinWords(
      'translate|translation|summari[sz]e|paraphrase|rephrase|reword|rewrite|proofread|shorten|convert|extract|classify|categori[sz]e|transcribe|edit (?:the|this|my)|correct (?:the|this|my)|reformat|traduce|resume|reescribe|traduis|résume|reformule|übersetze?|fasse|formuliere|traduza|resuma|reescreva|переведи|перепиши|сократи|перефразируй',
    ),
  ],
  [
    'recommend',
    latinWords(
      'recommend\\p{L}*|suggest\\p{L}*|advise|which \\p{L}+ (?:should|is best|are best|would)|best|top|should i (?:buy|use|get|choose|pick)|recomienda\\p{L}*|sugiere|recommande\\p{L}*|suggère|conseille|empfiehl|empfehl\\p{L}*|recomende|sugira|посоветуй\\p{L}*|порекомендуй\\p{L}*|подбери',
    ),
  ],
  [
    'plan',
    latinWords(
      'plan|planning|itinerary|schedule|organi[sz]e|arrange|roadmap|strategy|workout|routine|meal plan|diet|budget|planea|planifica|itinerario|organiza|planifie|organise|itinéraire|plane|plant|organisiere|reiseplan|planeje|roteiro|organize|спланируй|составь план|план|распиши',
    ),
  ],
  [
    'research',
    latinWords(
      'research|investigate|look up|find out|search for|find|gather|collect|retrieve|fetch|get (?:me )?the|analy[sz]e|analysis|compare|identify|list|locate|track|predict|forecast|determine|investiga|busca|analiza|compara|recherche|cherche|analyse|compare|recherchiere|suche|finde|analysiere|vergleiche|pesquise|busque|analise|найди|исследуй|проанализируй|сравни',
    ),
  ],
  [
    'explain',
    latinWords(
      'explain|describe|teach|instruct|educate|walk me through|tutorial|guide|tell me about|introduce|elaborate|discuss|learn(?:ing)?|show me how|help me understand|how to|explica|enseña|describe|explique|décris|apprends|enseigne|erkläre?|beschreibe?|zeig mir|descreva|ensine|объясни\\p{L}*|опиши|расскажи|научи',
    ),
  ],
  [
    'write',
    latinWords(
      'write|draft|compose|craft|create|design|develop|generate|make|produce|prepare|outline|invent|brainstorm|give me|escribe|redacta|crea|genera|écris|rédige|crée|génère|schreibe?|verfasse|erstelle|entwirf|escreva|redija|crie|gere|напиши|сочини|создай|придумай|составь|сделай',
    ),
  ],
];
const WIDE_ASKS: readonly (readonly [Task, RegExp])[] = [
  [
    'transform',
    /翻译|翻譯|总结|總結|改写|改寫|润色|潤色|概括|提取|转换|轉換|缩写|扩写|翻訳|要約|書き換え|書き直|変換|번역|요약|고쳐 써|변환/u,
  ],
  ['recommend', /推荐|推薦|建议|建議|おすすめ|お勧め|提案して|추천/u],
  ['plan', /计划|計劃|规划|規劃|安排|行程|攻略|計画|スケジュール|旅程|계획|일정/u],
  ['explain', /解释|解釋|说明|說明|介绍|介紹|讲解|教我|説明|教えて|解説|설명|알려/u],
  ['research', /调查|調查|研究|查找|分析|比较|比較|搜索|列出|調べ|調査|調べて|분석|조사|비교|찾아/u],
  ['write', /写|寫|创作|創作|撰写|生成|设计|設計|制作|書い|作成|作って|써줘|써 줘|작성|만들어/u],
];
const MAKE_CODE =
  /(?<![\p{L}\p{N}_])(?:write|create|implement|build|make|generate|develop|code|program|give me|provide|add|complete|need|want|craft|design|set ?up|script|escribe|crea|implementa|haz|écris|crée|implémente|développe|schreibe?|erstelle|implementiere|programmiere|escreva|crie|implemente|faça|напиши|создай|реализуй|сделай)(?![\p{L}\p{N}_])|写|寫|实现|實現|编写|編寫|生成|开发|制作|書い|作っ|作成|実装|작성|만들|구현|짜줘/iu;
const IMPLEMENT = latinWords(
  'implement|implements|code up|unit tests?|add (?:a|an|the) (?:\\p{L}+ ){0,3}(?:endpoint|feature|flag|button|option|page|field|column|test|tests|command|route|migration|header|parameter)',
);
/** An order to change something in the repository. */
const ORDER =
  /^[\s"'“#*-]*(?:(?:please|can you|could you|now|then)[ ,]+)*(?:add|update|remove|delete|drop|move|run|create|make|write|implement|change|set|configure|install|use|replace|extract|document|bump|enable|disable|wipe|purge|truncate|clean|push|force-push|deploy|generate|build|support|allow|introduce|expose|merge|split|improve|speed up|agrega|añade|elimina|borra|crea|ajoute|supprime|crée|füge|lösche?|entferne|erstelle|adicione|apague|exclua|crie|добавь|удали|создай|сделай|添加|增加|删除|清空|创建|実装|追加|削除|추가|삭제)/iu;
const QUESTION =
  /[?？]\s*$|^[\s"'“]*(?:what|why|how|who|whom|whose|when|where|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|in what|at what|qué|cómo|cuál|quién|cuándo|dónde|por qué|quel|quelle|qui|pourquoi|comment|quand|où|est-ce|was|wie|wer|wann|wo|warum|welche[rs]?|qual|quem|quando|onde|por que|como|что|как|почему|кто|когда|где|какой|какая|сколько)(?![\p{L}\p{N}_])|什么|什麼|如何|为什么|怎么|怎麼|吗|何で|なぜ|ですか|ますか|무엇|어떻게|왜|인가/iu;

export function detectTask({ prose, language, context }: TaskInput): Task {
  const opening = prose.slice(0, OPENING_CHARS).trim();
  const headings = prose.length > 400 ? (prose.slice(0, 20_000).match(HEADING)?.length ?? 0) : 0;
  const role = ROLE.test(opening);
  if (FRONT_MATTER.test(opening) || headings >= 3 || (role && prose.length > LONG_ROLE_CHARS)) return 'system';
  if (role) return 'persona';
  const agent = context?.mode === 'agent';
  const aboutCode = agent || context?.codeLanguage !== undefined || CODE_NOUN.test(opening);
  const firstSentences = opening.slice(0, 400);
  if (aboutCode && refactors(firstSentences)) return 'refactor';
  if (
    FIX.test(opening) &&
    (aboutCode || !/grammar|spelling|paragraph|sentence|essay|text|typos?/i.test(firstSentences))
  )
    return 'bug-fix';
  if (aboutCode && BUG.test(opening) && !/^\s*(?:write|create|implement|explain|what is)/i.test(opening))
    return 'bug-fix';
  if (agent)
    return ORDER.test(opening) || IMPLEMENT.test(firstSentences) || makesCode(firstSentences) ? 'code' : 'bug-fix';
  if (aboutCode && (IMPLEMENT.test(firstSentences) || makesCode(firstSentences))) return 'code';
  return (
    earliest(language === 'zh' || language === 'ja' || language === 'ko' ? WIDE_ASKS : ASKS, firstSentences) ??
    (QUESTION.test(opening) ? 'question' : 'other')
  );
}

/** `Write a script that renames files` makes something new; `rename the module` does not. */
function refactors(opening: string): boolean {
  const place = REFACTOR.exec(opening)?.index;
  if (place === undefined || BUG.test(opening)) return false;
  const making = MAKE_CODE.exec(opening)?.index ?? Infinity;
  return place <= making;
}

/** The verb of making stands before the thing made, in languages that put verbs first, and near it in all. */
function makesCode(opening: string): boolean {
  const verb = MAKE_CODE.exec(opening);
  if (!verb) return false;
  const from = Math.max(0, verb.index - 40);
  return CODE_NOUN.test(opening.slice(from, verb.index + 100));
}

/** The task whose word comes first; a question word before it makes it a question. */
function earliest(asks: readonly (readonly [Task, RegExp])[], opening: string): Task | undefined {
  let best: Task | undefined;
  let bestPlace = Infinity;
  for (const [task, pattern] of asks) {
    const place = pattern.exec(opening)?.index ?? Infinity;
    if (place < bestPlace) [best, bestPlace] = [task, place];
  }
  if (best === undefined) return undefined;
  const question = QUESTION.exec(opening);
  const asksFirst =
    question !== null && question.index === 0 && bestPlace > 12 && best !== 'recommend' && best !== 'plan';
  return asksFirst ? 'question' : best;
}
