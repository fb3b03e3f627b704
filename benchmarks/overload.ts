/**
 * What callers get of a server that is offered twice the load it can bear, and how it comes back; with admission and without
 * it, in the same run. Open loop, a server process and a generator process on loopback; both share the machine's cores.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { atLeast, atMost, type Budget, judge } from './budget.ts';
import { type Figures, findCapacity, measure, type Probe, recoverySeconds, TARGET_MS } from './overload/phases.ts';
import { CONNECT_MS } from './overload/load.ts';
import { LoadGenerator, Server } from './overload/processes.ts';
import { environment, format, table } from './samples.ts';

const OVERLOAD_MS = Number(process.argv[2] ?? 20) * 1_000;
const QUIET_MS = 4_000;
const AFTER_MS = 4_000;
const FLOOD_MS = 4_000;
const QUIET_SHARE = 0.4;
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

const start = (admission: 'on' | 'off') =>
  Server.start([bin, 'serve', '--http', '--port', '0'], { PROMPT_IMPROVER_ADMISSION_ENABLED: admission });

interface Arm {
  readonly name: string;
  readonly quiet: Figures;
  readonly overload: Figures;
  readonly after: Figures;
  readonly recoveredAfterS: number;
  readonly flood: Figures;
  readonly rssAfterMb: number;
  readonly failures: readonly string[];
}

async function warm(probe: Probe): Promise<void> {
  for (const perSecond of [100, 300]) await measure(probe, perSecond, 3_000);
}

async function runArm(name: 'on' | 'off', generator: LoadGenerator, capacity: number): Promise<Arm> {
  await using server = await start(name);
  const probe: Probe = { server, generator, nextSeed: 1_000 };
  await warm(probe);
  const quiet = await measure(probe, capacity * QUIET_SHARE, QUIET_MS);
  const overload = await measure(probe, capacity * 2, OVERLOAD_MS);
  const after = await measure(probe, capacity * QUIET_SHARE, AFTER_MS);
  const flood = await measure(probe, capacity * 10, FLOOD_MS);
  const last = await measure(probe, capacity * QUIET_SHARE, AFTER_MS);
  return {
    name: `admission ${name}`,
    quiet: quiet.figures,
    overload: overload.figures,
    after: after.figures,
    // The generator waits for the last answers and opens connections anew: so long after its end the load is looked at.
    recoveredAfterS:
      (overload.result.restMs + CONNECT_MS) / 1_000 + recoverySeconds(after.result, quiet.figures.p95, AFTER_MS),
    flood: flood.figures,
    rssAfterMb: last.figures.rssMb,
    failures: [...overload.result.failures, ...flood.result.failures],
  };
}

const SATURATED = 'SATURATED';

function row(name: string, phase: string, figures: Figures, more = ''): string[] {
  const ms = (value: number) => (figures.isSaturated ? SATURATED : format(value, 1));
  return [
    name,
    phase,
    ...[figures.offered, figures.admitted, figures.shed, figures.failed].map((value) => format(value, 0)),
    ms(figures.p50),
    ms(figures.p95),
    ms(figures.p99),
    format(figures.statusP99, 1),
    format(figures.rssMb, 0),
    more,
  ];
}

console.log(`${environment()}. Server and generator on loopback, on the same ${availableParallelism()} cores.`);
using generator = new LoadGenerator();
let capacity: number;
{
  await using server = await start('off');
  const probe: Probe = { server, generator, nextSeed: 1 };
  await warm(probe);
  capacity = await findCapacity(probe, 3_000);
}
console.log(`\nIt bears ${capacity} calls of improve_prompt a second (all answered, p99 at most ${TARGET_MS} ms).\n`);
if (capacity === 0) {
  console.log('The machine is too busy to measure anything.');
  process.exit(3);
}
const on = await runArm('on', generator, capacity);
const off = await runArm('off', generator, capacity);
console.log(
  table([
    [
      '',
      'load',
      'offered/s',
      'answered/s',
      'refused/s',
      'failed/s',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'status p99 ms',
      'RSS MB',
      'back after s',
    ],
    ...[on, off].flatMap((arm) => [
      row(arm.name, `× ${QUIET_SHARE}`, arm.quiet),
      row(arm.name, '× 2', arm.overload),
      row(arm.name, `× ${QUIET_SHARE} after it`, arm.after, format(arm.recoveredAfterS, 1)),
      row(arm.name, '× 10', arm.flood),
    ]),
  ]),
);
for (const failure of on.failures.slice(0, 5)) console.log(`failed: ${failure}`);
const budgets: readonly Budget[] = [
  atMost('ms, p99 of what is answered under twice the load', on.overload.p99, TARGET_MS, 0),
  atLeast('part of what it can bear that it still answers', on.overload.admitted / capacity, 0.6),
  atMost(
    'calls a second that got neither an answer nor a refusal that says when to come back',
    on.overload.failed,
    0,
    1,
  ),
  atMost('s until it is as before', on.recoveredAfterS, 2, 1),
  atMost('ms, p99 of the status meanwhile', on.overload.statusP99, TARGET_MS, 0),
  atMost('MB that ten times the load adds', on.flood.rssMb - on.overload.rssMb, 150, 0),
];
judge(budgets);
if (on.overload.isSaturated) {
  console.log(`${SATURATED}: the generator could not keep its rate; the figures are its own.`);
  process.exitCode = 3;
}
