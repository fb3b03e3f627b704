/** Answers to questions: which there are, and how they become lines of the prompt. */
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { isSpace } from './lexer/chars.ts';
import type { Reading } from './reading.ts';
import { RULES } from './rules/index.ts';
import { QUESTION_KEYS, templatesOf, TEMPLATES } from './templates/index.ts';
import type { QuestionTemplate, Templates } from './templates/index.ts';
import type { Edit, Facet } from './types.ts';

interface QuestionId {
  readonly rule: string;
  readonly facet: Facet;
}

/** Every question id there is. */
const QUESTIONS: ReadonlyMap<string, QuestionId> = new Map(
  RULES.flatMap((rule) =>
    (rule.asks ?? []).map((facet): [string, QuestionId] => [`${rule.id}.${facet}`, { rule: rule.id, facet }]),
  ),
);

export interface Answer extends QuestionId {
  readonly id: string;
  readonly text: string;
}

/**
 * The answers that say something, in the order given.
 *
 * @throws AppError `INVALID_ARGUMENT` for an id that is not one of a question; its field is `answers.<id>`.
 */
export function readAnswers(answers: Readonly<Record<string, string>> = {}): readonly Answer[] {
  const read: Answer[] = [];
  for (const [id, text] of Object.entries(answers)) {
    const question = QUESTIONS.get(id);
    const shown = named(id);
    if (!question) {
      throw new AppError('INVALID_ARGUMENT', `There is no question with the id "${shown}".`, {
        field: `answers.${shown}`,
        hint: 'Use the ids that came back in questions[].id.',
      });
    }
    if (typeof text !== 'string') {
      throw new AppError('INVALID_ARGUMENT', `The answer to "${shown}" is not a text.`, { field: `answers.${shown}` });
    }
    if (text.trim() !== '') read.push({ id, ...question, text: text.trim() });
  }
  return read;
}

/** The wording of a question, with the variant where there is one. */
export function questionTemplate(templates: Templates, id: string, variant?: string): QuestionTemplate | undefined {
  const wanted = variant === undefined ? id : `${id}/${variant}`;
  const key =
    QUESTION_KEYS.find((candidate) => candidate === wanted) ?? QUESTION_KEYS.find((candidate) => candidate === id);
  return key && templates.questions[key];
}

/** One appended line for each answer that the prompt does not hold yet, in the prompt's own language. */
export function foldAnswers(reading: Reading, answers: readonly Answer[]): readonly Edit[] {
  if (answers.length === 0) return [];
  const edits: Edit[] = [];
  const lines = new Set(reading.prompt.split('\n').map((line) => line.trim()));
  const holds = (form: string): boolean => (form.includes('\n') ? reading.prompt.includes(form) : lines.has(form));
  const added = new Set<string>();
  for (const answer of answers) {
    const line = answerLine(reading, answer);
    if (added.has(line) || possibleLines(answer).some(holds)) continue;
    added.add(line);
    edits.push(appendLine(reading, line, edits.length > 0, answer.rule, 'You gave this answer.'));
  }
  return edits;
}

/** The lines an answer can have become in an earlier call: adding them may have changed the language of the prompt. */
function possibleLines(answer: Answer): readonly string[] {
  const keys = QUESTION_KEYS.filter((key) => key === answer.id || key.startsWith(`${answer.id}/`));
  const labelled = Object.values(TEMPLATES).flatMap(({ questions, colon }) =>
    keys.map((key) => questions[key].label + colon + answer.text),
  );
  return [answer.text, ...labelled];
}

function answerLine(reading: Reading, answer: Answer): string {
  // A label in another language would be a foreign word in the prompt.
  if (reading.language === 'unknown') return answer.text;
  const templates = templatesOf(reading.language);
  const variant = answer.rule === 'Q02' && reading.agent ? 'agent' : undefined;
  const label = questionTemplate(templates, answer.id, variant)?.label;
  return label === undefined ? answer.text : `${label}${templates.colon}${answer.text}`;
}

/** An insertion at the end of the prompt; the first one of several closes what is open and leaves a blank line. */
export function appendLine(reading: Reading, line: string, follows: boolean, rule: string, reason: string): Edit {
  const { prompt, newline } = reading;
  const end = prompt.length;
  const separator = follows ? newline : blockSeparator(reading);
  return { rule, start: end, end, text: separator + line, reason };
}

function blockSeparator({ prompt, newline, fences }: Reading): string {
  const open = fences.at(-1);
  if (open && !open.closed) return `${prompt.endsWith('\n') ? '' : newline}${open.mark}${newline}${newline}`;
  if (!prompt.endsWith('\n')) return prompt === '' ? '' : newline + newline;
  let lineStart = prompt.length - 1;
  while (lineStart > 0 && prompt.charCodeAt(lineStart - 1) !== 10 && isSpace(prompt.charCodeAt(lineStart - 1)))
    lineStart--;
  const blankLine = lineStart === 0 || prompt.charCodeAt(lineStart - 1) === 10;
  return blankLine ? '' : newline;
}

/** French sets a narrow space before a colon; people type a plain one. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** Heads of answer lines → question id, in all languages: what a prompt already states in this form is not asked again. */
const LABELS: ReadonlyMap<string, readonly string[]> = (() => {
  const labels = new Map<string, string[]>();
  for (const templates of Object.values(TEMPLATES)) {
    for (const key of QUESTION_KEYS) {
      const head = plainSpaces(templates.questions[key].label + templates.colon.trimEnd());
      labels.set(head, [...(labels.get(head) ?? []), key.replace(/\/.*$/, '')]);
    }
  }
  return labels;
})();
const MAX_LABEL_CHARS = 60;

/** Ids of the questions that lines of the prompt answer, as `foldAnswers` writes them. A placeholder is no answer. */
export function answeredInText(prompt: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (let start = 0; start < prompt.length;) {
    const newline = prompt.indexOf('\n', start);
    const end = newline === -1 ? prompt.length : newline;
    const line = prompt.slice(start, Math.min(end, start + MAX_LABEL_CHARS));
    const colon = line.search(/[:：]/);
    if (colon > 0 && /^\s*[^\s[{<(…_]/.test(line.slice(colon + 1))) {
      for (const id of LABELS.get(plainSpaces(line.slice(0, colon + 1))) ?? []) ids.add(id);
    }
    start = end + 1;
  }
  return ids;
}
