/**
 * The improver: reads a prompt, lets the rules propose, and keeps what holds. Pure, synchronous, linear in the length of
 * the prompt. The result is the original with recorded edits; nothing else changes a byte.
 */
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { appendLine, foldAnswers, readAnswers } from './answers.ts';
import { applyEdits, findOverlap, sortEdits } from './edits.ts';
import { chooseQuestions } from './questions.ts';
import { Reading } from './reading.ts';
import type { RuleSettings } from './rule-settings.ts';
import type { Rule } from './rule.ts';
import { isRuleId, RULES } from './rules/index.ts';
import { DEFAULT_SETTINGS } from './ruleset.ts';
import { toTenth } from './score/points.ts';
import { templatesOf } from './templates/index.ts';
import type { Edit, Facet, Finding, ImproveInput, Improvement, Question, Score, Verdict } from './types.ts';

/** More findings than this tell a reader nothing new. */
const MAX_FINDINGS = 100;
/** The same for constraints; without a bound the result would outgrow the prompt. */
const MAX_CONSTRAINTS = 200;
/** A rule that would edit more places than this has met a kind of text it was not made for. */
const MAX_EDITS_OF_RULE = 200;

/**
 * A better prompt with every change recorded, the questions that only its author can answer, and a score. The same input
 * gives the same result; nothing is read, sent or stored.
 *
 * @example
 * ```ts
 * const { verdict, improved, questions } = improve({ prompt: 'Fix the bug in the login form' });
 * // verdict 'ask', improved the prompt as it is, questions[0].id 'Q04.other'
 * improve({ prompt: 'Fix the bug in the login form', answers: { 'Q04.other': 'TypeError after Save' } });
 * ```
 *
 * @throws AppError `INVALID_ARGUMENT`, with field `only` for an unknown rule and `answers.<id>` for an unknown question
 */
export function improve(input: ImproveInput): Improvement {
  const { prompt, context, target, settings = DEFAULT_SETTINGS } = input;
  const rules = chosenRules(input.only, settings);
  const answers = readAnswers(input.answers);
  const original = new Reading(prompt, { context, target, settings });
  const folded = foldAnswers(original, answers);
  const facets = [...new Set(answers.map((answer) => answer.facet))];
  const full = folded.length === 0 ? original : original.of(applyEdits(prompt, folded), facets);
  const { edits: ruleEdits, improved: reading } = lastingEdits(full, rules, folded.length > 0);
  const edits = joinEdits(prompt, folded, ruleEdits);
  const improved = reading.prompt;

  // One round: whoever has answered is not asked again.
  const questions = answers.length > 0 ? [] : chooseQuestions(full, rules);
  const findings = rules
    .flatMap((rule) => rule.warn?.(full) ?? [])
    .flatMap((finding) => withinOriginal(finding, prompt.length));
  const changed = improved !== prompt;
  const verdict: Verdict = questions.length > 0 ? 'ask' : changed ? 'improved' : 'good';
  if (verdict === 'good') findings.push(...rules.flatMap((rule) => rule.praise?.(original) ?? []));

  return {
    improved,
    changed,
    verdict,
    summary: summarise(verdict, edits, questions, findings),
    edits,
    score: score(original, reading, facets, questions),
    findings: findings.slice(0, MAX_FINDINGS),
    questions,
    constraints: original.constraints.slice(0, MAX_CONSTRAINTS),
    language: original.language,
    task: original.task,
    secrets: original.secrets.map(({ start, end }) => ({ start, end })),
    rulesetHash: settings.hash,
  };
}

function chosenRules(only: readonly string[] | undefined, settings: RuleSettings): readonly Rule[] {
  const unknown = only?.find((id) => !isRuleId(id));
  if (unknown !== undefined) {
    throw new AppError('INVALID_ARGUMENT', `There is no rule "${named(unknown)}".`, {
      field: 'only',
      hint: `The rules are ${RULES.map((rule) => rule.id).join(', ')}.`,
    });
  }
  return RULES.filter((rule) => (only === undefined || only.includes(rule.id)) && settings.isOn(rule.id));
}

/**
 * The edits that the rules propose, if a second pass over their result proposes none; otherwise none at all. A prompt on
 * which rules would chase each other is left as it is, by every pass alike.
 */
function lastingEdits(
  reading: Reading,
  rules: readonly Rule[],
  hasBlock: boolean,
): { readonly edits: readonly Edit[]; readonly improved: Reading } {
  const edits = proposeEdits(reading, rules, hasBlock);
  if (edits.length === 0) return { edits, improved: reading };
  const improved = reading.of(applyEdits(reading.prompt, edits));
  return proposeEdits(improved, rules, false).length === 0 ? { edits, improved } : { edits: [], improved: reading };
}

/** Characters that rules may add to a prompt. */
export function growthLimit(promptChars: number): number {
  return Math.min(600, Math.floor(promptChars / 2) + 250);
}

/** What the rules change, as far as it fits: edits that overlap earlier ones, or add too much, are left out. */
function proposeEdits(reading: Reading, rules: readonly Rule[], hasBlock: boolean): readonly Edit[] {
  const kept: Edit[] = [];
  let growth = 0;
  let follows = hasBlock;
  const limit = growthLimit(reading.prompt.length);
  for (const rule of rules) {
    const line = reading.language === 'unknown' ? undefined : rule.append?.(reading, templatesOf(reading.language));
    const appended = line ? [appendLine(reading, line.line, follows, rule.id, line.reason)] : [];
    const proposed = [...(rule.edit?.(reading) ?? []), ...appended];
    const added = proposed.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
    if (
      proposed.length === 0 ||
      proposed.length > MAX_EDITS_OF_RULE ||
      growth + added > limit ||
      findOverlap([...kept, ...proposed])
    )
      continue;
    growth += added;
    follows ||= appended.length > 0;
    kept.push(...proposed);
  }
  return kept;
}

/** Edits of the prompt with its answers, as edits of the prompt alone. */
function joinEdits(prompt: string, folded: readonly Edit[], ruleEdits: readonly Edit[]): readonly Edit[] {
  const [first] = folded;
  if (!first) return sortEdits(ruleEdits);
  const block = folded.map((edit) => edit.text).join('');
  const blockEnd = prompt.length + block.length;
  const before = ruleEdits.filter((edit) => edit.end <= prompt.length && edit.start < prompt.length);
  const within = ruleEdits.filter((edit) => edit.end > prompt.length && edit.start < blockEnd);
  const after = ruleEdits.filter((edit) => edit.start >= blockEnd);
  const appended = within.length === 0 ? folded : [editedBlock(prompt, block, first, within)];
  return [...sortEdits(before), ...appended, ...after.map((edit) => movedTo(edit, prompt.length, prompt.length))];
}

function movedTo({ rule, text, reason }: Edit, start: number, end: number): Edit {
  return { rule, start, end, text, reason };
}

/** Rules have changed the lines of the answers: they become one edit with the result. */
function editedBlock(prompt: string, block: string, edit: Edit, within: readonly Edit[]): Edit {
  const start = Math.min(prompt.length, ...within.map((inner) => inner.start));
  const shifted = within.map((inner) => movedTo(inner, inner.start - start, inner.end - start));
  return { ...edit, start, end: prompt.length, text: applyEdits(prompt.slice(start) + block, shifted) };
}

function withinOriginal(finding: Finding, length: number): readonly Finding[] {
  if (finding.end <= length) return [finding];
  return finding.start < length ? [{ ...finding, end: length }] : [];
}

function score(original: Reading, improved: Reading, facets: readonly Facet[], questions: readonly Question[]): Score {
  const { score: before, parts, reason } = original.assessment;
  const changed = improved.prompt !== original.prompt;
  const after = changed ? Math.max(before, improved.assessment.score) : before;
  const open = [...facets, ...questions.map((question) => question.facet)];
  const potential = questions.length > 0 ? Math.max(after, improved.assessWith(open).score) : after;
  return { before: round(before), after: round(after), potential: round(potential), parts, reason };
}

/** To a tenth, within 0 and 100. */
function round(value: number): number {
  return Math.min(100, Math.max(0, toTenth(value)));
}

function summarise(
  verdict: Verdict,
  edits: readonly Edit[],
  questions: readonly Question[],
  findings: readonly Finding[],
): string {
  const warnings = findings.filter((finding) => finding.severity !== 'info').length;
  const warned = warnings === 0 ? '' : warnings === 1 ? ' There is one warning.' : ` There are ${warnings} warnings.`;
  const edited =
    edits.length === 0 ? '' : edits.length === 1 ? 'One edit was made.' : `${edits.length} edits were made.`;
  if (verdict === 'good') {
    const praise = findings.find((finding) => finding.rule === 'G01')?.message ?? 'Nothing to change.';
    return praise + warned;
  }
  if (verdict === 'improved') return edited + warned;
  const asked =
    questions.length === 1
      ? 'One detail is missing that only you know.'
      : `${questions.length} details are missing that only you know.`;
  return [edited, asked].filter(Boolean).join(' ') + warned;
}
