/** Whether a rewrite is still in the language of its prompt, judged by the sentences that are new in it. */
import { detectLanguage } from '../language.ts';
import type { Lexed } from '../lexer/index.ts';
import type { Reading } from '../reading.ts';
import type { Language } from '../types.ts';

/** What the detection reads of a text. */
const SAMPLE_CHARS = 500;
/** Fewer new letters say nothing of a language. */
const MIN_LETTERS = 12;
const MIN_PROMPT_LETTERS = 4;
/** Share of the letters from which a script is one the prompt is written in. */
const MIN_SCRIPT_SHARE = 0.1;
/** Latin words from which on a text that is not recognised is in a language without templates, not just short. */
const MIN_WORDS = 8;
/** A text of one language that shares less than this with another one is no rewrite of it. */
const MIN_SHARED = 0.15;

const SCRIPTS = {
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  cjk: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
} as const;
const LETTER = /\p{L}/gu;
const WORD = /[\p{L}\p{M}]+/gu;

export interface LanguageCheck {
  readonly prompt: Language;
  readonly rewrite: Language;
  readonly same: boolean;
}

/** @param folded the prompt with its answers, whose sentences are not the rewrite's own either */
export function compareLanguages(
  prompt: Reading,
  folded: Pick<Lexed, 'prose' | 'sentences'>,
  rewrite: Reading,
): LanguageCheck {
  const added = newProse(folded === prompt ? [prompt] : [prompt, folded], rewrite);
  const check = { prompt: prompt.language, rewrite: rewrite.language };
  const { prose } = prompt;
  const isTelling = (text: string, letters: number): boolean => (text.match(LETTER)?.length ?? 0) >= letters;
  if (!isTelling(added, MIN_LETTERS) || !isTelling(prose.slice(0, SAMPLE_CHARS), MIN_PROMPT_LETTERS))
    return { ...check, same: true };
  // An instruction stands before or behind what it is about, which may be in another language.
  const ends = [prose.slice(0, SAMPLE_CHARS), prose.slice(-SAMPLE_CHARS)];
  const [script = 'other'] = scriptsOf(added);
  if (!ends.some((end) => scriptsOf(end).includes(script))) return { ...check, same: false };
  const spoken = detectLanguage(added);
  // Answers can make certain what the prompt alone did not.
  const allowed = [prompt.language, ...[...ends, folded.prose].map(detectLanguage)];
  if (allowed.includes(spoken) && spoken !== 'unknown') return { ...check, same: true };
  // What is not recognised may be a list of terms; a whole text of many words is in another language.
  const isTold = spoken !== 'unknown' || (rewrite.language === 'unknown' && wordsOf(added).length >= MIN_WORDS);
  const isKnown = allowed.some((language) => language !== 'unknown') || wordsOf(prose).length >= MIN_WORDS;
  return { ...check, same: !(isTold && isKnown) || sharedWords(prose, added) >= MIN_SHARED };
}

/** The start of what the rewrite says in sentences that are not in the prompt. */
function newProse(known: readonly Pick<Lexed, 'prose' | 'sentences'>[], rewrite: Reading): string {
  const old = new Set<string>();
  for (const { prose, sentences } of known) for (const { start, end } of sentences) old.add(prose.slice(start, end));
  let added = '';
  for (const { start, end } of rewrite.sentences) {
    if (added.length >= SAMPLE_CHARS) break;
    const sentence = rewrite.prose.slice(start, end);
    if (!old.has(sentence)) added += `${sentence}\n`;
  }
  return added;
}

/** The scripts of the start of a text that have more than a few of its letters, the most used first. */
function scriptsOf(text: string): readonly string[] {
  const sample = text.slice(0, SAMPLE_CHARS);
  const letters = sample.match(LETTER)?.length ?? 0;
  const counts = Object.entries(SCRIPTS).map(([name, pattern]) => ({
    name,
    count: sample.match(pattern)?.length ?? 0,
  }));
  const other = letters - counts.reduce((sum, { count }) => sum + count, 0);
  return [...counts, { name: 'other', count: other }]
    .filter(({ count }) => count > letters * MIN_SCRIPT_SHARE)
    .toSorted((a, b) => b.count - a.count)
    .map(({ name }) => name);
}

function wordsOf(text: string): readonly string[] {
  return text.slice(0, SAMPLE_CHARS).toLowerCase().match(WORD) ?? [];
}

/** Share of the distinct words of `added` that the prompt has too. */
function sharedWords(prose: string, added: string): number {
  const words = new Set(wordsOf(added));
  if (words.size === 0) return 1;
  const known = new Set(wordsOf(prose));
  let shared = 0;
  for (const word of words) if (known.has(word)) shared += 1;
  return shared / words.size;
}
