/**
 * The figures of the whole improver on requests that its weights have not seen: for each fold a copy of the improver with
 * weights fitted without that fold. Thresholds are the committed ones.
 *
 *     node training/through-improver.ts --data <folder with the prompt sets> --labels <labels.mjs> [--folds 10] [--seed 1]
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { improve } from '../src/prompt/improve.ts';
import { CALIBRATION, GATE_THRESHOLD } from '../src/prompt/score/weights.ts';
import { auc, shuffled } from './cross-validate.ts';
import { type Example, loadExamples } from './data.ts';
import { designOf, fitOutputs, modelOf } from './fit-model.ts';
import { weightsModule } from './weights-module.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    labels: { type: 'string' },
    folds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.data === undefined || values.labels === undefined) {
  console.error(
    'usage: node training/through-improver.ts --data <folder> --labels <labels.mjs> [--folds n] [--seed n]',
  );
  process.exit(2);
}

const root = join(import.meta.dirname, '..');
const examples = await loadExamples(values.data, values.labels);
const design = designOf(examples);
const order = shuffled([...examples.keys()], Number(values.seed));
const folds = Number(values.folds);

interface Answer {
  readonly example: Example;
  readonly score: number;
  readonly facets: ReadonlySet<string>;
}

/** The improver with weights fitted on `train` alone. */
async function improverFittedOn(train: readonly number[], folder: string): Promise<typeof improve> {
  for (const part of ['prompt', 'errors'])
    cpSync(join(root, 'src', part), join(folder, 'src', part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const calibration = { ...CALIBRATION, gate: GATE_THRESHOLD, facet: 0 };
  const weights = weightsModule(modelOf(design, fitOutputs(design, train)), calibration);
  writeFileSync(join(folder, 'src/prompt/score/weights.ts'), weights);
  // The copy has the shape of the original.
  const copy = (await import(pathToFileURL(join(folder, 'src/prompt/improve.ts')).href)) as { improve: typeof improve };
  return copy.improve;
}

const answers: Answer[] = [];
const scratch = mkdtempSync(join(tmpdir(), 'folds-'));
try {
  for (let fold = 0; fold < folds; fold++) {
    const train = order.filter((_, at) => at % folds !== fold);
    const folder = join(scratch, String(fold));
    mkdirSync(folder);
    const unseen = await improverFittedOn(train, folder);
    for (const i of order.filter((_, at) => at % folds === fold)) {
      const example = examples[i];
      if (example === undefined) continue;
      const { score, questions } = unseen({ prompt: example.text });
      answers.push({ example, score: score.before, facets: new Set(questions.map(({ facet }) => facet)) });
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const vague = answers.filter(({ example }) => example.vague === true);
const clear = answers.filter(({ example }) => example.vague === false);
const sum = (list: readonly Answer[], value: (answer: Answer) => number): number =>
  list.reduce((total, answer) => total + value(answer), 0);
const hits = sum(vague, ({ example, facets }) => [...facets].filter((facet) => example.facets.has(facet)).length);
const asked = (list: readonly Answer[]): number => sum(list, ({ facets }) => (facets.size > 0 ? 1 : 0)) / list.length;
const print = (label: string, value: number): void => console.log(`  ${label.padEnd(52)} ${value.toFixed(4)}`);

console.log(`${folds} folds, seed ${values.seed}, through the whole improver`);
print(
  'vague against clear, AUC',
  auc(
    clear.map(({ score }) => score),
    vague.map(({ score }) => score),
  ),
);
print('facets, precision of the questions asked', hits / sum(vague, ({ facets }) => facets.size));
print('facets, recall', hits / sum(vague, ({ example }) => example.facets.size));
print('asked, vague', asked(vague));
print('asked, clear', asked(clear));
for (const set of new Set(examples.map((example) => example.set)))
  if (set !== 'in3_train')
    print(`asked, short English ${set}`, asked(answers.filter(({ example }) => example.set === set)));
