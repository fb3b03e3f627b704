/**
 * A short English request as the features that the model was fitted on. Pairs and letter groups are hashed: the weights
 * hold no vocabulary.
 */
import { INTENTS } from '../signals/intents.ts';
import { CASED_PATTERNS, PATTERNS } from '../signals/patterns.ts';

/** Requests up to this length are what the model has seen. */
export const SHORT_CHARS = 450;

/** Buckets of hashed pairs (a turn of phrase together with a subject). */
export const PAIR_BUCKETS = 4096;
/** Buckets of hashed groups of four letters. */
export const GRAM_BUCKETS = 4096;

export const PATTERN_COUNT = PATTERNS.length + CASED_PATTERNS.length;
/** The last one is worked out: code is wanted and no language is named. */
export const INTENT_COUNT = INTENTS.length + 1;

export interface Features {
  readonly patterns: readonly number[];
  readonly intents: readonly number[];
  /** Buckets, each once. */
  readonly pairs: readonly number[];
  readonly grams: readonly number[];
}

const SCRIPT = INTENTS.findIndex(([name]) => name === 'script');
const NAMED_LANGUAGE = PATTERNS.findIndex(([name]) => name === 'named-language');
const GRAM_CHARS = 4;

export function featuresOf(text: string): Features {
  const lower = text.toLowerCase();
  const patterns = [...matches(PATTERNS, lower), ...matches(CASED_PATTERNS, text).map((at) => at + PATTERNS.length)];
  const intents = matches(INTENTS, lower);
  if (intents.includes(SCRIPT) && !patterns.includes(NAMED_LANGUAGE)) intents.push(INTENTS.length);
  const pairs = new Set<number>();
  for (const pattern of patterns) for (const intent of intents) pairs.add(mix(pattern * 256 + intent) % PAIR_BUCKETS);
  const grams = new Set<number>();
  for (const word of lower.match(/[a-z0-9']+/g) ?? []) {
    const padded = ` ${word} `;
    for (let at = 0; at === 0 || at + GRAM_CHARS <= padded.length; at++)
      grams.add(hash(padded.slice(at, at + GRAM_CHARS)) % GRAM_BUCKETS);
  }
  return { patterns, intents, pairs: [...pairs], grams: [...grams] };
}

function matches(list: readonly (readonly [string, RegExp])[], text: string): number[] {
  const found: number[] = [];
  for (const [index, [, pattern]] of list.entries()) if (pattern.test(text)) found.push(index);
  return found;
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return mix(value);
}

/** Spreads neighbouring numbers (the finaliser of MurmurHash3). */
function mix(number: number): number {
  let value = number;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
