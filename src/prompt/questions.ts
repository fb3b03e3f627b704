/** Which questions are worth the author's time: the most valuable first, three at most. */
import { answeredInText, questionTemplate } from './answers.ts';
import { isBareOrder, isBriefRequest } from './brevity.ts';
import type { Reading } from './reading.ts';
import { WEIGHT } from './rule-param.ts';
import type { QuestionDraft, Rule } from './rule.ts';
import { templatesOf, type Templates } from './templates/index.ts';
import type { Facet, Question } from './types.ts';

const MAX_QUESTIONS = 3;
/** A question worth less than this costs more attention than its answer gives back. */
const MIN_VALUE = 0.24;

interface Candidate {
  readonly rule: string;
  readonly draft: QuestionDraft;
  readonly id: string;
  readonly value: number;
}

export function chooseQuestions(reading: Reading, rules: readonly Rule[]): readonly Question[] {
  const allowed = mayAsk(reading);
  const askers = rules.filter((rule) => rule.ask && (allowed || !rule.gated));
  const candidates = askers.flatMap((rule) =>
    (rule.ask?.(reading) ?? []).map((draft): Candidate => {
      const value = draft.missing * draft.importance * (reading.agent ? 1 - draft.findable : 1);
      const weighted = Math.min(1, value * reading.param(rule.id, WEIGHT));
      return { rule: rule.id, draft, id: `${rule.id}.${draft.facet}`, value: Math.round(weighted * 1000) / 1000 };
    }),
  );
  const unanswered = candidates.filter(({ draft, value }) => value >= MIN_VALUE && (allowed || draft.evident === true));
  if (unanswered.length === 0) return [];
  const stated = answeredInText(reading.prompt);
  const open = unanswered.filter(({ id }) => !stated.has(id)).toSorted((a, b) => b.value - a.value);
  const first = open.find(({ draft }) => draft.first);
  const facets = new Set<Facet>();
  const chosen: Question[] = [];
  const templates = templatesOf(reading.language);
  for (const candidate of first ? [first] : open) {
    if (chosen.length === MAX_QUESTIONS || facets.has(candidate.draft.facet)) continue;
    facets.add(candidate.draft.facet);
    const question = phrase(candidate, templates);
    if (question) chosen.push(question);
  }
  return chosen;
}

/** Where the words are not understood, only what the text shows by its form may be asked for. */
function mayAsk(reading: Reading): boolean {
  // The assessment asks in an unknown language only where the words themselves are plainly English.
  if (reading.assessment.ask || isBareOrder(reading)) return true;
  return reading.language !== 'unknown' && !reading.agent && isBriefRequest(reading);
}

function phrase({ rule, draft, id, value }: Candidate, templates: Templates): Question | undefined {
  const template = questionTemplate(templates, id, draft.variant);
  if (!template) return undefined;
  const { label, text, reason } = template;
  const options = template.options.map((option) =>
    typeof option === 'string'
      ? { label: option, effect: templates.adds(label + templates.colon + (option.endsWith('…') ? '…' : option)) }
      : { label: option[0], effect: option[1] },
  );
  return { id, rule, facet: draft.facet, text, reason, options, value };
}
