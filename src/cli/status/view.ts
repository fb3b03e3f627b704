/** The status for a person: at most 80 columns, the most telling first. */
import { type Paint, visible } from '../output.ts';
import type { WireStatus } from './source.ts';

const LABEL_WIDTH = 11;
const NAME_WIDTH = 27;
const MIB = 1_048_576;

export interface ViewOptions {
  readonly paint: Paint;
  readonly columns: number;
  /** The status is that of a server, not of a command that has read the store. */
  readonly isOfServer: boolean;
}

export function statusView(status: WireStatus, { paint, columns, isOfServer }: ViewOptions): readonly string[] {
  const width = Math.max(40, Math.min(columns, 100));
  const row = (label: string, text: string) => labelled(label, visible(text), width, paint);
  return [
    headline(status, paint),
    ...status.health.problems.flatMap((problem) => row('problem', problem)),
    '',
    ...operationTable(status, paint),
    '',
    ...row('grade', gradeText(status.grades.average)),
    ...row('tail grade', gradeText(status.grades.tail)),
    ...row('trend', status.outlook?.trend.reason ?? 'n/a: the store has not told of the last hours'),
    ...row('forecast', status.outlook?.forecast.reason ?? 'n/a'),
    ...alertLines(status).flatMap((line, index) => row(index === 0 ? 'alerts' : '', line)),
    '',
    ...row('store', storeText(status)),
    ...(isOfServer
      ? [
          ...row('caches', cacheText(status)),
          ...row('event loop', loopText(status)),
          ...row('admission', admissionText(status)),
          ...row('history', historyText(status)),
        ]
      : []),
    ...replicaTable(status, paint),
  ];
}

/** One line, for a pipe. */
export function statusLine({ health, scope, window: { until, total } }: WireStatus): string {
  const figures = [
    `calls=${total.count}`,
    `per_second=${total.per_second.toFixed(2)}`,
    `errors=${total.errors}`,
    `p50_ms=${ms(total.p50_ms)}`,
    `p95_ms=${ms(total.p95_ms)}`,
    `p99_ms=${ms(total.p99_ms)}`,
  ];
  return `${until} ${health.state} scope=${scope} ${figures.join(' ')}`;
}

function headline({ health, version, uptime_seconds, scope, replicas = [], window }: WireStatus, paint: Paint): string {
  const state = health.state === 'healthy' ? paint(['green', 'bold'], 'healthy') : paint(['red', 'bold'], 'unhealthy');
  const who =
    scope === 'all' ? `${replicas.length} replica${replicas.length === 1 ? '' : 's'}` : `up ${spell(uptime_seconds)}`;
  const seconds = (Date.parse(window.until) - Date.parse(window.since)) / 1_000;
  return `${state}  prompt-improver ${visible(version)}, ${who}; last ${spell(seconds)} to ${clock(window.until)}`;
}

function operationTable({ window: { total, operations } }: WireStatus, paint: Paint): readonly string[] {
  const cells = ['calls', '/s', 'errors', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'];
  const line = (figures: typeof total, name: string) =>
    tableLine(name, [
      String(figures.count),
      figures.per_second.toFixed(1),
      figures.error_rate === null ? '-' : `${(100 * figures.error_rate).toFixed(1)} %`,
      ms(figures.p50_ms),
      ms(figures.p95_ms),
      ms(figures.p99_ms),
      ms(figures.max_ms),
    ]);
  return [
    paint('dim', tableLine('operation', cells)),
    paint('bold', line(total, 'all')),
    ...operations.map((figures) => line(figures, figures.operation)),
  ];
}

function tableLine(name: string, cells: readonly string[]): string {
  const shown = visible(name);
  const short = shown.length > NAME_WIDTH ? `…${shown.slice(1 - NAME_WIDTH)}` : shown;
  return `${short.padEnd(NAME_WIDTH)}${cells.map((cell, index) => cell.padStart(index === 0 || index === 2 ? 8 : 7)).join('')}`;
}

function gradeText({ letter, reason, next }: WireStatus['grades']['average']): string {
  return `${letter ?? 'n/a'}. ${reason}${next === null ? '' : ` ${next}`}`;
}

function alertLines({ alerts }: WireStatus): readonly string[] {
  if (alerts === null) return ['n/a: the store has not told of them'];
  if (alerts.length === 0) return ['none'];
  return alerts.map(
    ({ rule, state, since, muted, summary }) =>
      `${rule} ${state} since ${clock(since)}${muted === null ? '' : ` (${muted})`}: ${summary}`,
  );
}

function storeText({ store, storing, improvements_not_stored }: WireStatus): string {
  if (store.state === 'unavailable') return `unavailable: ${store.code}: ${store.message}`;
  const pool =
    store.pool && `, ${store.pool.in_use} of ${store.pool.max} connections in use, ${store.pool.waiting} waiting`;
  const lost = improvements_not_stored === 0 ? '' : `, ${improvements_not_stored} improvements not stored`;
  return `${store.kind} at ${store.location}, ${ms(store.latency_ms)} ms${pool ?? ''}; storing ${storing}${lost}`;
}

function cacheText({ cache }: WireStatus): string {
  if (cache.levels === 'off') return 'switched off';
  const sum = (key: 'l1_hits' | 'l2_hits' | 'loads') => cache.spaces.reduce((total, space) => total + space[key], 0);
  const [l1, l2, l3] = [sum('l1_hits'), sum('l2_hits'), sum('loads')];
  const reads = l1 + l2 + l3;
  const share = (part: number) => (reads === 0 ? '-' : `${((100 * part) / reads).toFixed(1)} %`);
  const redis = cache.redis === undefined ? 'no Redis' : `Redis ${cache.redis.connected ? 'connected' : 'away'}`;
  return `L1 ${share(l1)}, L2 ${share(l2)}, L3 ${share(l3)} of ${reads} reads since the start; ${redis}`;
}

function loopText({ event_loop, gc, memory }: WireStatus): string {
  const delay = `delay in ms: p99 ${ms(event_loop.delay_p99_ms)}, max ${ms(event_loop.delay_max_ms)}`;
  const collections = `${gc.pauses} collections, ${gc.sum_ms.toFixed(0)} ms`;
  return `${delay}, busy ${(100 * event_loop.utilization).toFixed(0)} %; ${collections}; ${(memory.rss_bytes / MIB).toFixed(0)} MiB`;
}

function admissionText({ admission: { on, limit, in_flight, queued, classes } }: WireStatus): string {
  if (!on) return 'switched off';
  const shed = Object.values(classes).reduce((sum, of) => sum + of.shed_queue_full + of.shed_queue_timeout, 0);
  return `${in_flight} of ${limit ?? 'any number of'} calls, ${queued} queued, ${shed} refused since the start`;
}

function historyText({ history }: WireStatus): string {
  if (history === null) return 'switched off';
  const { pending, dropped, failed_writes } = history;
  if (pending + dropped + failed_writes === 0) return 'every minute is in the store';
  return `minutes: ${pending} waiting for the store, ${dropped} given up; ${failed_writes} writes failed`;
}

function replicaTable({ scope, replicas = [] }: WireStatus, paint: Paint): readonly string[] {
  if (scope !== 'all') return [];
  const line = (cells: readonly [string, string, string, string, string, string]) => {
    const [id, host, ...figures] = cells;
    return `${id.padEnd(14)}${host.slice(0, 25).padEnd(26)}${figures.map((cell) => cell.padStart(10)).join('')}`;
  };
  return [
    '',
    paint('dim', line(['replica', 'host', 'seen', 'calls', 'errors', 'p95 ms'])),
    ...replicas.map(({ id, host, state, age_seconds, count, errors, p95_ms }) => {
      const seen = state === 'this' ? 'this one' : `${Math.round(age_seconds)} s ago`;
      const text = line([visible(id), visible(host), seen, String(count), String(errors), ms(p95_ms)]);
      return state === 'silent' ? paint('yellow', text) : text;
    }),
  ];
}

/** The text in the columns behind the label, over as many lines as it takes. */
function labelled(label: string, text: string, width: number, paint: Paint): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width - LABEL_WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${paint('dim', (index === 0 ? label : '').padEnd(LABEL_WIDTH))}${line}`);
}

function ms(value: number | null): string {
  if (value === null) return 'n/a';
  return value >= 1_000 ? value.toFixed(0) : value.toFixed(1);
}

function clock(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 8);
}

/** `42 s`, `5 min`, `3 h 12 min`, `2 d 4 h`. */
function spell(seconds: number): string {
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600), Math.floor(seconds / 86_400)];
  if (minutes < 1) return `${Math.round(seconds)} s`;
  if (hours < 1) return `${minutes} min`;
  return days < 1 ? `${hours} h ${minutes % 60} min` : `${days} d ${hours % 24} h`;
}
