/**
 * Trend and forecast on series of which the truth is known: how often a trend is seen where there is none (beside other methods),
 * how often a rise of 30 % in an hour is, how often what comes lies in the forecast's 80 % interval, and how often two hours are
 * said to differ. Option: `--runs <n>`
 * series for each row (400). Exit code 3 when a bar is missed.
 */
import { parseArgs } from 'node:util';
import { comparePeriods } from '../src/performance/report/comparison.ts';
import { forecast, HORIZON_SHARE } from '../src/stats/forecast.ts';
import { Histogram } from '../src/stats/histogram.ts';
import { slopeVarianceInflation } from '../src/stats/persistence.ts';
import { normal, seededRandom } from '../test/random.ts';
import { points } from '../src/stats/series.ts';
import { studentTwoSided } from '../src/stats/student-t.ts';
import { wilsonInterval } from '../src/stats/wilson.ts';
import { environment, table } from './samples.ts';
import { hour } from './trend/periods.ts';
import { METHODS, type Method } from './trend/methods.ts';
import { autoregressive, heavyTailed, KINDS, rising, slowUnderNoise, type Uniform } from './trend/noise.ts';

const MAX_FALSE_ALARMS = 0.05;
const MIN_DETECTED = 0.95;
const [MIN_COVERAGE, MAX_COVERAGE] = [0.7, 0.9];
/** Deviations of minute p95s (of their logarithm) and memories that a rise must be seen under; others are shown. */
const RISE = 1.3;
const RISE_MINUTES = 60;
const MUST_SEE = [
  { sd: 0.05, phi: 0 },
  { sd: 0.05, phi: 0.5 },
  { sd: 0.1, phi: 0 },
  { sd: 0.1, phi: 0.3 },
];

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '400' } } });
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('--runs must be a whole number of at least 1.');
  process.exit(2);
}
const missed: string[] = [];

const percent = (share: number) => (100 * share).toFixed(1);
const [ours] = METHODS;

function shareSeen(method: Method, seed: number, make: (uniform: Uniform) => number[], count = runs): number {
  const uniform = seededRandom(seed);
  let seen = 0;
  for (let run = 0; run < count; run++) seen += Number(method.sees(make(uniform)));
  return seen / count;
}

function withInterval(share: number): string {
  const { low, high } = wilsonInterval(share * runs, runs) ?? { low: 0, high: 1 };
  return `${percent(share)} [${percent(low)}, ${percent(high)}]`;
}

/** Missed when even the end of the interval that is kinder to us is on the wrong side. */
function falseAlarms(name: string, noise: typeof autoregressive, phis: readonly number[], isBar: boolean): string[][] {
  return [30, 60, 120, 180].flatMap((n) =>
    phis.map((phi) => {
      const shares = METHODS.map((method) => shareSeen(method, n + 1000 * phi, (uniform) => noise(uniform, n, phi, 1)));
      const share = shares[0] ?? 1;
      if (isBar && (wilsonInterval(share * runs, runs)?.low ?? 1) > MAX_FALSE_ALARMS)
        missed.push(`false alarms ${name}`);
      return [name, String(n), String(phi), withInterval(share), ...shares.slice(1).map(percent)];
    }),
  );
}

console.log(`${environment()}; ${runs} series a row\n`);
console.log('A trend seen where there is none, at the 5 % level, in % of series:\n');
console.log(
  table([
    ['noise', 'n', 'φ', ...METHODS.map(({ name }) => name)],
    ...falseAlarms('AR(1)', autoregressive, [0, 0.3, 0.5, 0.7], true),
    ...falseAlarms('heavy tails', heavyTailed, [0.5, 0.7], true),
    ...falseAlarms('slow under noise', slowUnderNoise, [0.5, 0.7], false),
  ]),
);

/** What least squares see with a normal distribution when the memory need not be estimated. */
function seenWithKnownMemory(sd: number, phi: number): number {
  const known = points(Array<number>(RISE_MINUTES).fill(0));
  const squares = known.reduce((sum, { at }) => sum + (at - (RISE_MINUTES - 1) / 2) ** 2, 0);
  const deviation = sd * Math.sqrt(slopeVarianceInflation(known, phi) / squares);
  const distance = Math.log(RISE) / (RISE_MINUTES - 1) / deviation - 1.96;
  const tail = studentTwoSided(distance, 1e6) / 2;
  return distance > 0 ? 1 - tail : tail;
}

/** Of the p95 of a minute by chance alone, as a share of it. */
function chanceDeviation(calls: number): number {
  const uniform = seededRandom(calls);
  const logs = Array.from({ length: 400 }, () => {
    const histogram = new Histogram();
    for (let call = 0; call < calls; call++) histogram.record(40 * Math.exp(0.5 * normal(uniform)));
    return Math.log(histogram.quantileMs(0.95) ?? Number.NaN);
  });
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
}

console.log('\nA rise of 30 % over 60 minutes seen, in % of series:\n');
const detected = [0.05, 0.1].flatMap((sd) =>
  [0, 0.3, 0.5, 0.7].map((phi) => {
    const make = (uniform: Uniform) => rising(autoregressive(uniform, RISE_MINUTES, phi, sd), RISE);
    const share = ours === undefined ? 0 : shareSeen(ours, RISE_MINUTES + 1000 * phi, make);
    const isBar = MUST_SEE.some((must) => must.sd === sd && must.phi === phi);
    if (isBar && (wilsonInterval(share * runs, runs)?.high ?? 0) < MIN_DETECTED) missed.push(`detection ${sd} ${phi}`);
    return [
      `${100 * sd} %`,
      String(phi),
      withInterval(share),
      percent(seenWithKnownMemory(sd, phi)),
      isBar ? `at least ${percent(MIN_DETECTED)}` : 'shown',
    ];
  }),
);
console.log(table([['deviation', 'φ', 'seen', 'by least squares, φ known', 'bar'], ...detected]));

const chance = [100, 500].map((calls) => `${percent(chanceDeviation(calls))} % with ${calls} calls`);
console.log(`\nDeviation of the p95 of a minute by chance alone (lognormal, σ = 0.5): ${chance.join(', ')}.`);

console.log(
  "\nWithin the forecast's 80 % interval, in % of what came; and how often damped Holt beat the last value:\n",
);
const forecastRuns = Math.max(1, Math.round(runs / 4));
const covered = [90, 180].flatMap((known) =>
  KINDS.map(({ name, make }) => {
    const ahead = Math.floor(known * HORIZON_SHARE);
    const uniform = seededRandom(known);
    let within = 0;
    let holt = 0;
    for (let run = 0; run < forecastRuns; run++) {
      const series = make(uniform, known + ahead, known);
      const { steps = [], method } = forecast(series.slice(0, known)) ?? {};
      holt += Number(method === 'damped_holt');
      for (const [index, { low, high }] of steps.entries()) {
        const value = series[known + index] ?? Number.NaN;
        within += Number(low <= value && value <= high);
      }
    }
    const coverage = within / (forecastRuns * ahead);
    if (coverage < MIN_COVERAGE || coverage > MAX_COVERAGE) missed.push(`coverage ${name}, ${known} known`);
    return [name, String(known), String(ahead), percent(coverage), percent(holt / forecastRuns)];
  }),
);
console.log(table([['series', 'known', 'ahead', 'within', 'damped Holt'], ...covered]));

console.log(
  '\nTwo hours of the same server, and of one that got 30 % slower, said to differ, in % of pairs (60 calls a minute):\n',
);
const compareRuns = Math.max(1, Math.round(runs / 5));
const differing = [0, 0.5, 0.8].map((phi) => {
  const differs = (figure: 'p95' | 'errors', medianMs: number) => {
    const uniform = seededRandom(1 + 1000 * phi);
    let count = 0;
    for (let run = 0; run < compareRuns; run++) {
      const period = (stretches: ReturnType<typeof hour>) => ({ sinceMs: 0, untilMs: 3_600_000, stretches });
      const { figures } = comparePeriods(period(hour(uniform, { phi })), period(hour(uniform, { phi, medianMs })));
      const verdict = figures.find((compared) => compared.figure === figure)?.verdict;
      count += Number(verdict === 'regression' || verdict === 'improved');
    }
    return count / compareRuns;
  };
  return [String(phi), percent(differs('p95', 40)), percent(differs('errors', 40)), percent(differs('p95', 52))];
});
console.log(table([['φ', 'same, p95', 'same, errors', '30 % slower, p95'], ...differing]));

if (missed.length > 0) {
  console.error(`\nMissed: ${missed.join('; ')}.`);
  process.exitCode = 3;
}
