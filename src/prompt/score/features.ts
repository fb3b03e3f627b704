/**
 * A short English request as the features that the model was fitted on. Pairs, letter groups and neighbouring words are
 * hashed: the weights hold no vocabulary.
 */
import { CASED_PATTERNS, PATTERNS } from '../signals/patterns.ts';
import type { Signals } from '../signals/signals.ts';
import { coreFeature, TOPIC_FEATURES, topicFeatures } from '../signals/topic-index.ts';

/** Requests up to this length are what the model has seen. */
export const SHORT_CHARS = 450;

/** Buckets of hashed pairs (a turn of phrase together with a subject). */
export const PAIR_BUCKETS = 4096;
/** Buckets of hashed groups of four letters and of two neighbouring words. */
export const GRAM_BUCKETS = 8192;

export const PATTERN_COUNT = PATTERNS.length + CASED_PATTERNS.length;
/** The last one is worked out: code is wanted and no language is named. */
export const TOPIC_COUNT = TOPIC_FEATURES + 1;

/** How much of each kind of detail there is, in steps. */
const AMOUNTS = [
  'words',
  'names',
  'identifiers',
  'numbers',
  'quotes',
  'constraints',
  'outputs',
  'vagueWords',
  'textChars',
] as const satisfies readonly (keyof Signals)[];
const AMOUNT_STEPS = 7;
const CHARS_PER_UNIT = 10;

export const AMOUNT_COUNT = AMOUNTS.length * AMOUNT_STEPS;

export interface Features {
  readonly patterns: readonly number[];
  readonly topics: readonly number[];
  /** Buckets, each once. */
  readonly pairs: readonly number[];
  readonly grams: readonly number[];
  /** One step for each kind of detail. */
  readonly amounts: readonly number[];
}

const SCRIPT = coreFeature('script');
const NAMED_LANGUAGE = PATTERNS.findIndex(([name]) => name === 'named-language');
const GRAM_CHARS = 4;

export function featuresOf(signals: Signals): Features {
  const { text } = signals;
  const lower = text.toLowerCase();
  const patterns = [...matches(PATTERNS, lower), ...matches(CASED_PATTERNS, text).map((at) => at + PATTERNS.length)];
  const words = lower.match(/[a-z0-9']+/g) ?? [];
  const topics = topicFeatures(words);
  if (topics.includes(SCRIPT) && !patterns.includes(NAMED_LANGUAGE)) topics.push(TOPIC_FEATURES);
  const pairs = new Set<number>();
  for (const pattern of patterns) for (const topic of topics) pairs.add(mix(pattern * 256 + topic) % PAIR_BUCKETS);
  const grams = new Set<number>();
  let before = '^';
  for (const word of words) {
    grams.add(hash(`${before} ${word}`) % GRAM_BUCKETS);
    before = word;
    const padded = ` ${word} `;
    for (let at = 0; at === 0 || at + GRAM_CHARS <= padded.length; at++)
      grams.add(hash(padded.slice(at, at + GRAM_CHARS)) % GRAM_BUCKETS);
  }
  return {
    patterns,
    topics,
    pairs: [...pairs],
    grams: [...grams],
    amounts: AMOUNTS.map((kind, at) => at * AMOUNT_STEPS + step(kind, signals[kind])),
  };
}

function step(kind: (typeof AMOUNTS)[number], amount: number): number {
  const units = kind === 'textChars' ? amount / CHARS_PER_UNIT : amount;
  return Math.min(AMOUNT_STEPS - 1, Math.floor(1.5 * Math.log2(1 + units)));
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
