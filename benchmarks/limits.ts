/**
 * The limit of admission beside others, on the actual server under twice the load it can bear, in turns. `npm run bench
 * overload` finds that load; give it here: `npm run bench limits -- 500`. Open loop, server and generator on loopback.
 */
import { fileURLToPath } from 'node:url';
import { LIMITS } from './overload/limits.ts';
import { measure, type Figures, type Probe } from './overload/phases.ts';
import { LoadGenerator, Server } from './overload/processes.ts';
import { environment, format, quantile, table } from './samples.ts';

const BORNE = Number(process.argv[2] ?? 400);
const ROUNDS = 2;
const OVERLOAD_MS = 6_000;
const entry = fileURLToPath(new URL('overload/server.ts', import.meta.url));

async function underLoad(name: string, generator: LoadGenerator): Promise<Figures> {
  await using server = await Server.start([entry, name], {});
  const probe: Probe = { server, generator, nextSeed: 1 };
  for (const share of [0.2, 0.5]) await measure(probe, BORNE * share, 3_000);
  return (await measure(probe, BORNE * 2, OVERLOAD_MS)).figures;
}

console.log(`${environment()}. ${2 * BORNE} calls of improve_prompt a second, ${ROUNDS} rounds, medians.\n`);
using generator = new LoadGenerator();
const rounds = new Map(Object.keys(LIMITS).map((name): [string, Figures[]] => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, figures] of rounds) figures.push(await underLoad(name, generator));
}
const row = (name: string, figures: readonly Figures[]): string[] => {
  const middle = (of: (one: Figures) => number, digits = 0) => format(quantile(figures.map(of), 0.5), digits);
  return [
    name,
    middle(({ admitted }) => admitted),
    middle(({ shed }) => shed),
    middle(({ failed }) => failed),
    middle(({ p50 }) => p50),
    middle(({ p99 }) => p99),
    middle(({ statusP99 }) => statusP99),
    figures.some(({ isSaturated }) => isSaturated) ? 'SATURATED' : '',
  ];
};
console.log(
  table([
    ['limit', 'answered/s', 'refused/s', 'failed/s', 'p50 ms', 'p99 ms', 'status p99 ms', ''],
    ...[...rounds].map(([name, figures]) => row(name, figures)),
  ]),
);
