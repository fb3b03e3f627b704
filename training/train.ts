/**
 * Fits the learned part of the score and writes `src/prompt/score/weights.ts`, the same bytes for the same data.
 *
 *     node training/train.ts --data <folder with the prompt sets> --labels <labels.mjs> [--out <file>] [--check]
 *
 * `--check` cross-validates and writes nothing. See training/README.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crossValidate, printReport } from './cross-validate.ts';
import { loadExamples } from './data.ts';
import { fitModel } from './fit-model.ts';
import { weightsModule } from './weights-module.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    labels: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../src/prompt/score/weights.ts') },
    check: { type: 'boolean', default: false },
  },
});
if (values.data === undefined || values.labels === undefined) {
  console.error('usage: node training/train.ts --data <folder> --labels <labels.mjs> [--out <file>] [--check]');
  process.exit(2);
}

const examples = await loadExamples(values.data, values.labels);
const validation = crossValidate(examples);
printReport(validation);
if (!values.check) {
  writeFileSync(values.out, weightsModule(fitModel(examples), validation.calibration));
  console.log(`wrote ${values.out}`);
}
