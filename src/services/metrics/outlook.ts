/** Trend and forecast of response times from the stored minutes, worked out anew only now and then. */
import { forecastOf } from '../../performance/assessment/forecast.ts';
import { p95Series } from '../../performance/assessment/p95-series.ts';
import { trendOf } from '../../performance/assessment/trend.ts';
import type { MinuteHistory } from '../../performance/window.ts';
import type { OutlookReport, StatusScope } from '../types.ts';

const MINUTE_MS = 60_000;
const SPAN_MS = 180 * MINUTE_MS;

export interface OutlookOptions {
  readonly history: MinuteHistory;
  readonly targetMs: number;
  readonly now: () => number;
}

interface Known {
  /** The last whole minute that it takes in ends here. */
  readonly untilMs: number;
  readonly report: Promise<OutlookReport>;
}

export class Outlook {
  readonly #options: OutlookOptions;
  readonly #known = new Map<StatusScope, Known>();

  constructor(options: OutlookOptions) {
    this.#options = options;
  }

  /** Of the last three hours of whole minutes: the same for all who ask within a minute. Rejects with `STORE_…` */
  report(scope: StatusScope): Promise<OutlookReport> {
    const untilMs = Math.floor(this.#options.now() / MINUTE_MS) * MINUTE_MS;
    const known = this.#known.get(scope);
    if (known?.untilMs === untilMs) return known.report;
    const report = this.#workOut(scope, untilMs);
    this.#known.set(scope, { untilMs, report });
    // The next one who asks tries again.
    report.catch(() => this.#known.delete(scope));
    return report;
  }

  async #workOut(scope: StatusScope, untilMs: number): Promise<OutlookReport> {
    const { history, targetMs } = this.#options;
    const frame = { sinceMs: untilMs - SPAN_MS, untilMs, stepMinutes: 1 };
    const series = p95Series(await history.minutes({ ...frame, scope }), frame);
    return { trend: trendOf(series), forecast: forecastOf(series, targetMs) };
  }
}
