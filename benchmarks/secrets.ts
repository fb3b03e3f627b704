/**
 * How many secrets are found, and how often one is seen where there is none: `--data <folder>` holds a gitleaks
 * configuration (`gitleaks.toml`), from whose patterns the secrets are made, and sets of prompts (`*.jsonl`, rows with
 * `prompt`). Options: `--rounds <n>` samples of each rule, manner and surrounding (1), `--seed <n>` (1), `--all` lists
 * every rule.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findSecrets } from '../src/prompt/secrets/find.ts';
import { maskSecrets } from '../src/prompt/secrets/mask.ts';
import { environment, format, table } from './samples.ts';
import { MANNERS, sampleOf, seeded, type Manner } from './secrets/generate.ts';
import { readRules, type LeakRule } from './secrets/gitleaks.ts';
import { place, SURROUNDINGS } from './secrets/surroundings.ts';

const MIN_RECALL = 0.95;
const MAX_FALSE_ALARMS = 0.005;
const WORST_SHOWN = 15;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
  },
});
if (options.data === undefined) {
  console.log('secrets: skipped, it needs --data <folder> with gitleaks.toml and sets of prompts (*.jsonl).');
  process.exit(0);
}
const folder = options.data;
const random = seeded(Number(options.seed));

/** What a match has around the secret proper: quotes, a scheme or a name with a colon before it, a mark behind it. */
const AROUND = /^["']?(?:https?:\/\/|[^*:]*["']?:[\s|>+-]*)?["']?|["']?[^*\w]?$/g;

class Share {
  n = 0;
  found = 0;
  covered = 0;

  add(found: boolean, covered = found): void {
    this.n += 1;
    this.found += Number(found);
    this.covered += Number(covered);
  }
}

/** Score interval of Wilson at 95 %, in percent. */
function interval(count: number, n: number): string {
  const z = 1.96;
  const share = count / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const spread = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return `${percent(Math.max(0, centre - spread))} to ${percent(Math.min(1, centre + spread))}`;
}
const percent = (share: number): string => format(100 * share, 1);

const total = new Share();
const groups = { rule: new Map<string, Share>(), manner: new Map<string, Share>(), place: new Map<string, Share>() };
function of(group: Map<string, Share>, name: string): Share {
  const share = group.get(name) ?? new Share();
  group.set(name, share);
  return share;
}
const missedBy = new Map<string, string>();
const impossible = new Set<string>();

function tryOne(rule: LeakRule, manner: Manner, name: string, around: string): void {
  const sample = sampleOf(rule, manner, random);
  if (!sample) {
    impossible.add(`${rule.id} (${manner})`);
    return;
  }
  const { text, offset } = place(around, sample.text);
  const [start, end] = [offset + sample.start, offset + sample.end];
  const spans = findSecrets(text).filter((span) => span.start < end && span.end > start);
  const found = spans.length > 0;
  const covered = /^\*+$/.test(maskSecrets(text, spans).slice(start, end).replace(AROUND, ''));
  for (const share of [total, of(groups.rule, rule.id), of(groups.manner, manner), of(groups.place, name)])
    share.add(found, covered);
  if (!found) missedBy.set(rule.id, `${manner}, ${name}: ${JSON.stringify(sample.text.slice(0, 160))}`);
}

for (const rule of readRules(readFileSync(join(folder, 'gitleaks.toml'), 'utf8'))) {
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { name, around } of SURROUNDINGS) for (const manner of MANNERS) tryOne(rule, manner, name, around);
  }
}

const COLUMNS = ['n', 'found, %', '95 % interval', 'covered, %'];
const row = ([name, { n, found, covered }]: readonly [string, Share], ...more: readonly string[]): string[] => [
  name,
  String(n),
  percent(found / n),
  interval(found, n),
  percent(covered / n),
  ...more,
];
const worstFirst = (group: Map<string, Share>) =>
  [...group].sort(([, a], [, b]) => a.found / a.n - b.found / b.n || a.covered / a.n - b.covered / b.n);

console.log(`Secrets made from the patterns of gitleaks.toml. ${environment()}. Seed ${options.seed}.
"Found" has any part of the secret reported, "covered" all of it but quotes and a scheme or name before it.\n`);
console.log(table([['', ...COLUMNS], row(['all', total])]));
console.log(`\n${table([['manner', ...COLUMNS], ...worstFirst(groups.manner).map((entry) => row(entry))])}`);
console.log(`\n${table([['surroundings', ...COLUMNS], ...worstFirst(groups.place).map((entry) => row(entry))])}`);
const shown = worstFirst(groups.rule).slice(0, options.all ? Infinity : WORST_SHOWN);
console.log(
  `\n${table([
    ['rule, worst first', ...COLUMNS, 'last one missed'],
    ...shown.map(([id, share]) => row([id, share], (missedBy.get(id) ?? '').replaceAll('|', '\\|'))),
  ])}`,
);
if (impossible.size > 0) console.log(`\nNo sample with enough entropy came up for: ${[...impossible].join(', ')}.`);

const sets = new Map<string, Share>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    const prompts = line === '' ? [] : promptsOf(JSON.parse(line));
    for (const prompt of prompts) of(sets, file).add(findSecrets(prompt).length > 0);
  }
}
/** Every text of a row that is as long as a prompt, whatever the set calls it. */
function promptsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length >= 20 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(promptsOf) : [];
}
console.log(
  `\n${table([
    ['set', 'texts', 'with a secret reported', '%', '95 % interval'],
    ...[...sets].map(([name, { n, found }]) => [
      name,
      String(n),
      String(found),
      percent(found / n),
      interval(found, n),
    ]),
  ])}`,
);

const recall = total.covered / total.n;
const alarms = Math.max(0, ...[...sets.values()].map(({ found, n }) => found / n));
const verdict = (kept: boolean) => (kept ? 'kept' : 'NOT kept');
console.log(`\nCovered, at least ${percent(MIN_RECALL)} %: ${percent(recall)} %, ${verdict(recall >= MIN_RECALL)}.`);
console.log(
  `Reported in any set, at most ${percent(MAX_FALSE_ALARMS)} %: ${percent(alarms)} %, ${verdict(alarms <= MAX_FALSE_ALARMS)}.`,
);
process.exitCode = recall >= MIN_RECALL && alarms <= MAX_FALSE_ALARMS ? 0 : 3;
