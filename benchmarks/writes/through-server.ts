/** What grouping is worth to callers of a whole server on the embedded store: HTTP, `set_session`, closed loop. */
import { Replica } from '../../test/replicas/server.ts';
import { environment, format, summarise, table } from '../samples.ts';

const ROUNDS = 7;
const CALLERS = [1, 8, 64] as const;
const CALLS = 2_000;
const data = { goal: 'Sort the list of orders by date. '.repeat(28) };

interface Run {
  readonly perSecond: number;
  readonly latencyMs: number;
  /** Of the server, for each call. */
  readonly cpuUs: number;
  readonly callsOfBatch: number;
}

async function countersOf(replica: Replica): Promise<{ readonly cpuSeconds: number; readonly batches: number }> {
  const { writes } = await replica.ok('get_performance_status');
  // The shape of the tool's own schema.
  const { batches } = (writes as { readonly sessions: { readonly batches: number } }).sessions;
  const [, cpu] = /^process_cpu_seconds_total (\S+)$/m.exec(await replica.text('/metrics')) ?? [];
  return { cpuSeconds: Number(cpu), batches };
}

async function measure(replica: Replica, callers: number): Promise<Run> {
  const before = await countersOf(replica);
  const latencies: number[] = [];
  let started = 0;
  const startMs = performance.now();
  const caller = async (_: unknown, id: number) => {
    while (started++ < CALLS) {
      const sinceMs = performance.now();
      await replica.ok('set_session', { session_id: `s${id}`, data });
      latencies.push(performance.now() - sinceMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (CALLS / (performance.now() - startMs)) * 1_000;
  const after = await countersOf(replica);
  return {
    perSecond,
    latencyMs: summarise(latencies).p50,
    cpuUs: ((after.cpuSeconds - before.cpuSeconds) / CALLS) * 1e6,
    callsOfBatch: CALLS / (after.batches - before.batches),
  };
}

/** A line on what was measured, and a table of it. */
export async function throughServer(windowMs: number): Promise<string> {
  const start = (window: number) =>
    Replica.start({
      databaseUrl: '',
      redisUrl: '',
      env: { PROMPT_IMPROVER_STORE_BATCH_WINDOW_MS: String(window) },
    });
  await using single = await start(0);
  await using together = await start(windowMs);
  const rows: string[][] = [];
  for (const callers of CALLERS) {
    const runs = { single: [] as Run[], together: [] as Run[] };
    for (let round = 0; round <= ROUNDS; round++) {
      const run = { single: await measure(single, callers), together: await measure(together, callers) };
      // The first round warms up.
      if (round > 0) for (const kind of ['single', 'together'] as const) runs[kind].push(run[kind]);
    }
    const figures = (of: readonly Run[], key: keyof Run, digits: number) =>
      format(summarise(of.map((run) => run[key])).p50, digits);
    const both = (key: keyof Run, digits: number) => [
      figures(runs.single, key, digits),
      figures(runs.together, key, digits),
    ];
    rows.push([
      String(callers),
      ...both('perSecond', 0),
      ...both('latencyMs', 2),
      ...both('cpuUs', 0),
      figures(runs.together, 'callsOfBatch', 1),
    ]);
  }
  const head = ['per s', 'p50 ms', 'CPU of the server, µs a call'].flatMap((what) => [
    `one by one, ${what}`,
    `together, ${what}`,
  ]);
  const what = `${CALLS} calls of set_session over HTTP on the embedded store, median of ${ROUNDS} rounds, interleaved`;
  return `${what}. ${environment()}.\n\n${table([['callers', ...head, 'calls of a batch'], ...rows])}`;
}
