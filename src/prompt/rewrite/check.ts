/**
 * Judges a rewrite of a prompt that somebody else made, such as the model of the host: accepted only if nothing the
 * author said is lost and nothing nobody said is added. Pure, linear in the length of both texts.
 */
import { readAnswers } from '../answers.ts';
import { sharedTopic, topicOf } from '../compare-topic.ts';
import { lex } from '../lexer/index.ts';
import { Reading, type ReadingOptions } from '../reading.ts';
import { EQUAL_POINTS, toTenth } from '../score/points.ts';
import { excerpt } from './excerpt.ts';
import { lostConstraints } from './lost-constraints.ts';
import { keptSpans, missingSpans } from './kept-spans.ts';
import { compareLanguages, type LanguageCheck } from './language.ts';
import { maxRewriteChars, withAnswers } from './length.ts';
import { maskAlike } from './masking.ts';
import { newFacts } from './new-facts.ts';
import { asks, opensLikeAnswer, stillAsks } from './request.ts';
import type { CheckRewriteInput, RewriteCheck, RewriteIssue } from './types.ts';
import { numberText } from '../../errors/number-text.ts';

/** More issues than this tell a reader nothing new. */
const MAX_ISSUES = 100;
/** Topic words from which on a rewrite without any of them is about something else. */
const MIN_TOPIC = 3;

/** Both texts with their secrets masked, which moves no offset. */
interface Pair {
  readonly prompt: Reading;
  readonly rewrite: Reading;
  /** What the rewrite may take facts from, beside the prompt. */
  readonly known: readonly string[];
}

/**
 * Whether a rewrite may stand for the prompt, and if not, everything that it lost or made up. Secrets are compared, and shown
 * masked.
 *
 * @throws AppError `INVALID_ARGUMENT` with field `answers.<id>` for an answer to no question
 */
export function checkRewrite(input: CheckRewriteInput): RewriteCheck {
  const { prompt, rewrite, context, target } = input;
  const options: ReadingOptions = { context, target };
  const answers = readAnswers(input.answers);
  const original = new Reading(prompt, options);
  const folded = withAnswers(original, answers);
  const maxChars = maxRewriteChars(folded);
  const told = [context?.text, context?.codeLanguage, context?.testCommand, context?.files?.join('\n')];
  const texts = [
    prompt,
    rewrite,
    folded,
    ...answers.map(({ text }) => text),
    ...told.filter((text) => text !== undefined),
  ];
  const [maskedPrompt = '', maskedRewrite = '', maskedFolded = '', ...known] = maskAlike(
    texts,
    new Map([[prompt, original.secrets]]),
  );
  const pair: Pair = {
    prompt: maskedPrompt === prompt ? original : original.of(maskedPrompt),
    rewrite: original.of(maskedRewrite),
    known: [maskedFolded, ...known],
  };
  const language = compareLanguages(
    pair.prompt,
    maskedFolded === maskedPrompt ? pair.prompt : lex(maskedFolded),
    pair.rewrite,
  );
  const issues =
    rewrite === prompt
      ? []
      : [
          ...spanIssues(pair, original),
          ...constraintIssues(pair),
          ...factIssues(pair),
          ...growthIssues(rewrite.length, maxChars),
          ...languageIssues(pair, language),
          ...requestIssues(pair),
        ];
  const before = toTenth(original.assessment.score);
  const after = toTenth((maskedRewrite === rewrite ? pair.rewrite : original.of(rewrite)).assessment.score);
  const score = { before, after, worse: before - after > EQUAL_POINTS };
  return {
    accepted: issues.length === 0,
    summary: summarise(issues, score, rewrite === prompt),
    issues: issues.slice(0, MAX_ISSUES),
    moreIssues: issues.length > MAX_ISSUES,
    score,
    chars: rewrite.length,
    maxChars,
    language: { prompt: language.prompt, rewrite: language.rewrite },
  };
}

function spanIssues({ prompt, rewrite }: Pair, original: Reading): readonly RewriteIssue[] {
  const kept = keptSpans(prompt.prompt, prompt.spans, original.secrets);
  const held = keptSpans(rewrite.prompt, rewrite.spans, []);
  return missingSpans(kept, rewrite.prompt, held, MAX_ISSUES + 1).map(({ kind, text, start, end, reason }) => ({
    kind: reason === 'lost' ? 'lost_span' : 'moved_span',
    type: kind,
    text: excerpt(text),
    in: 'prompt',
    start,
    end,
    message:
      reason === 'lost'
        ? `${NAMES[kind]} of the prompt is not in the rewrite, or less often.`
        : `${NAMES[kind]} of the prompt no longer stands behind what came before it.`,
  }));
}

function constraintIssues({ prompt, rewrite }: Pair): readonly RewriteIssue[] {
  return lostConstraints(prompt, rewrite).map(({ type, start, end }) => ({
    kind: 'lost_constraint',
    type,
    text: excerpt(prompt.prompt.slice(start, end)),
    in: 'prompt',
    start,
    end,
    message: `The prompt states a requirement on the answer (${type}) that the rewrite does not state.`,
  }));
}

function factIssues({ prompt, rewrite, known }: Pair): readonly RewriteIssue[] {
  return newFacts(rewrite, prompt, known, MAX_ISSUES + 1).map(({ type, start, end }) => ({
    kind: 'added_fact',
    type,
    text: excerpt(rewrite.prompt.slice(start, end)),
    in: 'rewrite',
    start,
    end,
    message: `${NAMES[type]} in the rewrite is in neither the prompt, its context nor the answers.`,
  }));
}

function growthIssues(chars: number, maxChars: number): readonly RewriteIssue[] {
  if (chars <= maxChars) return [];
  const message = `The rewrite has ${numberText(chars)} characters; at most ${numberText(maxChars)} are allowed.`;
  return [
    { kind: 'too_long', text: numberText(chars - maxChars), in: 'rewrite', start: maxChars, end: chars, message },
  ];
}

function languageIssues({ rewrite }: Pair, { prompt, rewrite: spoken, same }: LanguageCheck): readonly RewriteIssue[] {
  if (same) return [];
  const names = prompt === spoken || prompt === 'unknown' || spoken === 'unknown' ? '' : ` (${prompt}, ${spoken})`;
  const message = `The rewrite says what it adds in another language than the prompt${names}.`;
  return [{ kind: 'other_language', text: excerpt(rewrite.prompt), in: 'rewrite', message }];
}

function requestIssues({ prompt, rewrite }: Pair): readonly RewriteIssue[] {
  const issue = (message: string): readonly RewriteIssue[] => [
    { kind: 'not_a_rewrite', text: excerpt(rewrite.prompt), in: 'rewrite', message },
  ];
  if (rewrite.prompt.trim() === '') return issue('The rewrite is empty.');
  if (opensLikeAnswer(rewrite.prompt) && !opensLikeAnswer(prompt.prompt))
    return issue('It begins like an answer, not like a prompt.');
  if (prompt.language !== 'unknown' && asks(prompt) && !stillAsks(prompt, rewrite))
    return issue('The prompt asks for something, the rewrite does not: it looks like an answer.');
  const topic = topicOf(prompt.prompt);
  if (topic.size >= MIN_TOPIC && sharedTopic(topic, topicOf(rewrite.prompt)) === 0)
    return issue('No word that carries the topic of the prompt is left.');
  return [];
}

const NAMES: Readonly<Record<string, string>> = {
  fence: 'A block of code',
  code: 'Code',
  url: 'A link',
  email: 'An e-mail address',
  tag: 'A tag',
  placeholder: 'A placeholder',
  quote: 'A quotation',
  path: 'A path',
  number: 'A number',
  mention: 'A mention',
  identifier: 'A name of code',
  secret: 'A secret',
};

function summarise(issues: readonly RewriteIssue[], score: RewriteCheck['score'], same: boolean): string {
  if (same) return 'The rewrite is the prompt, unchanged.';
  const change = `${score.before} → ${score.after}`;
  const scored = score.worse
    ? `It scores lower than the prompt (${change}): it tells a reader less.`
    : `Score ${change}.`;
  if (issues.length === 0) return `Accepted: nothing is lost and nothing was made up. ${scored}`;
  const [first] = issues;
  const further =
    issues.length === 1
      ? ''
      : ` There are ${issues.length > MAX_ISSUES ? 'more than 100' : issues.length} reasons in all.`;
  return `Not accepted. ${first?.message ?? ''}${further} ${scored}`;
}
