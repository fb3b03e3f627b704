/** What a prompt says, counted: every count is of distinct things, so repetition adds nothing and a removal takes away. */
import {
  isEmptyField,
  isFiller,
  withoutCourtesy,
  withoutLabel,
  withoutPersona,
  withoutPlaceholders,
} from './filler.ts';
import { segments } from './segments.ts';
import { tokensOf } from './tokens.ts';
import { CONSTRAINT, GENERIC, isAsciiLower, kindOf, OUTPUT, VAGUE, WIDE } from './word-kind.ts';

export interface Signals {
  /** Words that carry a topic. */
  readonly words: number;
  /** Capitalised words inside a sentence. */
  readonly names: number;
  /** Identifiers, calls, paths, links. */
  readonly identifiers: number;
  readonly numbers: number;
  readonly quotes: number;
  readonly codeLines: number;
  /** Words that set a limit or a condition, in sentences that say something. */
  readonly constraints: number;
  /** Names of a form of output, in sentences that say something. */
  readonly outputs: number;
  /** Words that stand where a detail should stand. */
  readonly vagueWords: number;
  /** The prose that carries information, without courtesies and roles; cut off at `TEXT_CHARS`. */
  readonly text: string;
  /** Characters of all prose that carries information. */
  readonly textChars: number;
}

/** More text than this is not kept: what reads it is meant for short requests. */
const TEXT_CHARS = 600;
/** What a prompt of more than this says is plain from its start and end: each is read in part. */
const HEAD_CHARS = 48_000;
const TAIL_CHARS = 16_000;
/** A heading of fewer words is structure; of more, it is a title and says something. */
const TITLE_WORDS = 3;
/** Distinct things beyond this number change nothing. */
const MAX_DISTINCT = 4_000;

const QUOTED = /`[^`\n]{2,200}`|"[^"\n]{3,200}"|“[^”\n]{3,200}”|「[^」\n]{2,200}」/g;
const CODE_WORD = /[_()@]|[\p{L}\p{N}][.:/][\p{L}\p{N}]|\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u;
const NUMBER = /^\p{N}[\p{N}.,:/]*$/u;
/** No quotation without one of these. */
const QUOTE_MARKS = ['`', '"', '“', '「'];

class Counter {
  readonly #seen = new Set<string>();
  add(thing: string): void {
    if (this.#seen.size < MAX_DISTINCT) this.#seen.add(thing);
  }
  get size(): number {
    return this.#seen.size;
  }
}

/** Counts what a prompt says. Time is linear in its length up to a bound, and flat from there. */
export function signalsOf(prompt: string): Signals {
  const words = new Counter();
  const names = new Counter();
  const identifiers = new Counter();
  const numbers = new Counter();
  const quotes = new Counter();
  const codeLines = new Counter();
  const constraints = new Counter();
  const outputs = new Counter();
  const vagueWords = new Counter();
  const seen = new Set<string>();
  const texts: string[] = [];
  let textChars = 0;

  const countWord = (token: string, word: string, kinds: number, first: boolean, code: boolean): void => {
    const ascii = isAsciiLower(word);
    if (!code && ascii) {
      if (kinds & CONSTRAINT) constraints.add(word);
      if (kinds & OUTPUT) outputs.add(word);
      if (token === word || first || token.length < 2) {
        if (kinds & VAGUE) vagueWords.add(word);
        else if (!(kinds & GENERIC)) words.add(word);
        return;
      }
    }
    // Letters of which only the first may be a capital are none of the kinds below.
    const isWord = ascii && (token === word || token.slice(1) === word.slice(1));
    if (!isWord && NUMBER.test(word)) numbers.add(word);
    else if (!isWord && WIDE.test(word))
      for (let at = 0; at + 1 < word.length; at += 2) words.add(word.slice(at, at + 2));
    else if (!isWord && CODE_WORD.test(token)) identifiers.add(word);
    else if (!(kinds & (GENERIC | VAGUE))) {
      words.add(word);
      if (!first && token !== word) names.add(word);
    }
  };

  for (const { kind, text } of segments(extract(prompt))) {
    const code = kind === 'code';
    const said = code ? text : wordsOf(text);
    const tokens = tokensOf(said);
    const lower: string[] = [];
    const kinds: number[] = [];
    for (const token of tokens) {
      const word = isAsciiLower(token) ? token : token.toLowerCase();
      lower.push(word);
      kinds.push(kindOf(word));
    }
    if (isFiller(kinds) || (kind === 'heading' && tokens.length < TITLE_WORDS)) continue;
    const key = lower.join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    if (code) codeLines.add(key);
    else {
      textChars += said.length;
      if (texts.length < 40) texts.push(said.slice(0, TEXT_CHARS).trim());
      if (QUOTE_MARKS.some((mark) => said.includes(mark)))
        for (const match of said.match(QUOTED) ?? []) quotes.add(match.toLowerCase());
    }
    for (let at = 0; at < tokens.length; at++)
      countWord(tokens[at] ?? '', lower[at] ?? '', kinds[at] ?? 0, at === 0, code);
  }
  return {
    words: words.size,
    names: names.size,
    identifiers: identifiers.size,
    numbers: numbers.size,
    quotes: quotes.size,
    codeLines: codeLines.size,
    constraints: constraints.size,
    outputs: outputs.size,
    vagueWords: vagueWords.size,
    text: texts.join(' ').slice(0, TEXT_CHARS),
    textChars,
  };
}

/** What a sentence says beside courtesies, roles and places for details; nothing for a form field that is empty. */
function wordsOf(sentence: string): string {
  const filled = withoutPlaceholders(sentence);
  return isEmptyField(filled, filled !== sentence) ? '' : withoutPersona(withoutCourtesy(withoutLabel(filled)));
}

const extract = (prompt: string): string =>
  prompt.length <= HEAD_CHARS + TAIL_CHARS ? prompt : `${prompt.slice(0, HEAD_CHARS)}\n${prompt.slice(-TAIL_CHARS)}`;
