/** Figures on examples the model has not seen, and the constants that are chosen by them. */
import { LEARNED_FACETS } from '../src/prompt/score/layout.ts';
import { seededRandom } from '../test/random.ts';
import type { Example } from './data.ts';
import { designOf, fitOutputs, outputOf } from './fit-model.ts';

const FOLDS = 10;
const SEEDS = [1, 2];
/** Share of the vague requests that are asked about. */
const ASKED_SHARE = 0.985;
/** Questions a vague request gets on average. */
const MEAN_QUESTIONS = 2.92;
const MAX_QUESTIONS = 3;

export interface Calibration {
  readonly slope: number;
  readonly offset: number;
  readonly gate: number;
  readonly facet: number;
}

export interface Validation {
  readonly figures: readonly (readonly [label: string, value: number])[];
  readonly calibration: Calibration;
}

/** Outputs of each example from models that were fitted without it, once for each seed. */
function heldOut(examples: readonly Example[]): number[][][] {
  const design = designOf(examples);
  return SEEDS.map((seed) => {
    const order = shuffled([...examples.keys()], seed);
    const outputs: number[][] = [];
    for (let fold = 0; fold < FOLDS; fold++) {
      const test = order.filter((_, at) => at % FOLDS === fold);
      const fitted = fitOutputs(
        design,
        order.filter((_, at) => at % FOLDS !== fold),
      );
      for (const i of test) outputs[i] = fitted.map((output) => outputOf(design, output, i));
    }
    return outputs;
  });
}

export function crossValidate(examples: readonly Example[]): Validation {
  const runs = heldOut(examples);
  const all = examples.map((example, i) => ({ example, outputs: runs.map((run) => run[i] ?? []) }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const column = (at: number, keep: (one: Example) => boolean): number[] =>
    all.filter(({ example }) => keep(example)).flatMap(({ outputs }) => outputs.map((row) => row[at] ?? 0));
  const vague = (one: Example): boolean => one.vague === true;
  const clear = (one: Example): boolean => one.vague === false;

  const platt = logistic(column(0, vague), column(0, clear));
  const gate = quantile(column(1, vague), 1 - ASKED_SHARE);
  const lists = all
    .filter(({ example }) => vague(example))
    .flatMap(({ example, outputs }) =>
      outputs.map((row) => ({ example, asked: (row[1] ?? 0) > gate, ranked: rank(row) })),
    );
  const later = lists.flatMap(({ asked, ranked }) =>
    asked ? ranked.slice(1, MAX_QUESTIONS).map(({ value }) => value) : [],
  );
  const askedCount = lists.filter(({ asked }) => asked).length;
  const facet = quantile(later, 1 - ((MEAN_QUESTIONS - 1) * askedCount) / later.length);

  let hits = 0;
  let said = 0;
  let gold = 0;
  for (const { example, asked, ranked } of lists) {
    gold += example.facets.size;
    const questions = asked ? ranked.slice(0, MAX_QUESTIONS).filter(({ value }, at) => at === 0 || value >= facet) : [];
    said += questions.length;
    hits += questions.filter(({ name }) => example.facets.has(name)).length;
  }
  const askedShare = (keep: (one: Example) => boolean): number =>
    mean(column(1, keep).map((value) => (value > gate ? 1 : 0)));
  const figures: [string, number][] = [
    ['vague against clear, AUC', mean(runs.map((_, at) => auc(pick(all, vague, at), pick(all, clear, at))))],
    ['vague against clear, balanced accuracy at even odds', balanced(platt, column(0, vague), column(0, clear))],
    ['facets, precision', hits / said],
    ['facets, recall', hits / gold],
    ['asked, vague', askedShare(vague)],
    ['asked, clear', askedShare(clear)],
    ...[...new Set(examples.map(({ set }) => set))]
      .filter((set) => set !== 'in3_train')
      .map((set): [string, number] => [
        `asked, short English ${set} (${examples.filter((one) => one.set === set).length})`,
        askedShare((one) => one.set === set),
      ]),
  ];
  return { figures, calibration: { ...platt, gate, facet } };
}

type Judged = readonly { readonly example: Example; readonly outputs: readonly (readonly number[])[] }[];
const pick = (all: Judged, keep: (one: Example) => boolean, run: number): number[] =>
  all.filter(({ example }) => keep(example)).map(({ outputs }) => outputs[run]?.[0] ?? 0);

const rank = (row: readonly number[]): { readonly name: string; readonly value: number }[] =>
  LEARNED_FACETS.map((name, at) => ({ name, value: row[at + 2] ?? 0 })).toSorted((a, b) => b.value - a.value);

export function printReport({ figures, calibration }: Validation): void {
  console.log(`${FOLDS}-fold cross-validation, ${SEEDS.length} seeds`);
  for (const [label, value] of figures) console.log(`  ${label.padEnd(60)} ${value.toFixed(4)}`);
  console.log(`  ${JSON.stringify(calibration)}`);
}

function balanced(
  { slope, offset }: { slope: number; offset: number },
  vague: readonly number[],
  clear: readonly number[],
): number {
  const share = (values: readonly number[]): number =>
    values.filter((value) => slope * value + offset > 0).length / values.length;
  return (share(vague) + 1 - share(clear)) / 2;
}

/** Area under the ROC curve. */
export function auc(up: readonly number[], down: readonly number[]): number {
  let wins = 0;
  for (const a of up) for (const b of down) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (up.length * down.length);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.floor(share * sorted.length)))] ?? 0;
}

/** Log odds as a line in the output, both classes weighted the same (Platt 1999), by Newton's method. */
function logistic(up: readonly number[], down: readonly number[]): { slope: number; offset: number } {
  const points = [
    ...up.map((x) => ({ x, y: 1, w: 0.5 / up.length })),
    ...down.map((x) => ({ x, y: 0, w: 0.5 / down.length })),
  ];
  let slope = 0;
  let offset = 0;
  for (let round = 0; round < 30; round++) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-9, 0, 1e-9];
    for (const { x, y, w } of points) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      gs += w * (p - y) * x;
      go += w * (p - y);
      hss += w * p * (1 - p) * x * x;
      hso += w * p * (1 - p) * x;
      hoo += w * p * (1 - p);
    }
    const det = hss * hoo - hso * hso;
    slope -= (gs * hoo - go * hso) / det;
    offset -= (go * hss - gs * hso) / det;
  }
  return { slope, offset };
}

/** A shuffled copy (Fisher-Yates), the same for the same seed. */
export function shuffled(values: readonly number[], seed: number): number[] {
  const out = [...values];
  const random = seededRandom(seed);
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [out[i] ?? 0, out[j] ?? 0];
    out[i] = b;
    out[j] = a;
  }
  return out;
}
