/** Figures by the minute from the store, of this process or of all that share it, merged. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tally } from '../../performance/monitor/tally.ts';
import type { MinuteHistory, MinuteQuery, WindowFigures } from '../../performance/window.ts';
import type { MetricFigure, MetricKey, MetricMinute, MetricQuery, MetricStore, Store } from '../../store/store.ts';

const MINUTE_MS = 60_000;
/** Each stretch holds a histogram of 8 KiB. */
const MAX_STRETCHES = 1_500;

export interface StoredMinutesOptions {
  readonly store: () => Promise<Store>;
  readonly replicaId: string;
  readonly now: () => number;
}

interface Stretch {
  readonly startMs: number;
  readonly tally: Tally;
}

export class StoredMinutes implements MinuteHistory {
  readonly #options: StoredMinutesOptions;
  #unreadable = 0;

  constructor(options: StoredMinutesOptions) {
    this.#options = options;
  }

  /** Figures that another version of the program wrote, and that were left out. */
  get unreadable(): number {
    return this.#unreadable;
  }

  async minutes(query: MinuteQuery): Promise<readonly WindowFigures[]> {
    const { sinceMs, untilMs, stepMinutes = 1 } = query;
    const stepMs = stepMinutes * MINUTE_MS;
    if (!(Number.isInteger(stepMinutes) && stepMinutes >= 1))
      throw new RangeError(`stepMinutes must be a whole number from 1 on, not ${stepMinutes}.`);
    if ((untilMs - sinceMs) / stepMs > MAX_STRETCHES)
      throw new RangeError(`${MAX_STRETCHES} stretches of ${stepMinutes} minutes are the most that are read at once.`);
    const { metrics } = await this.#options.store();
    const stretches: Stretch[] = [];
    for await (const { minuteMs, figure } of this.#figures(metrics, query)) {
      const startMs = Math.floor(minuteMs / stepMs) * stepMs;
      let last = stretches.at(-1);
      if (last?.startMs !== startMs) stretches.push((last = { startMs, tally: new Tally() }));
      this.#add(last.tally, figure);
    }
    const nowMs = this.#options.now();
    return stretches.map(({ startMs, tally }) =>
      tally.figures(startMs, Math.max(startMs, Math.min(startMs + stepMs, nowMs))),
    );
  }

  /** Of the whole time, by the name of the operation. Reads all that is stored of each minute: for some days at most. */
  async operations(query: Omit<MinuteQuery, 'stepMinutes' | 'operation'>): Promise<ReadonlyMap<string, WindowFigures>> {
    const { sinceMs, untilMs } = query;
    const { metrics } = await this.#options.store();
    const tallies = new Map<string, Tally>();
    for await (const { operations } of pages<MetricMinute>((after) =>
      metrics.minutes(this.#storeQuery(query), after),
    )) {
      for (const [name, figure] of Object.entries(operations)) {
        let tally = tallies.get(name);
        if (tally === undefined) tallies.set(name, (tally = new Tally()));
        this.#add(tally, figure);
      }
    }
    return new Map([...tallies].map(([name, tally]) => [name, tally.figures(sinceMs, untilMs)]));
  }

  #storeQuery({ sinceMs, untilMs, scope }: MinuteQuery): MetricQuery {
    return { sinceMs, untilMs, ...(scope === 'process' && { replica: this.#options.replicaId }) };
  }

  #figures(metrics: MetricStore, minutes: MinuteQuery): AsyncGenerator<MetricFigure> {
    const { operation } = minutes;
    const query = this.#storeQuery(minutes);
    return pages((after) =>
      operation === undefined ? metrics.totals(query, after) : metrics.operation(query, operation, after),
    );
  }

  #add(tally: Tally, figure: string): void {
    try {
      tally.mergeBytes(Buffer.from(figure, 'base64'));
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      this.#unreadable += 1;
    }
  }
}

/** All rows, one page at a time; calls go first. */
export async function* pages<T extends MetricKey>(read: (after?: T) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let page = await read(); page.length > 0; page = await read(page.at(-1))) {
    yield* page;
    await nextTurn();
  }
}
