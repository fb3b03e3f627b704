import { touches } from '../lexer/index.ts';
import { ownWords } from '../own-words.ts';
import { cutSentence, lineReader, standsInProse } from '../removal.ts';
import type { Reading } from '../reading.ts';
import type { RuleParam } from '../rule-param.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Edit } from '../types.ts';

/** Shorter sentences are repeated on purpose: refrains, labels, "Thank you." */
const MIN_CHARS: RuleParam = {
  name: 'min_chars',
  kind: 'integer',
  default: 30,
  min: 15,
  max: 2_000,
  unit: 'characters',
  summary: 'Shorter sentences may stand twice. In Chinese, Japanese and Korean two fifths of it count.',
};
const CJK_SHARE = 0.4;
/** Letters, blanks and plain punctuation: no figure, mark or quotation that something else in the text could pair with. */
const PLAIN = /^[\p{L}\p{M} ,;.!?…、，。；！？’'()-]+$/u;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/u;

function duplicates(reading: Reading): readonly Edit[] {
  const { prompt, prose, sentences, spans, fences } = reading;
  if (fences.some((fence) => !fence.closed)) return [];
  const seen = new Map<string, number>();
  const ownFirst = new Set<string>();
  const edits: Edit[] = [];
  const isOwn = reading.once(ownWords);
  const lineOf = lineReader(prompt);
  const minChars = reading.param('T05', MIN_CHARS);
  const minCharsCjk = minChars * CJK_SHARE;
  for (const sentence of sentences) {
    const length = sentence.end - sentence.start;
    if (length < minCharsCjk || length > 2_000) continue;
    const text = prose.slice(sentence.start, sentence.end);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times === 1 && isOwn(sentence) === 'head') ownFirst.add(text);
    if (times !== 2 || (length < minChars && !CJK.test(text))) continue;
    if (!ownFirst.has(text) || isOwn(sentence) === undefined) continue;
    if (!PLAIN.test(text) || touches(spans, sentence)) continue;
    const line = lineOf(sentence);
    if (!standsInProse(prompt, sentence, line)) continue;
    edits.push({
      ...cutSentence(prompt, sentence, line),
      text: '',
      rule: 'T05',
      reason: 'The same sentence stands earlier in the prompt.',
    });
  }
  // Said three times or more, a sentence is a refrain or a habit of the text, not an oversight.
  return edits.filter((edit) => seen.get(prose.slice(edit.start, edit.end).trim()) === 2);
}

export const t05: Rule = {
  id: 'T05',
  name: 'trim.duplicate',
  kind: 'edit',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Drops the later one of two identical sentences.',
  when: 'A sentence of some length stands twice, word for word, in running text.',
  whenNot: 'Lists, code, verse, quotations, what is said three times or more, and what may be pasted material.',
  evidence:
    'Shi et al., Large Language Models Can Be Easily Distracted by Irrelevant Context (ICML 2023, arXiv 2302.00093); Levy et al., Same Task, More Tokens (ACL 2024, arXiv 2402.14848): longer input lowers accuracy at the same task. That a repeated sentence counts as such is our own convention (2026-11).',
  revision: 3,
  params: [MIN_CHARS],
  edit: (reading) => (reading.task === 'persona' || reading.task === 'system' ? [] : duplicates(reading)),
};
