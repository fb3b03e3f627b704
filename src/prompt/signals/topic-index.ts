/** Finds the topics of a text by looking its words up: the time depends on the text, not on the number of topics. */
import { TOPICS } from './topics.ts';

/** Two features a topic: named by a core word, and named by any of its words. */
export const TOPIC_FEATURES = TOPICS.length * 2;

/** Number of the feature that says that a core word of a topic is there. */
export const coreFeature = (name: string): number => TOPICS.findIndex(([topic]) => topic === name) * 2;

const MIN_PREFIX_CHARS = 2;
const MAX_PREFIX_CHARS = 16;

type Index = Map<string, number[]>;
const EXACT: Index = new Map();
const PREFIX: Index = new Map();

for (const [topic, [, core, wide]] of TOPICS.entries()) {
  for (const word of wordsIn(core)) enter(word, topic * 2, topic * 2 + 1);
  for (const word of wordsIn(wide)) enter(word, topic * 2 + 1);
}

function wordsIn(list: string): readonly string[] {
  return list.split(/\s+/).filter(Boolean);
}

function enter(word: string, ...features: readonly number[]): void {
  const prefix = word.endsWith('*');
  const key = (prefix ? word.slice(0, -1) : word).replace(/[-_]/g, ' ');
  const index = prefix ? PREFIX : EXACT;
  const known = index.get(key);
  if (known) known.push(...features);
  else index.set(key, [...features]);
}

/** Features of a text, given as its words in lower case, in ascending order. */
export function topicFeatures(words: readonly string[]): number[] {
  const found = new Set<number>();
  let before = '';
  for (const word of words) {
    collect(word, 0, found);
    if (before !== '') collect(`${before} ${word}`, before.length + 1, found);
    before = word;
  }
  return [...found].toSorted((a, b) => a - b);
}

/** Looks up the text itself and its beginnings that end behind `from`. */
function collect(text: string, from: number, found: Set<number>): void {
  for (const feature of EXACT.get(text) ?? []) found.add(feature);
  const longest = Math.min(text.length, MAX_PREFIX_CHARS);
  for (let end = from + MIN_PREFIX_CHARS; end <= longest; end++) {
    for (const feature of PREFIX.get(text.slice(0, end)) ?? []) found.add(feature);
  }
}
