/** The learned part: linear functions of the features of a short English request. */
import { AMOUNT_COUNT, type Features, GRAM_BUCKETS, PAIR_BUCKETS, PATTERN_COUNT, TOPIC_COUNT } from './features.ts';
import { ALPHABET, ALPHABET_ZERO, LEARNED_FACETS, OUTPUT_COUNT, rarityOf } from './layout.ts';
import * as weights from './weights.ts';

export interface Prediction {
  /** Log odds that a reader must guess. */
  readonly vague: number;
  /** Whether the request is of the kind whose authors were glad to be asked; positive means yes. */
  readonly ask: number;
  /** P(missing and matters), 0 to 1, in the order of `LEARNED_FACETS`. */
  readonly missing: readonly number[];
}

const GROUPS: readonly (readonly [text: string, features: number, active: (of: Features) => readonly number[]])[] = [
  [weights.PATTERNS, PATTERN_COUNT, ({ patterns }) => patterns],
  [weights.TOPICS, TOPIC_COUNT, ({ topics }) => topics],
  [weights.PAIRS, PAIR_BUCKETS, ({ pairs }) => pairs],
  [weights.GRAMS, GRAM_BUCKETS, ({ grams }) => grams],
  [weights.AMOUNTS, AMOUNT_COUNT, ({ amounts }) => amounts],
];

/** Whether the weights were made for the features there are. `training/train.ts` makes them anew. */
export const weightsFit = (): boolean => GROUPS.every(([text, count]) => text.length === count * OUTPUT_COUNT);

interface Tables {
  /** Steps of the weights by group, then feature × output. */
  readonly steps: readonly Int8Array[];
  readonly rarity: Float64Array;
}

let decoded: Tables | undefined;

/** Decoded at the first use: a server that is never asked for an English request never needs them. */
function tables(): Tables {
  const value = new Int8Array(128);
  for (let at = 0; at < ALPHABET.length; at++) value[ALPHABET.charCodeAt(at)] = at - ALPHABET_ZERO;
  // `Int8Array.from` takes five times as long: 5 ms of the first call.
  const decode = (text: string): Int8Array => {
    const steps = new Int8Array(text.length);
    for (let at = 0; at < text.length; at++) steps[at] = value[text.charCodeAt(at)] ?? 0;
    return steps;
  };
  return {
    steps: GROUPS.map(([text]) => decode(text)),
    rarity: Float64Array.from(decode(weights.GRAM_RARITY), (step) => rarityOf(step + ALPHABET_ZERO)),
  };
}

export function predict(features: Features): Prediction {
  const { steps, rarity } = (decoded ??= tables());
  const outputs = Float64Array.from(weights.BIAS);
  const sums = new Float64Array(OUTPUT_COUNT);
  for (const [group, [text, , activeOf]] of GROUPS.entries()) {
    const active = activeOf(features);
    const table = steps[group] ?? new Int8Array();
    const byRarity = text === weights.GRAMS;
    sums.fill(0);
    let squares = 0;
    for (const feature of active) {
      const value = byRarity ? (rarity[feature] ?? 0) : 1;
      squares += value * value;
      const from = feature * OUTPUT_COUNT;
      for (let at = 0; at < OUTPUT_COUNT; at++) sums[at] = (sums[at] ?? 0) + (table[from + at] ?? 0) * value;
    }
    if (squares === 0) continue;
    const norm = Math.sqrt(squares);
    for (let at = 0; at < OUTPUT_COUNT; at++)
      outputs[at] = (outputs[at] ?? 0) + ((sums[at] ?? 0) * (weights.SCALE[group]?.[at] ?? 0)) / norm;
  }
  return {
    vague: weights.CALIBRATION.slope * (outputs[0] ?? 0) + weights.CALIBRATION.offset,
    ask: (outputs[1] ?? 0) - weights.GATE_THRESHOLD,
    missing: LEARNED_FACETS.map((_, at) => Math.min(1, Math.max(0, outputs[at + 2] ?? 0))),
  };
}
