import { touches } from '../lexer/index.ts';
import type { Reading } from '../reading.ts';
import type { RuleParam } from '../rule-param.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Span } from '../types.ts';

const MIN_LINES: RuleParam = {
  name: 'min_lines',
  kind: 'integer',
  default: 3,
  min: 2,
  max: 100,
  unit: 'lines',
  summary: 'Shorter blocks of code stay as they are.',
};
const MAX_LINES_READ = 4_000;
/** Certain marks of code, logs and JSON, tested on the first characters of a line. */
const CODE_LINE =
  /^(?:\s*(?:def \w+\(|class \w+[(:{]|import [\w.{*]|from [\w.]+ import|(?:export |async |public |private |static ){0,3}function \w|(?:const|let|var) \w+ ?=|return\b.*;?$|if ?\(.*\) ?\{?$|for ?\(.*\) ?\{?$|while ?\(.*\) ?\{?$|\} ?else ?\{?$|#include ?<|using \w[\w.]*;|package \w|SELECT .* FROM |INSERT INTO |CREATE TABLE|at [\w$.<>]+\(|File ".*", line \d|Traceback \(most|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?(?:INFO|WARN|ERROR|DEBUG)\]?[ :]|"[\w -]+" ?: ?.{0,200},?$|[{}[\]()]{1,3}[,;]?$|\w+\(.*\);?$|[\w.[\]]+ ?[-+*/]?= ?.*[;)\]]$)|.*[;{]\s*$)/u;
const INDENTED = /^(?: {2,}|\t)\S/u;
/** Closes or continues code, but does not open it. */
const MAX_LINE_CHARS = 400;

interface Block extends Span {
  readonly lines: number;
}

/** Runs of lines that are code throughout, with a blank line or an end of the text on both sides. */
function codeBlocks(reading: Reading): readonly Block[] {
  const { prompt } = reading;
  const blocks: Block[] = [];
  let start = -1;
  let end = -1;
  let lines = 0;
  let clean = true;
  let previousBlank = true;
  let at = 0;
  for (let read = 0; at <= prompt.length && read < MAX_LINES_READ; read++) {
    const newline = prompt.indexOf('\n', at);
    const lineEnd = newline === -1 ? prompt.length : newline;
    const line = prompt.slice(at, Math.min(lineEnd, at + MAX_LINE_CHARS)).trimEnd();
    const blank = line === '';
    const code = !blank && (CODE_LINE.test(line) || (start !== -1 && INDENTED.test(line)));
    if (code) {
      if (start === -1) [start, lines, clean] = [at, 0, previousBlank];
      lines++;
      end = lineEnd;
    } else if (!blank && start !== -1) {
      // Prose right behind code, without a blank line: where the code ends is a guess.
      blocks.push({ start, end: clean && previousBlank ? end : -1, lines });
      start = -1;
    }
    previousBlank = blank || (!code && /[:：]$/.test(line));
    if (newline === -1) at = prompt.length + 1;
    else at = newline + 1;
  }
  if (start !== -1) blocks.push({ start, end: clean ? end : -1, lines });
  const minLines = reading.param('S02', MIN_LINES);
  return blocks.filter((block) => block.lines >= minLines);
}

function delimits({ spans, fences }: Reading): boolean {
  return fences.length > 0 || spans.some((span) => span.kind === 'tag' || span.kind === 'block');
}

/** A request in words stands beside the code. */
function hasRequest({ prompt, sentences }: Reading, block: Span): boolean {
  return sentences.some(
    ({ start, end }) =>
      (end <= block.start || start >= block.end) &&
      prompt.slice(start, end).split(/\s+/).length >= 3 &&
      !CODE_LINE.test(prompt.slice(start, Math.min(end, start + MAX_LINE_CHARS))),
  );
}

function certain(reading: Reading): Block | undefined {
  const blocks = reading.once(codeBlocks);
  const [block] = blocks;
  if (!block || blocks.length > 1 || block.end === -1) return undefined;
  // A span that crosses the border would be torn.
  const crossing = reading.spans.some(
    (span) => (span.start < block.start && span.end > block.start) || (span.start < block.end && span.end > block.end),
  );
  return crossing || !hasRequest(reading, block) ? undefined : block;
}

export const s02: Rule = {
  id: 'S02',
  name: 'struct.delimit',
  kind: 'edit',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Puts a fence around code, logs or JSON that stand bare beside the request.',
  when: 'Three or more lines of code stand apart from the request, and nothing is fenced.',
  whenNot:
    'Something is fenced, tagged or between delimiters already; where the code begins or ends is uncertain (then it is pointed out).',
  evidence:
    'OpenAI, Reasoning best practices (platform.openai.com, 2025): use delimiters for clarity; He et al., Does Prompt Formatting Have Any Impact on LLM Performance? (2024-11, arXiv 2411.10541): form alone moves results, less so in larger models.',
  revision: 1,
  params: [MIN_LINES],
  edit: (reading) => {
    if (reading.language === 'unknown' || delimits(reading) || reading.task === 'system' || reading.task === 'persona')
      return [];
    const block = reading.once(certain);
    if (!block || reading.prompt.slice(block.start, block.end).includes('```')) return [];
    const { newline, prompt } = reading;
    const end = prompt.charCodeAt(block.end - 1) === 13 ? block.end - 1 : block.end;
    const reason = 'A fence tells the code from the request.';
    return [
      { rule: 'S02', start: block.start, end: block.start, text: `\`\`\`${newline}`, reason },
      { rule: 'S02', start: end, end, text: `${newline}\`\`\``, reason },
    ];
  },
  warn: (reading) => {
    if (delimits(reading) || reading.task === 'system' || reading.task === 'persona') return [];
    const [block] = reading.once(codeBlocks);
    if (!block || (reading.language !== 'unknown' && reading.once(certain))) return [];
    const lineEnd = reading.prompt.indexOf('\n', block.start);
    const end = lineEnd === -1 ? reading.prompt.length : lineEnd;
    if (touches(reading.fences, { start: block.start, end })) return [];
    return [
      {
        rule: 'S02',
        severity: 'low',
        start: block.start,
        end,
        message: 'Code begins here without a mark of where it ends.',
        advice: 'Put a fence of three backticks around it.',
      },
    ];
  },
};
