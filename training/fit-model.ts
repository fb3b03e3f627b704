/** From examples to the outputs of the model: which groups of features each output uses, and what it is fitted to. */
import { AMOUNT_COUNT, GRAM_BUCKETS, TOPIC_COUNT, PAIR_BUCKETS, PATTERN_COUNT } from '../src/prompt/score/features.ts';
import { ALPHABET, LEARNED_FACETS, OUTPUT_COUNT, rarityOf } from '../src/prompt/score/layout.ts';
import type { Example } from './data.ts';
import { type Fit, fitter, kernel, type Matrix, type Row } from './ridge.ts';

/** Features a group, in the order patterns, topics, pairs, grams, amounts. */
const GROUP_SIZES = [PATTERN_COUNT, TOPIC_COUNT, PAIR_BUCKETS, GRAM_BUCKETS, AMOUNT_COUNT] as const;

/** Weight of each group; the sum is 1. Chosen by cross-validation, once for each kind of output. */
const VAGUE_MIX = [0.75, 0.25, 0, 0, 0];
const GATE_MIX = [0.1, 0.1, 0.1, 0.5, 0.2];
const FACET_MIX = [0, 0.25, 0.2, 0.55, 0];

const VAGUE_RIDGE = 2;
const GATE_RIDGE = 0.8;
const FACET_RIDGE = 1;

/** What a missing detail of importance 1 adds to the target of the vagueness, next to 1 for the label itself. */
const GAP_SHARE = 0.5;
const MAX_GAP = 9;
/** A missing facet counts 1 at the usual importance, 2: what matters more is asked for first. */
const facetTarget = (importance: number | undefined): number => (importance === undefined ? 0 : 0.6 + 0.2 * importance);

/** Share of the clear requests of the labelled set among all that should not be asked. */
const CLEAR_SHARE = 0.1;

interface Design {
  readonly examples: readonly Example[];
  readonly rows: readonly (readonly Row[])[];
  /** Step of the rarity of each letter group. */
  readonly rarity: readonly number[];
  readonly kernels: readonly Matrix[];
}

export function designOf(examples: readonly Example[]): Design {
  const rarity = rarities(examples.filter(({ vague }) => vague !== undefined));
  const rows = [
    examples.map(({ features }) => even(features.patterns)),
    examples.map(({ features }) => even(features.topics)),
    examples.map(({ features }) => even(features.pairs)),
    examples.map(({ features }) => byRarity(features.grams, rarity)),
    examples.map(({ features }) => even(features.amounts)),
  ];
  return { examples, rows, rarity, kernels: rows.map((group, at) => kernel(group, GROUP_SIZES[at] ?? 0)) };
}

const even = (features: readonly number[]): Row => features.map((feature) => [feature, 1 / Math.sqrt(features.length)]);

function byRarity(grams: readonly number[], rarity: readonly number[]): Row {
  const values = grams.map((gram) => rarityOf(rarity[gram] ?? 0));
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
  return grams.map((gram, at) => [gram, (values[at] ?? 0) / norm]);
}

/** Inverse document frequency, ln((n + 1) / (df + 1)), in the steps of `rarityOf`. */
function rarities(examples: readonly Example[]): number[] {
  const counts = Array.from({ length: GRAM_BUCKETS }, () => 0);
  for (const { features } of examples) for (const gram of features.grams) counts[gram] = (counts[gram] ?? 0) + 1;
  return counts.map((count) =>
    Math.min(ALPHABET.length - 1, Math.round(8 * Math.log((examples.length + 1) / (count + 1)))),
  );
}

interface Output {
  readonly mix: readonly number[];
  readonly fit: Fit;
}

/** Fits every output on the examples in `train`. */
export function fitOutputs(design: Design, train: readonly number[]): Output[] {
  const { examples } = design;
  const labelled = train.filter((i) => examples[i]?.vague !== undefined);
  const vague = train.filter((i) => examples[i]?.vague === true);
  const balance = (chosen: readonly number[], positive: (i: number) => boolean): number[] => {
    const up = chosen.filter(positive).length;
    return examples.map((_, i) => (0.5 * chosen.length) / (positive(i) ? up : chosen.length - up));
  };
  const isVague = (i: number): boolean => examples[i]?.vague === true;
  const isClear = (i: number): boolean => examples[i]?.vague === false;

  const vagueTargets = examples.map((one) => (one.vague === true ? 1 + GAP_SHARE * Math.min(MAX_GAP, one.gap) : 0));
  const vagueFit = fitter(blend(design, VAGUE_MIX, 1), balance(labelled, isVague), VAGUE_RIDGE, labelled)(vagueTargets);

  const clears = train.filter(isClear).length;
  const others = train.length - clears - vague.length;
  const gateWeights = examples.map((_, i) => {
    const share = isVague(i)
      ? 0.5 / vague.length
      : isClear(i)
        ? (0.5 * CLEAR_SHARE) / clears
        : (0.5 * (1 - CLEAR_SHARE)) / others;
    return share * train.length;
  });
  const gateTargets = examples.map((_, i) => (isVague(i) ? 1 : -1));
  const gateFit = fitter(blend(design, GATE_MIX, 1), gateWeights, GATE_RIDGE, train)(gateTargets);

  const ones = examples.map(() => 1);
  const fitFacet = fitter(blend(design, FACET_MIX, 0), ones, FACET_RIDGE, vague);
  const facets = LEARNED_FACETS.map((facet) => fitFacet(examples.map((one) => facetTarget(one.importance.get(facet)))));
  return [
    { mix: VAGUE_MIX, fit: withConstant(vagueFit) },
    { mix: GATE_MIX, fit: withConstant(gateFit) },
    ...facets.map((fit) => ({ mix: FACET_MIX, fit })),
  ];
}

/** A constant in the kernel is a feature that is always on: it belongs to the bias. */
const withConstant = ({ alpha, bias }: Fit): Fit => ({ alpha, bias: bias + alpha.reduce((sum, one) => sum + one, 0) });

function blend(design: Design, mix: readonly number[], constant: number): Matrix {
  const size = design.examples.length;
  return Array.from({ length: size }, (_, i) => {
    const line = new Float64Array(size).fill(constant);
    for (const [group, share] of mix.entries()) {
      const from = design.kernels[group]?.[i];
      if (share > 0 && from !== undefined)
        for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + share * (from[j] ?? 0);
    }
    return line;
  });
}

export interface Model {
  readonly rarity: readonly number[];
  readonly bias: readonly number[];
  /** By group, then feature × output. */
  readonly weights: readonly Float64Array[];
}

export function fitModel(examples: readonly Example[]): Model {
  const design = designOf(examples);
  return modelOf(design, fitOutputs(design, [...examples.keys()]));
}

/** The dual solution as weights of the features. */
export function modelOf(design: Design, outputs: readonly Output[]): Model {
  const weights = GROUP_SIZES.map((size) => new Float64Array(size * OUTPUT_COUNT));
  for (const [at, { mix, fit }] of outputs.entries()) {
    for (const [group, rows] of design.rows.entries()) {
      const target = weights[group] ?? new Float64Array();
      for (const [i, row] of rows.entries()) {
        const share = (mix[group] ?? 0) * (fit.alpha[i] ?? 0);
        for (const [feature, value] of row) {
          const place = feature * OUTPUT_COUNT + at;
          target[place] = (target[place] ?? 0) + share * value;
        }
      }
    }
  }
  return { rarity: design.rarity, bias: outputs.map(({ fit }) => fit.bias), weights };
}

/** Output `at` of the model for example `i`. */
export function outputOf(design: Design, { mix, fit }: Output, i: number): number {
  let sum = fit.bias;
  for (const [group, share] of mix.entries()) {
    const line = design.kernels[group]?.[i];
    if (share > 0 && line !== undefined)
      for (let j = 0; j < line.length; j++) sum += share * (fit.alpha[j] ?? 0) * (line[j] ?? 0);
  }
  return sum;
}
