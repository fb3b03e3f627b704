/**
 * Spans that no edit may touch: code, links, addresses, tags, placeholders, quotations, paths, numbers, mentions.
 * The scanner goes over the text once, from left to right. Where a kind needs to know the next closing mark, the answer
 * is kept until the scan has passed it, so a text full of marks that are never closed stays linear.
 */
import { LF, isAsciiLetter, isCjk, isDigit, isSpace, isWord } from './chars.ts';
import { findBlocks } from './blocks.ts';
import { findFences, type Fence } from './fences.ts';
import type { ProtectedSpan } from './protected-span.ts';
import { readToken } from './token.ts';

/** Opening quotation mark → marks that close it. A body holds neither the opening nor a closing mark. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['„', '“”'],
  ['‘', '’'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['〈', '〉'],
]);
const QUOTE_CODES = new Set([...QUOTES.keys()].map((mark) => mark.charCodeAt(0)));
const CURRENCY = new Set([...'$€£¥₹'].map((sign) => sign.charCodeAt(0)));
const CLOSING_UNIT = new Set([...'%‰°€£¥₹'].map((sign) => sign.charCodeAt(0)));
const MAX_SINGLE_QUOTE = 300;

export interface ProtectedText {
  /** In order of their place, never overlapping. */
  readonly spans: readonly ProtectedSpan[];
  readonly fences: readonly Fence[];
}

export function findProtected(text: string): ProtectedText {
  const fences = findFences(text);
  const scanner = new Scanner(text);
  const spans: ProtectedSpan[] = [];
  let at = 0;
  for (const { kind, start, end } of regions(text, fences)) {
    scanner.scan(at, start, spans);
    spans.push({ kind, start, end });
    at = end;
  }
  scanner.scan(at, text.length, spans);
  return { spans, fences };
}

/** Fences and blocks; of one inside the other the outer, and of a fence and a block that cross, the fence. */
function regions(text: string, fences: readonly Fence[]): readonly ProtectedSpan[] {
  const merged: ProtectedSpan[] = [];
  let next = 0;
  const takeFences = (until: number): void => {
    for (let fence = fences[next]; fence && fence.end <= until; fence = fences[next]) {
      merged.push({ kind: 'fence', start: fence.start, end: fence.end });
      next++;
    }
  };
  for (const { start, end } of findBlocks(text)) {
    takeFences(start);
    let behind = next;
    while ((fences[behind]?.start ?? Infinity) < end) behind++;
    const crosses = behind > next && ((fences[next]?.start ?? end) < start || (fences[behind - 1]?.end ?? 0) > end);
    if (crosses) continue;
    merged.push({ kind: 'block', start, end });
    next = behind;
  }
  takeFences(Infinity);
  return merged;
}

/** End of a word of letters with a blank or line end behind it, which is most of any text; `at` for anything else. */
function plainWordEnd(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && isAsciiLetter(text.charCodeAt(end))) end++;
  const next = end < to ? text.charCodeAt(end) : 32;
  return next === 32 || next === LF ? end : at;
}

class Scanner {
  readonly #text: string;
  readonly #next = new Map<string, number>();
  /** No token before this place holds a span. */
  #plainUntil = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Place of the next `mark` at or after `from`, or Infinity. `from` only grows from call to call. */
  #find(mark: string, from: number): number {
    const known = this.#next.get(mark);
    if (known !== undefined && known >= from) return known;
    const found = this.#text.indexOf(mark, from);
    const place = found === -1 ? Infinity : found;
    this.#next.set(mark, place);
    return place;
  }

  scan(from: number, to: number, spans: ProtectedSpan[]): void {
    const text = this.#text;
    let at = from;
    while (at < to) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === LF) {
        at++;
        continue;
      }
      const plain = isAsciiLetter(code) ? plainWordEnd(text, at, to) : at;
      if (plain > at) {
        at = plain;
        continue;
      }
      const span = this.#spanAt(at, from, to);
      if (span) spans.push(span);
      at = span ? span.end : this.#skipFrom(at, to);
    }
  }

  /** The next place where a span can start. Words are passed over as a whole. */
  #skipFrom(at: number, to: number): number {
    if (!isWord(this.#text.charCodeAt(at))) return at + 1;
    let end = at + 1;
    while (end < to && isWord(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #spanAt(at: number, from: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code > 126) {
      if (QUOTE_CODES.has(code)) return this.#pairedQuote(at, to);
      return CURRENCY.has(code) ? this.#amount(at, to) : undefined;
    }
    switch (code) {
      case 96: // `
        return this.#inlineCode(at, to);
      case 34: // "
        return this.#doubleQuote(at, to);
      case 39: // '
        return this.#singleQuote(at, to);
      case 60: // <
        return this.#tag(at, to);
      case 123: // {
        return text.charCodeAt(at + 1) === 123 ? this.#placeholder(at, at + 2, '}}', to) : undefined;
      case 36: // $
        return text.charCodeAt(at + 1) === 123 ? this.#placeholder(at, at + 2, '}', to) : this.#amount(at, to);
      case 37: // %
        return this.#format(at, to);
      default: {
        if (at < this.#plainUntil || (at > from && isWord(text.charCodeAt(at - 1)))) return undefined;
        const token = readToken(text, at, to);
        this.#plainUntil = token.end;
        return token.span;
      }
    }
  }

  #inlineCode(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    let run = 0;
    while (run < 3 && text.charCodeAt(at + run) === 96) run++;
    const lineEnd = this.#find('\n', at);
    for (let length = run; length >= 1; length--) {
      const close = this.#find('`'.repeat(length), at + length + 1);
      if (close < lineEnd && close + length <= to) return { kind: 'code', start: at, end: close + length };
    }
    return undefined;
  }

  #doubleQuote(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    if (isWord(text.charCodeAt(at - 1)) || isSpace(text.charCodeAt(at + 1))) return undefined;
    const close = this.#find('"', at + 1);
    if (close >= to || close === at + 1 || this.#blankLine(at) < close) return undefined;
    if (isSpace(text.charCodeAt(close - 1)) || isWord(text.charCodeAt(close + 1))) return undefined;
    return { kind: 'quote', start: at, end: close + 1 };
  }

  /** The next line end that is followed by a line of white space only. */
  #blankLine(from: number): number {
    const known = this.#next.get('blank line');
    if (known !== undefined && known >= from) return known;
    const text = this.#text;
    let place = Infinity;
    for (let at = text.indexOf('\n', from); at !== -1;) {
      let next = at + 1;
      while (next < text.length && text.charCodeAt(next) !== LF && isSpace(text.charCodeAt(next))) next++;
      if (text.charCodeAt(next) === LF) {
        place = at;
        break;
      }
      at = text.indexOf('\n', next);
    }
    this.#next.set('blank line', place);
    return place;
  }

  /** `'…'` in one line, at most 300 characters long; the apostrophe of "don't" neither opens nor closes it. */
  #singleQuote(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    const before = text.charCodeAt(at - 1);
    const after = text.charCodeAt(at + 1);
    if (isWord(before) || before === 39 || isSpace(after) || after === 39) return undefined;
    const limit = Math.min(to, at + MAX_SINGLE_QUOTE + 2);
    for (let end = at + 1; end < limit; end++) {
      const code = text.charCodeAt(end);
      if (code === LF) return undefined;
      if (code !== 39) continue;
      const apostrophe = isWord(text.charCodeAt(end - 1)) && isWord(text.charCodeAt(end + 1));
      if (apostrophe) continue;
      const closes = !isSpace(text.charCodeAt(end - 1)) && !isWord(text.charCodeAt(end + 1));
      return closes ? { kind: 'quote', start: at, end: end + 1 } : undefined;
    }
    return undefined;
  }

  #pairedQuote(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    const open = text.charAt(at);
    const closers = QUOTES.get(open) ?? '';
    let close = Infinity;
    for (const mark of closers) close = Math.min(close, this.#find(mark, at + 1));
    const reopened = this.#find(open, at + 1);
    if (close >= to || close === at + 1 || (reopened < close && !closers.includes(open))) return undefined;
    if (open === '‘' && (isWord(text.charCodeAt(at - 1)) || this.#find('\n', at) < close)) return undefined;
    return { kind: 'quote', start: at, end: close + 1 };
  }

  #tag(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    let name = at + 1;
    if (text.charCodeAt(name) === 47) name++;
    if (!isAsciiLetter(text.charCodeAt(name))) return undefined;
    const close = this.#find('>', name);
    if (close >= to || this.#find('<', at + 1) < close) return undefined;
    while (name < close && (isWord(text.charCodeAt(name)) || ':.-'.includes(text.charAt(name)))) name++;
    const attributes = isSpace(text.charCodeAt(name));
    const selfClosing = text.charCodeAt(name) === 47 && name + 1 === close;
    return name === close || attributes || selfClosing ? { kind: 'tag', start: at, end: close + 1 } : undefined;
  }

  #placeholder(at: number, from: number, close: string, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    for (let end = from; end < to; end++) {
      const code = text.charCodeAt(end);
      if (code === 123 || code === LF) return undefined;
      if (code !== 125) continue;
      return text.startsWith(close, end) && end + close.length <= to
        ? { kind: 'placeholder', start: at, end: end + close.length }
        : undefined;
    }
    return undefined;
  }

  /** `%s`, `%(name)s`, `%1$s` */
  #format(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    let end = at + 1;
    if (text.charCodeAt(end) === 40) {
      end++;
      while (end < to && isWord(text.charCodeAt(end))) end++;
      if (text.charCodeAt(end) !== 41) return undefined;
      end++;
    } else if (isDigit(text.charCodeAt(end))) {
      while (end < to && isDigit(text.charCodeAt(end))) end++;
      if (text.charCodeAt(end) !== 36) return undefined;
      end++;
    }
    const conversion = end < to && 'sdfrSDFR'.includes(text.charAt(end)) && !isWord(text.charCodeAt(end + 1));
    return conversion ? { kind: 'placeholder', start: at, end: end + 1 } : undefined;
  }

  /** A currency sign with its figure: `$ 1,200.50`. */
  #amount(at: number, to: number): ProtectedSpan | undefined {
    const text = this.#text;
    let end = at + 1;
    if (isSpace(text.charCodeAt(end))) end++;
    if (!isDigit(text.charCodeAt(end))) return undefined;
    while (
      end < to &&
      (isWord(text.charCodeAt(end)) ||
        ((text.charAt(end) === '.' || text.charAt(end) === ',') && isDigit(text.charCodeAt(end + 1))))
    )
      end++;
    if (CLOSING_UNIT.has(text.charCodeAt(end)) || isCjk(text.charCodeAt(end))) end++;
    return { kind: 'number', start: at, end: Math.min(end, to) };
  }
}
