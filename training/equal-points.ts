/**
 * How much rewording alone moves the score: prompts of the data sets beside themselves with courtesies, full stops,
 * contractions and line ends changed. Prints the quantiles from which `EQUAL_POINTS` was taken.
 *
 *   node training/equal-points.ts --data <folder with the prompt sets>
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Reading } from '../src/prompt/reading.ts';

const SETS = [
  'in3_train',
  'mt_bench',
  'real_user_arena_hard',
  'ifeval_constraints',
  'prompts_chat',
  'bpo_pairs',
  'atlas_pairs',
];
const PROMPTS_PER_SET = 200;
const MAX_CHARS = 2_000;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const REWORDINGS: Readonly<Record<string, (prompt: string) => string>> = {
  please: (prompt) => `Please ${lowerFirst(prompt)}`,
  'can you': (prompt) => `Can you ${lowerFirst(prompt).replace(/\.\s*$/, '')}?`,
  'full stop': (prompt) => (/[.!?。]\s*$/.test(prompt) ? prompt.trimEnd().slice(0, -1) : `${prompt.trimEnd()}.`),
  'lower case': lowerFirst,
  'line ends': (prompt) => prompt.replace(/([.!?]) /g, '$1\n'),
  contractions: (prompt) => prompt.replace(/\bdo not\b/g, "don't").replace(/\bI am\b/g, "I'm"),
  thanks: (prompt) => `${prompt.trimEnd()} Thanks!`,
  label: (prompt) => `Task: ${prompt}`,
};

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const { data } = values;
if (data === undefined) throw new Error('--data is needed: the folder with the prompt sets');

const score = (prompt: string): number => new Reading(prompt).assessment.score;
const moved = new Map<string, number[]>();
for (const prompt of SETS.flatMap((set) => promptsOf(join(data, `${set}.jsonl`)))) {
  const before = score(prompt);
  for (const [name, reword] of Object.entries(REWORDINGS)) {
    const other = reword(prompt);
    if (other !== prompt) moved.set(name, [...(moved.get(name) ?? []), Math.abs(score(other) - before)]);
  }
}
console.log('rewording, n, points at the quantiles .5 .9 .95 .99');
for (const [name, points] of [...moved, ['all', [...moved.values()].flat()] as const]) {
  console.log(name, points.length, ...[0.5, 0.9, 0.95, 0.99].map((q) => quantile(points, q).toFixed(1)));
}

function promptsOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, PROMPTS_PER_SET)
    .map((line) => JSON.parse(line))
    .map(({ task, prompt, without }) => task ?? prompt ?? without)
    .filter((prompt) => typeof prompt === 'string' && prompt.length > 0 && prompt.length <= MAX_CHARS);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
