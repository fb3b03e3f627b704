import { EVIDENT_MISSING } from '../brevity.ts';
import { openCircumstances } from '../circumstances.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Reading } from '../reading.ts';
import type { QuestionDraft, Rule } from '../rule.ts';
import { isShortText, isTextToWrite, statedFacets } from '../score/stated.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import type { Facet, Task } from '../types.ts';

const FACETS = [
  'budget',
  'time',
  'location',
  'audience_level',
  'preference_constraint',
  'scope_subtype',
  'purpose_goal',
  'quantity',
  'tech_stack',
  'data_source',
] as const satisfies readonly Facet[];
/** Tasks whose details have a rule of their own, or that set out their own rules. */
const ELSEWHERE: ReadonlySet<Task> = new Set(['bug-fix', 'refactor', 'persona', 'system']);
const OPEN = inLanguages(
  words(
    'no (?:constraints|preference|preferences|restrictions|limits)|any(?:thing)? (?:is fine|will do|goes|works)|surprise me',
  ),
  {
    es: 'sin (?:restricciones|preferencias|límites)|lo que sea|cualquier cosa|sorpréndeme',
    fr: "sans (?:contraintes?|préférences?|limites?)|peu importe|n[’']importe quoi|surprends-moi|surprenez-moi",
    de: 'egal|ohne (?:einschränkungen|vorgaben)|irgendwas|irgendetwas|überrasch\\p{L}* mich',
    pt: 'sem (?:restrições|preferências|limites)|qualquer (?:um|uma|coisa)|tanto faz|surpreenda-me|me surpreenda',
    ru: 'без (?:ограничений|предпочтений)|вс[её] равно|что угодно|люб(?:ой|ая|ое|ую)|удиви меня',
    zh: '随便|都可以|没有要求|不限|任意',
    ja: '何でもいい|なんでもいい|お任せ|おまかせ|こだわりはない|特に制限',
    ko: '아무거나|상관없|제한 없|알아서',
  },
);

/** A question of fact has one answer, whoever asks. */
const FACT =
  /^\s*(?:who|when|where|what(?:['’]s| is| was| are| were)|how (?:many|tall|old|far|deep|high)) (?!.*\b(?:best|top|good|latest|newest|current|today|tonight|now|next|should|recommend|my|i|me|some|options?|ways?|tips?|nearest|near|trends?)\b)[^.!?\n]{1,90}\?\s*$/iu;
/** So has a calculation. */
const CALCULATION =
  /^\s*(?:convert|calculate|compute|solve|what is|how much is)\b[^.!?\n]{0,40}\d[^!?\n]{0,60}[.?]?\s*$/iu;

/** What a named thing does or means. */
const MEANING = /^\s*what (?:do|does|did) [^.!?\n]{1,60} (?:do|mean|stand for)\s*\??\s*$/iu;

export function isFactual(instruction: string): boolean {
  return FACT.test(instruction) || CALCULATION.test(instruction) || MEANING.test(instruction);
}

/** Details that a request gives itself, from which on it has a focus. */
const MANY_STATED = 3;
const STATED_CHARS = 2_000;

function draftOf(facet: Facet, missing: number, { task, prompt }: Reading): QuestionDraft {
  const draft = { facet, missing, importance: 0.98, findable: 0 };
  if (facet !== 'audience_level' && facet !== 'scope_subtype') return draft;
  if (task === 'code') return { ...draft, variant: 'code' };
  const text = prompt.slice(0, STATED_CHARS);
  // A letter has points to make, not aspects; a card has a reader, not an audience with a level.
  const isText = facet === 'scope_subtype' ? isTextToWrite(text) : isShortText(text);
  return isText ? { ...draft, variant: 'text' } : draft;
}

export const q09: Rule = {
  id: 'Q09',
  name: 'ask.constraints',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('bug-fix', 'refactor', 'persona', 'system'),
  summary:
    'Asks for the circumstances that decide the answer: budget, time, place, level, preferences, focus, sources.',
  when: 'The answer depends on circumstances that only the author knows, and the prompt does not give them.',
  whenNot:
    'The author has said that anything goes; the focus of a request that gives three such details; the form and focus of a card or a poem; a question of fact or a calculation; material to work on is supplied; code whose contract is complete; an agent works in a repository.',
  evidence:
    'Qian et al., Tell Me More! Towards Implicit User Intention Understanding of Language Model Driven Agents (2024-02, arXiv 2402.09205): which details people say were missing; own model fitted on it (2026-11). In other languages than English: word lists, our own convention (2026-11).',
  revision: 6,
  asks: FACETS,
  gated: true,
  ask: (reading) => {
    if (reading.agent || ELSEWHERE.has(reading.task) || OPEN(reading.language).test(reading.instruction)) return [];
    if (isSpecifiedCode(reading) || isFactual(reading.instruction) || reading.worksOnMaterial) return [];
    if (reading.language !== 'en') {
      const open = openCircumstances(reading);
      return open.map((facet, place) => ({
        facet,
        missing: EVIDENT_MISSING - place / 20,
        importance: 0.9,
        findable: 0,
      }));
    }
    const { missing } = reading.assessment;
    // A rule that knows the case better phrases the same facet better: it goes first at equal probability.
    const isFocused = statedFacets(reading.prompt.slice(0, STATED_CHARS)).length >= MANY_STATED;
    const facets = isFocused ? FACETS.filter((facet) => facet !== 'scope_subtype') : FACETS;
    return facets.map((facet) => draftOf(facet, missing[facet], reading));
  },
};
