/** An improvement as a person reads it, in tool results and in prompt messages. */
import { isRecommended } from '../../prompt/recommendation.ts';
import type { Edit, Question, Score } from '../../prompt/types.ts';
import type { ImproveResult } from '../../services/types.ts';
import type { Assessment } from './improvement-schemas.ts';
import { fence, quote } from './markdown.ts';

const VERDICTS = {
  good: 'Nothing to change',
  improved: 'Improved',
  ask: 'Questions first',
} as const;

export function improvementText(prompt: string, result: ImproveResult): string {
  const parts = [heading(result), improvedText(result), editsText(prompt, result.edits), findingsText(result)];
  parts.push(questionsText(result.questions), storedText(result));
  return paragraphs(parts);
}

export function assessmentText(result: Assessment): string {
  return paragraphs([heading(result), findingsText(result), questionsText(result.questions)]);
}

function heading(result: Assessment): string {
  const title = isRecommended(result) ? 'Good as it is' : VERDICTS[result.verdict];
  return `**${title}.** ${result.summary}\n${scoreText(result.score, result.questions.length > 0)}`;
}

function scoreText(score: Score, open: boolean): string {
  const change = score.after === score.before ? `${score.before}` : `${score.before} → ${score.after}`;
  const potential = open ? `, ${score.potential} with the questions answered` : '';
  return `Score: ${change} of 100${potential}. ${score.reason}`;
}

function improvedText(result: ImproveResult): string {
  // An unchanged prompt is not repeated: the reader has it, and it may be a megabyte.
  return result.changed
    ? `Improved prompt:\n\n${fence(result.improved)}`
    : 'The prompt was left unchanged, byte for byte.';
}

function editsText(prompt: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return '';
  const lines = edits.map(
    (edit, index) =>
      `${index + 1}. ${changeText(prompt.slice(edit.start, edit.end), edit.text)} (${edit.rule}): ${edit.reason}`,
  );
  return `Changes:\n${lines.join('\n')}`;
}

function changeText(before: string, after: string): string {
  if (before === '') return `Added ${quote(after)}`;
  return after === '' ? `Removed ${quote(before)}` : `Replaced ${quote(before)} with ${quote(after)}`;
}

function findingsText({ summary, findings: all }: Assessment): string {
  // What the summary says already is not said twice.
  const findings = all.filter(({ message }) => !summary.includes(message));
  if (findings.length === 0) return '';
  const lines = findings.map(
    ({ severity, rule, message, advice }) =>
      `- ${severity} (${rule}): ${message}${advice === undefined ? '' : ` ${advice}`}`,
  );
  return `Findings:\n${lines.join('\n')}`;
}

function questionsText(questions: readonly Question[]): string {
  if (questions.length === 0) return '';
  const lines = questions.map((question, index) => {
    const options = question.options.map(({ label, effect }) => `   - ${label}: ${effect}`);
    return [`${index + 1}. ${question.text} [${question.id}]`, `   Why: ${question.reason}`, ...options].join('\n');
  });
  const answers = questions.map(({ id }) => `${JSON.stringify(id)}: "…"`).join(', ');
  const how = `To answer, call improve_prompt again with the same prompt and answers: {${answers}}; an option or any other text.`;
  return `Questions:\n${lines.join('\n')}\n\n${how}`;
}

function storedText(result: ImproveResult): string {
  if (result.improvementId !== undefined)
    return `Improvement ${result.improvementId}. Tell record_feedback whether it was of use.`;
  return result.storeError === undefined ? '' : `Not stored: ${result.storeError.code}: ${result.storeError.message}`;
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
