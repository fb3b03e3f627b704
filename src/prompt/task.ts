/**
 * What a prompt asks for, from its opening: the words in which a request is made stand in the first sentences. Where the
 * words do not say, the answer is `other`.
 */
import { inLanguages, perLanguage, words } from './pattern.ts';
import * as OTHER from './task-words.ts';
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

const FRONT_MATTER = /^\ufeff?(?:---\n|#\s*identity|<(?:system|role|instructions)>)/i;
const HEADING = /^#{1,3} \S/gmu;
const ROLE = inLanguages(
  /^[\s"'“#*]*(?:(?:i want you to|i would like you to|i'd like you to|please|you (?:will|should|must|are going to)|now)[ ,]+)?(?:act(?:ing)? (?:as|like)|you(?:'re| are) (?:an? |the |my |now |acting|going to act)|pretend|imagine (?:you|yourself)|assume the role|take on the role|play the role|role ?: |your (?:role|job|task) is)/iu,
  OTHER.ROLE,
);
const CODE_NOUN = inLanguages(
  /(?<![\p{L}\p{N}_-])(?:code|codebase|binary search|linked lists?|quick ?sort|merge ?sort|hash (?:map|table)s?|lru cache|fizz ?buzz|function|functions|script|scripts|program|class|method|module|component|api|endpoint|endpoints|regex|regexp|query|queries|sql|algorithm|unit tests?|tests? for|app|application|web ?app|website|web ?page|webpage|bot|cli|plugin|extension|library|package|makefile|dockerfile|macro|formula|shader|header file|game|html|css|javascript|typescript|python|java|c\+\+|c#|golang|rust|php|bash|shell command|powershell|react|vba|matlab|login form|parser|crawler|scraper|daemon|service worker|command)(?![\p{L}\p{N}_])/iu,
  OTHER.CODE_NOUN,
);
const BUG = inLanguages(
  /(?<![\p{L}\p{N}_])(?:bugs?|buggy|broken|crash(?:es|ed|ing)?|traceback|exceptions?|stack ?trace|segfault|(?:does|do|is|are|did)(?:n't| not) work(?:ing)?|not working|stopped working|throws|throwing|(?:an|the|this|these|following|get|getting|gives?|got) errors?|fails? (?:to|with|when|on)|failing tests?|regression)(?![\p{L}\p{N}_])/iu,
  OTHER.BUG,
);
const FIX = inLanguages(
  /^[\s#*>\-"']*(?:(?:please|can you|could you|help me|i need (?:you )?to|now)[ ,]+)*(?:fix|debug|troubleshoot|repair|resolve|solve the (?:bug|issue|problem|error))/iu,
  OTHER.FIX,
);
const REFACTOR = inLanguages(
  /(?<![\p{L}\p{N}_])(?:refactor\p{L}*|clean ?up|restructure|migrate|migration of|upgrade|moderni[sz]e|rename|port (?:this|the|it|my|our)|simplify (?:this|the|my) (?:code|function|class|module)|make (?:this|the|my|our) (?:code|function|script|class|module|app|program) (?:better|faster|cleaner|nicer|shorter|simpler|smaller|more \p{L}+)|optimi[sz]e (?:this|the|my|our|it))(?![\p{L}\p{N}_])/iu,
  OTHER.REFACTOR,
);

/** Words that ask for each task. Of words at one place the first task's counts. */
const ASKS: readonly (readonly [Task, string])[] = [
  [
    'transform',
    'translate|translation|summari[sz]e|paraphrase|rephrase|reword|rewrite|proofread|shorten|convert|extract|classify|categori[sz]e|transcribe|edit (?:the|this|my)|correct (?:the|this|my)|reformat',
  ],
  [
    'recommend',
    'recommend\\p{L}*|suggest\\p{L}*|advise|which \\p{L}+ (?:should|is best|are best|would)|best|top|should i (?:buy|use|get|choose|pick)',
  ],
  [
    'plan',
    'plan|planning|itinerary|schedule|organi[sz]e|arrange|roadmap|strategy|workout|routine|meal plan|diet|budget',
  ],
  [
    'research',
    'research|investigate|look up|find out|search for|find|gather|collect|retrieve|fetch|get (?:me )?the|analy[sz]e|analysis|compare|identify|list|locate|track|predict|forecast|determine',
  ],
  [
    'explain',
    'explain|describe|teach|instruct|educate|walk me through|tutorial|guide|tell me about|introduce|elaborate|discuss|learn(?:ing)?|show me how|help me understand|how to',
  ],
  [
    'write',
    'write|draft|compose|craft|create|design|develop|generate|make|produce|prepare|outline|invent|brainstorm|give me',
  ],
];
/** All of them as one pattern with a group for each task, so that the opening is read once. */
const ASK = perLanguage((language) => {
  const groups = ASKS.map(([task, english]) => {
    const others: Readonly<Record<string, string>> = OTHER.ASKS[task] ?? {};
    return `(?<${task}>${[english, others[language] ?? []].flat().join('|')})`;
  });
  return words(...groups).source;
});
const WIDE_ASKS: readonly (readonly [Task, RegExp])[] = (
  ['transform', 'recommend', 'plan', 'explain', 'research', 'write'] as const
).map((task) => [task, new RegExp(OTHER.WIDE_ASKS[task] ?? '$^', 'gu')]);
/** Languages that put the verb at the end: the last word of request tells the task. */
const VERB_LAST: ReadonlySet<Language> = new Set(['ja', 'ko']);
const MAKE_CODE = inLanguages(
  /(?<![\p{L}\p{N}_])(?:write|create|implement|build|make|generate|develop|code|program|give me|provide|add|complete|need|want|craft|design|set ?up|script)(?![\p{L}\p{N}_])/iu,
  OTHER.MAKE_CODE,
);
const IMPLEMENT = words(
  'implement|implements|code up|unit tests?|add (?:a|an|the) (?:\\p{L}+ ){0,3}(?:endpoint|feature|flag|button|option|page|field|column|test|tests|command|route|migration|header|parameter)',
);
/** An order to change something in the repository. */
const ORDER = inLanguages(
  /^[\s"'“#*-]*(?:(?:please|can you|could you|now|then)[ ,]+)*(?:add|update|remove|delete|drop|move|run|create|make|write|implement|change|set|configure|install|use|replace|extract|document|bump|enable|disable|wipe|purge|truncate|clean|push|force-push|deploy|generate|build|support|allow|introduce|expose|merge|split|improve|speed up)/iu,
  OTHER.ORDER,
);
const QUESTION = inLanguages(
  /[?？]\s*$|^[\s"'“]*(?:what|why|how|who|whom|whose|when|where|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|in what|at what)(?![\p{L}\p{N}_])/iu,
  OTHER.QUESTION,
);

export function detectTask({ prose, language, context }: TaskInput): Task {
  const opening = prose.slice(0, OPENING_CHARS).trim();
  const headings = prose.length > 400 ? (prose.slice(0, 20_000).match(HEADING)?.length ?? 0) : 0;
  const lower = opening.toLowerCase();
  const role = ROLE(language).test(lower);
  if (FRONT_MATTER.test(opening) || headings >= 3 || (role && prose.length > LONG_ROLE_CHARS)) return 'system';
  if (role) return 'persona';
  const agent = context?.mode === 'agent';
  const aboutCode = agent || context?.codeLanguage !== undefined || CODE_NOUN(language).test(lower);
  const firstSentences = lower.slice(0, 400);
  if (aboutCode && refactors(firstSentences, language)) return 'refactor';
  if (
    FIX(language).test(lower) &&
    (aboutCode || !/grammar|spelling|paragraph|sentence|essay|text|typos?/i.test(firstSentences))
  )
    return 'bug-fix';
  if (aboutCode && BUG(language).test(lower) && !/^\s*(?:write|create|implement|explain|what is)/i.test(lower))
    return 'bug-fix';
  const makes = makesCode(firstSentences, language);
  if (agent) return ORDER(language).test(lower) || IMPLEMENT.test(firstSentences) || makes ? 'code' : 'bug-fix';
  if (aboutCode && (IMPLEMENT.test(firstSentences) || makes)) return 'code';
  const wide = language === 'zh' || language === 'ja' || language === 'ko';
  return (
    (wide ? wideTask(firstSentences, language) : earliest(firstSentences, language)) ??
    (QUESTION(language).test(lower) ? 'question' : 'other')
  );
}

/** `Write a script that renames files` makes something new; `rename the module` does not. */
function refactors(opening: string, language: Language): boolean {
  const place = REFACTOR(language).exec(opening)?.index;
  if (place === undefined || BUG(language).test(opening)) return false;
  const making = VERB_LAST.has(language) ? Infinity : (MAKE_CODE(language).exec(opening)?.index ?? Infinity);
  return place <= making;
}

/** The verb of making stands before the thing made, in languages that put verbs first, and near it in all. */
function makesCode(opening: string, language: Language): boolean {
  const verb = MAKE_CODE(language).exec(opening);
  if (!verb) return false;
  const from = Math.max(0, verb.index - 40);
  return CODE_NOUN(language).test(opening.slice(from, verb.index + 100));
}

/** The task whose word comes first, or last where verbs do. */
function wideTask(opening: string, language: Language): Task | undefined {
  const last = VERB_LAST.has(language);
  let best: Task | undefined;
  let bestPlace = last ? -1 : Infinity;
  for (const [task, pattern] of WIDE_ASKS) {
    const places = Array.from(opening.matchAll(pattern), ({ index }) => index);
    const place = last ? places.at(-1) : places[0];
    if (place !== undefined && (last ? place > bestPlace : place < bestPlace)) [best, bestPlace] = [task, place];
  }
  return best;
}

/** The task whose word comes first; a question word before it makes it a question. */
function earliest(opening: string, language: Language): Task | undefined {
  const match = ASK(language).exec(opening);
  const best = match && ASKS.find(([task]) => match.groups?.[task] !== undefined)?.[0];
  if (!best) return undefined;
  const question = QUESTION(language).exec(opening);
  const asksFirst =
    question !== null && question.index === 0 && match.index > 12 && best !== 'recommend' && best !== 'plan';
  return asksFirst ? 'question' : best;
}
