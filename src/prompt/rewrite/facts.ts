/**
 * What a text states that cannot be made up: numbers, links, e-mail addresses, paths, mentions, identifiers, quotations.
 * Found in the raw text, inside code and quotations too, so that what a prompt holds anywhere is known.
 */
import { isAsciiLetter, isSpace, isWord } from '../lexer/chars.ts';
import type { ProtectedSpan } from '../lexer/protected-span.ts';
import { readToken } from '../lexer/token.ts';
import type { Span } from '../types.ts';

export type FactType = 'number' | 'url' | 'email' | 'path' | 'mention' | 'identifier' | 'quote';

export interface Fact extends Span {
  readonly type: FactType;
  /** What has to be known for the fact not to be new. */
  readonly key: string;
}

const NUMBER = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu;
const FLAG = /--[a-z][\w-]+/y;
const CAMEL = /^[a-z]+(?:[A-Z][a-z0-9]*)+$/;
const PASCAL = /^(?:[A-Z][a-z0-9]+){2,}$/;
const SNAKE = /^\w*[A-Za-z0-9]_\w+$/;
/** A plain tag that wraps something is structure. */
const TAG = /<\/?[A-Za-z][\w-]*>/y;
/** What follows the name of a tag is said. */
const TAG_NAME = /<\/?[\w:.-]+/y;
/** The number of a list item is structure, as long as it counts up from 1. */
const LIST_MARK = /^[ \t]*([1-9])[.)][ \t]/gm;
/** The mark of a block and its language, which are structure; what follows them on the line is said. */
const FENCE_HEAD = /(?:`{3,}|~{3,})[ \t]*[\w+#.-]*/y;
/** `and/or` is no path: one has a root, a second slash, or a file type. */
const PATH = /^(?:[/~.]|[A-Za-z]:\\)|[/\\].*[/\\]|\.[A-Za-z]\w{0,7}$/;

/** In no order; a number inside a path is told beside the path. `spans` are the protected spans of the text. */
export function findFacts(text: string, spans: readonly ProtectedSpan[]): readonly Fact[] {
  return [...tokens(text), ...quotes(text, spans), ...identifiers(text), ...numbers(text)];
}

function tokens(text: string): readonly Fact[] {
  const facts: Fact[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || code > 126) {
      at++;
      continue;
    }
    TAG.lastIndex = at;
    if (code === 60 && TAG.test(text)) {
      at = TAG.lastIndex;
      continue;
    }
    const { span, end } = readToken(text, at, text.length);
    if (span && span.kind !== 'number') {
      const key = text.slice(span.start, span.end);
      const type = span.kind === 'url' || span.kind === 'email' || span.kind === 'mention' ? span.kind : 'path';
      if (type !== 'path' || PATH.test(key)) facts.push({ type, start: span.start, end: span.end, key });
    }
    at = Math.max(at + 1, end);
  }
  return facts;
}

/** Quotations; a marked piece of code is one too, and so are the attributes of a tag and every line of a fenced block. */
function quotes(text: string, spans: readonly ProtectedSpan[]): readonly Fact[] {
  const facts: Fact[] = [];
  for (const { kind, start, end } of spans) {
    if (kind === 'quote') addQuote(text, start + 1, end - 1, facts);
    if (kind === 'code') addQuote(text, start, end, facts);
    if (kind === 'fence') fencedLines(text, start, end, facts);
    if (kind === 'tag') {
      TAG_NAME.lastIndex = start;
      addQuote(text, start + (TAG_NAME.exec(text)?.[0].length ?? 0), end - 1, facts);
    }
  }
  return facts;
}

function fencedLines(text: string, start: number, end: number, facts: Fact[]): void {
  let at = text.indexOf('\n', start);
  FENCE_HEAD.lastIndex = start;
  const headEnd = FENCE_HEAD.exec(text)?.[0].length ?? 0;
  const firstEnd = at === -1 || at > end ? end : at;
  if (headEnd > 0 && start + headEnd < firstEnd) addQuote(text, start + headEnd, firstEnd, facts);
  while (at !== -1 && at + 1 < end) {
    const next = text.indexOf('\n', at + 1);
    const lineEnd = next === -1 || next > end ? end : next;
    const isMark = /^[\s>]*(?:`{3,}|~{3,})\s*$/.test(text.slice(at + 1, Math.min(lineEnd, at + 41)));
    if (!isMark) addQuote(text, at + 1, lineEnd, facts);
    at = next;
  }
}

function addQuote(text: string, from: number, to: number, facts: Fact[]): void {
  let [start, end] = [from, to];
  while (start < end && !isNamed(text.charCodeAt(start))) start++;
  while (end > start && !isNamed(text.charCodeAt(end - 1))) end--;
  if (start < end) facts.push({ type: 'quote', start, end, key: text.slice(start, end).toLowerCase() });
}

/** Marks and blanks at the ends of a quotation say nothing. */
function isNamed(code: number): boolean {
  return isAsciiLetter(code) || (code >= 48 && code <= 57) || code > 126;
}

function identifiers(text: string): readonly Fact[] {
  const facts: Fact[] = [];
  for (let at = 0; at < text.length;) {
    const { end, telling } = wordAt(text, at);
    if (telling) {
      const word = text.slice(at, end);
      const isIdentifier = word.endsWith('()') || SNAKE.test(word) || CAMEL.test(word) || PASCAL.test(word);
      // A name is the same name with other capitals: javascript, JavaScript.
      const key = PASCAL.test(word) ? word.toLowerCase() : word;
      if (isIdentifier) facts.push({ type: 'identifier', start: at, end, key });
    }
    const flagEnd = end === at ? flagAt(text, at) : 0;
    if (flagEnd > 0 && !/[!\w]/.test(text.charAt(at - 1)))
      facts.push({ type: 'identifier', start: at, end: flagEnd, key: text.slice(at, flagEnd) });
    at = Math.max(at + 1, end, flagEnd);
  }
  return facts;
}

/** The word at a place with `()` behind it, and whether it holds what sets a name of code apart from a word. */
function wordAt(text: string, at: number): { readonly end: number; readonly telling: boolean } {
  let end = at;
  let telling = false;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isWord(code) && code !== 36) break;
    telling ||= code === 95 || (end > at && code >= 65 && code <= 90);
  }
  const called = end > at && text.startsWith('()', end);
  return called ? { end: end + 2, telling: true } : { end, telling };
}

/** End of the `--flag` at a place, 0 if there is none. */
function flagAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 45) return 0;
  FLAG.lastIndex = at;
  return FLAG.test(text) ? FLAG.lastIndex : 0;
}

function numbers(text: string): readonly Fact[] {
  const marks = new Set<number>();
  let last = 0;
  for (const { 0: match, 1: digit = '', index } of text.matchAll(LIST_MARK)) {
    const count = Number(digit);
    if (count !== 1 && count !== last + 1) continue;
    marks.add(index + match.indexOf(digit));
    last = count;
  }
  const facts: Fact[] = [];
  for (const { 0: key, index } of text.matchAll(NUMBER)) {
    if (!marks.has(index)) facts.push({ type: 'number', start: index, end: index + key.length, key });
  }
  return facts;
}
