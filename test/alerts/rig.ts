/** Alerts as a server has them, on windows that are set by hand and a clock that is moved by hand. */
import { randomUUID } from 'node:crypto';
import type { Config } from '../../src/config/types.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createLogger } from '../../src/log/logger.ts';
import { noOutcomes, windowFigures } from '../../src/performance/figures.ts';
import type { LiveWindows } from '../../src/performance/window.ts';
import { Alerts } from '../../src/services/alerts/alerts.ts';
import { Histogram } from '../../src/stats/histogram.ts';
import type { Store } from '../../src/store/store.ts';

export interface RigOptions {
  readonly store: () => Promise<Store>;
  readonly config?: Partial<Config['alerts']>;
  readonly time?: { nowMs: number };
}

export class Rig implements AsyncDisposable {
  readonly alerts: Alerts;
  readonly log: Readonly<Record<string, unknown>>[] = [];
  readonly time: { nowMs: number };
  /** Calls of each window, and how long each took. */
  calls = 0;
  durationMs = 10;

  constructor({ store, config, time = { nowMs: Date.UTC(2026, 0, 1) } }: RigOptions) {
    this.time = time;
    const paths = { dataDir: '/', homeDir: '/', workingDir: '/' };
    const { config: defaults } = resolveConfig({ flags: {}, env: {}, paths });
    const windows: LiveWindows = { window: () => this.#window() };
    const now = () => this.time.nowMs;
    this.alerts = new Alerts({
      config: { ...defaults.alerts, burnRate: 'off', webhookTimeoutMs: 10_000, webhookRetryMaxMs: 1_000, ...config },
      targetMs: 200,
      version: '0.0.0-test',
      store,
      windows,
      minutes: { minutes: async () => [] },
      replica: randomUUID(),
      logger: createLogger('debug', (line) => this.log.push(JSON.parse(line)), now),
      now,
      monotonic: () => performance.now(),
    });
  }

  /** As if each of the last calls had taken so long. */
  see(calls: number, durationMs: number): void {
    this.calls = calls;
    this.durationMs = durationMs;
  }

  /** Evaluates every ten seconds for so long. */
  async pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i += 10) {
      this.time.nowMs += 10_000;
      await this.alerts.evaluate();
    }
  }

  /** Of the rules that are not inactive. */
  async states(): Promise<Readonly<Record<string, string>>> {
    const { alerts } = await this.alerts.report();
    const active = alerts.filter(({ state }) => state.kind !== 'inactive');
    return Object.fromEntries(active.map(({ rule, state }) => [rule, state.kind]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.alerts[Symbol.asyncDispose]();
  }

  #window() {
    const durations = new Histogram();
    for (let i = 0; i < this.calls; i++) durations.record(this.durationMs);
    return windowFigures({
      sinceMs: 0,
      untilMs: 1,
      outcomes: { ...noOutcomes(), ok: this.calls },
      sumMs: 0,
      durations,
    });
  }
}
