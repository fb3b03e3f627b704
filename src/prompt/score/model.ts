/** The learned part: linear functions of the features of a short English request. */
import { type Features, GRAM_BUCKETS, INTENT_COUNT, PAIR_BUCKETS, PATTERN_COUNT } from './features.ts';
import { ALPHABET, ALPHABET_ZERO, LEARNED_FACETS, OUTPUT_COUNT, rarityOf } from './layout.ts';
import { BIAS, CALIBRATION, GATE_THRESHOLD, GRAMS, GRAM_RARITY, INTENTS, PAIRS, PATTERNS, SCALE } from './weights.ts';

export interface Prediction {
  /** Log odds that a reader must guess. */
  readonly vague: number;
  /** Whether the request is of the kind whose authors were glad to be asked; positive means yes. */
  readonly ask: number;
  /** P(missing and matters), 0 to 1, in the order of `LEARNED_FACETS`. */
  readonly missing: readonly number[];
}

const VALUE = new Int8Array(128);
for (let at = 0; at < ALPHABET.length; at++) VALUE[ALPHABET.charCodeAt(at)] = at - ALPHABET_ZERO;

const LENGTHS: readonly [string, number][] = [
  [PATTERNS, PATTERN_COUNT],
  [INTENTS, INTENT_COUNT],
  [PAIRS, PAIR_BUCKETS],
  [GRAMS, GRAM_BUCKETS],
];
/** Whether the weights were made for the features there are. `training/train.ts` makes them anew. */
export const weightsFit = (): boolean => LENGTHS.every(([text, count]) => text.length === count * OUTPUT_COUNT);

const valueAt = (text: string, at: number): number => VALUE[text.charCodeAt(at)] ?? 0;

const rarity = (gram: number): number => rarityOf(valueAt(GRAM_RARITY, gram) + ALPHABET_ZERO);

export function predict(features: Features): Prediction {
  const sums = new Float64Array(OUTPUT_COUNT);
  const add = (weights: string, group: number, feature: number, value: number): void => {
    for (let output = 0; output < OUTPUT_COUNT; output++) {
      sums[output] =
        (sums[output] ?? 0) + valueAt(weights, feature * OUTPUT_COUNT + output) * (SCALE[group]?.[output] ?? 0) * value;
    }
  };
  const plain: readonly [string, readonly number[]][] = [
    [PATTERNS, features.patterns],
    [INTENTS, features.intents],
    [PAIRS, features.pairs],
  ];
  for (const [group, [weights, active]] of plain.entries()) {
    for (const feature of active) add(weights, group, feature, 1 / Math.sqrt(active.length));
  }
  const norm = Math.sqrt(features.grams.reduce((sum, gram) => sum + rarity(gram) ** 2, 0));
  for (const gram of features.grams) add(GRAMS, plain.length, gram, rarity(gram) / norm);
  const output = (at: number): number => (BIAS[at] ?? 0) + (sums[at] ?? 0);
  return {
    vague: CALIBRATION.slope * output(0) + CALIBRATION.offset,
    ask: output(1) - GATE_THRESHOLD,
    missing: LEARNED_FACETS.map((_, at) => Math.min(1, Math.max(0, output(at + 2)))),
  };
}
