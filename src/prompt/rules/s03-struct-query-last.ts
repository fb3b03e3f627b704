import { touches } from '../lexer/index.ts';
import type { Reading } from '../reading.ts';
import type { RuleParam } from '../rule-param.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Span, Task } from '../types.ts';

const MIN_DATA_CHARS: RuleParam = {
  name: 'min_data_chars',
  kind: 'integer',
  default: 8_000,
  min: 1_000,
  max: 1_000_000,
  unit: 'characters',
  summary: 'From this much pasted data on the request is repeated behind it.',
};
const MAX_SENTENCE_CHARS = 300;
const MAX_LEAD_CHARS = 2_000;

/** An issue is material throughout; a role is no request. */
const ELSEWHERE: ReadonlySet<Task> = new Set(['bug-fix', 'system', 'persona']);

/** The pasted data that the prompt ends with: a fence, what stands between delimiters, or what stands in a tag. */
function closingData({ prompt, fences, spans }: Reading): Span | undefined {
  const end = prompt.trimEnd().length;
  const fence = fences.at(-1);
  if (fence && fence.end >= end) return fence;
  const last = spans.at(-1);
  if (last?.kind === 'block' && last.end >= end) return last;
  if (!last || last.kind !== 'tag' || last.end < end || !prompt.startsWith('</', last.start)) return undefined;
  const name = prompt.slice(last.start + 2, last.end - 1).trim();
  const open = spans.find(
    (span) =>
      span.kind === 'tag' && (prompt.startsWith(`<${name}>`, span.start) || prompt.startsWith(`<${name} `, span.start)),
  );
  return open && { start: open.start, end: last.end };
}

/** The sentence that makes the request: the last question or the first sentence of what stands before the data. */
function request({ prompt, sentences, spans }: Reading, data: Span): string | undefined {
  const before = sentences.filter(
    ({ start, end }) => end <= data.start && end - start <= MAX_SENTENCE_CHARS && end - start >= 10,
  );
  const question = before.findLast(({ end }) => /[?？]/.test(prompt.charAt(end - 1)));
  const chosen = question ?? before[0];
  if (!chosen || touches(spans, chosen)) return undefined;
  const text = prompt.slice(chosen.start, chosen.end);
  return /^[#<>*|-]|\n/.test(text) ? undefined : text;
}

export const s03: Rule = {
  id: 'S03',
  name: 'struct.query-last',
  kind: 'append',
  targets: ALL_TARGETS,
  tasks: tasksBut('bug-fix', 'persona', 'system'),
  summary: 'Repeats the author’s own request behind very long material.',
  when: 'More than 8,000 characters of pasted data end the prompt, and the request stands only before them.',
  whenNot: 'Something is said behind the data already.',
  evidence:
    'Anthropic, Long context tips (platform.claude.com, read 2026-11): queries at the end improve answers by up to 30 % in their tests; Liu et al., Lost in the Middle (TACL 2024, arXiv 2307.03172).',
  revision: 1,
  params: [MIN_DATA_CHARS],
  append: (reading, { headings, colon }) => {
    const minChars = reading.param('S03', MIN_DATA_CHARS);
    if (reading.prompt.length < minChars || ELSEWHERE.has(reading.task)) return undefined;
    const data = closingData(reading);
    if (!data || data.end - data.start < minChars || data.start > MAX_LEAD_CHARS) return undefined;
    const sentence = request(reading, data);
    return sentence === undefined
      ? undefined
      : { line: `${headings.S03}${colon}${sentence}`, reason: 'Behind long material the request is followed better.' };
  },
};
