import { isPlaceholder, isStandIn } from './placeholder.ts';
import { digitLetterChanges, entropyBits } from './randomness.ts';
import type { SecretSpan } from './span.ts';

interface Pattern {
  /** The first group that matched is the secret. */
  readonly pattern: RegExp;
  readonly minEntropyBits: number;
  /** A person chose it, so it need not look random. */
  readonly isChosen: boolean;
}

/** `-H "X-Api-Key: …"`. */
const HEADER: Pattern = {
  pattern:
    /(?:-H|--header)(?:=|[ \t]{0,5})["'](?:authorization:[ \t]{0,5}(?:(?:basic|bearer|(?:api-)?token)[ \t])?|(?:x-(?:[a-z]{1,60}-)?)?(?:api-?)?(?:key|token):[ \t]{0,5})([\w=~@.+/-]{8,2000})["']/gi,
  minEntropyBits: 2.75,
  isChosen: false,
};

/** `-u user:password`; the user alone when no password follows, as some services take a key there. */
const USER: Pattern = {
  pattern:
    /(?:-u|--user)(?:=|[ \t]{0,5})(?:"(?:[^:"\n]{0,100}:([^"\n]{3,100})|([^:"\n]{12,100}):)"|'(?:[^:'\n]{0,100}:([^'\n]{3,100})|([^:'\n]{12,100}):)'|(?:"[^"\n]{1,100}"|'[^'\n]{1,100}'|[\w$@.-]{1,100}):(?:"([^"\n]{3,100})"|'([^'\n]{3,100})'|([\w${}@.-]{3,100})))(?=\s|$)/gi,
  minEntropyBits: 1.5,
  isChosen: true,
};

/** `Bearer …` and `Authorization: Basic …` in whatever language or file. */
const BEARER: Pattern = {
  pattern: /\b(?:bearer|authorization["']?:[ \t]{0,5}["']?basic)[ \t]+([\w=~@.+/-]{20,2000})/gi,
  minEntropyBits: 3.3,
  isChosen: false,
};

/** Credentials in shell commands and headers. */
export function findCommandCredentials(text: string, found: SecretSpan[]): void {
  if (text.includes('curl')) {
    collect(text, HEADER, found);
    collect(text, USER, found);
  }
  collect(text, BEARER, found);
}

function collect(text: string, { pattern, minEntropyBits, isChosen }: Pattern, found: SecretSpan[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const value = match.slice(1).find((group) => group !== undefined) ?? '';
    const isMadeUp = isChosen ? isStandIn(value) : isPlaceholder(value) || !looksRandom(value);
    if (isMadeUp || entropyBits(value) < minEntropyBits) continue;
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ kind: 'credentials', start, end: start + value.length });
  }
}

const looksRandom = (value: string): boolean => digitLetterChanges(value) > 0 || /[a-z][A-Z]/.test(value);
