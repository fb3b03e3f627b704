/** Watches the rules, keeps the book, and has people told. */
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../../config/types.ts';
import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { LogFields, Logger } from '../../log/logger.ts';
import { type Advance, type Transition, advance } from '../../performance/alerts/advance.ts';
import { type Condition, conditionOf } from '../../performance/alerts/condition.ts';
import { type AlertRule, figureText } from '../../performance/alerts/rule.ts';
import { alertRules } from '../../performance/alerts/rules.ts';
import type { Silence } from '../../performance/alerts/silence.ts';
import type { LiveWindows, MinuteHistory, WindowFigures } from '../../performance/window.ts';
import type { Store } from '../../store/store.ts';
import { BackgroundTask } from '../background-task.ts';
import { type Conditions, Fleet } from './fleet.ts';
import { MinuteCache } from './minute-cache.ts';
import { Notifier } from './notifier.ts';
import { alertViews } from './report.ts';
import { SharedBook } from './shared-book.ts';
import { SILENCE_LIMITS, checkSilence } from './silence-request.ts';
import type { AlertService, AlertsReport, SilenceRequest } from './types.ts';
import { Webhook, longestSendMs } from './webhook.ts';
import { loadEngine } from '../computing/load-engine.ts';

export interface AlertsOptions {
  readonly config: Config['alerts'];
  readonly targetMs: number;
  readonly version: string;
  readonly store: () => Promise<Store>;
  readonly windows: LiveWindows;
  readonly minutes: MinuteHistory;
  /** Names this process among those on the store. */
  readonly replica: string;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly monotonic: () => number;
}

const DAY_MS = 86_400_000;
const STORE_WAIT_MS = 2_000;
/** What a lease allows beside the sending itself: two looks at the store. */
const LEASE_MARGIN_MS = 2_000;
const MAX_BREAKER_PAUSE_MS = 30_000;
const NO_DATA: Condition = { kind: 'insufficient', samples: 0 };

export class Alerts implements AlertService, AsyncDisposable {
  readonly #options: AlertsOptions;
  readonly #rules: readonly AlertRule[];
  readonly #book: SharedBook;
  readonly #fleet: Fleet;
  readonly #minutes: MinuteCache;
  readonly #webhook: Webhook | undefined;
  readonly #notifier: Notifier | undefined;
  readonly #watching: BackgroundTask;
  readonly #listeners = new Set<() => void>();
  #conditions: Conditions = new Map();
  #evaluatedAtMs: number | null = null;
  #news = 0;
  #evaluations = 0;
  #transitions = 0;
  #dropped = 0;

  constructor(options: AlertsOptions) {
    const { config, now, monotonic, logger, version, replica } = options;
    this.#options = options;
    this.#rules = alertRules(config);
    const store = async () => (await options.store()).alerts;
    this.#book = new SharedBook({ store, now, logger, waitMs: STORE_WAIT_MS });
    const expiryMs = 3 * config.intervalMs + STORE_WAIT_MS;
    this.#fleet = new Fleet({ store, replica, now, expiryMs, waitMs: STORE_WAIT_MS });
    this.#minutes = new MinuteCache(options.minutes, now);
    if (config.webhookUrl !== undefined) {
      const retryMaxMs = config.webhookRetryMaxMs;
      this.#webhook = new Webhook({
        url: config.webhookUrl,
        secret: config.webhookSecret,
        timeoutMs: config.webhookTimeoutMs,
        breakerPauseMs: Math.min(retryMaxMs, MAX_BREAKER_PAUSE_MS),
        version,
        now,
        monotonic,
      });
      this.#notifier = new Notifier({
        book: this.#book,
        webhook: this.#webhook,
        rules: this.#rules,
        replica,
        leaseMs: longestSendMs(config.webhookTimeoutMs) + LEASE_MARGIN_MS,
        retryMaxMs,
        now,
        random: Math.random,
        logger,
      });
    }
    this.#watching = new BackgroundTask(config.intervalMs, () => this.evaluate());
  }

  /** Evaluates now and then from here on, unless alerts are switched off. */
  start(): void {
    if (this.#options.config.enabled === 'on') this.#watching.start(this.#options.config.intervalMs);
  }

  /** One evaluation. */
  async evaluate(): Promise<void> {
    const { now, config } = this.#options;
    const own = this.#ownConditions();
    let advanced: Advance | undefined;
    const book = await this.#book.update(async (before) => {
      this.#conditions = await this.#fleet.conditions(own, before);
      advanced = advance(before, {
        rules: this.#rules,
        conditions: this.#conditions,
        nowMs: now(),
        hasReceiver: this.#notifier !== undefined,
        historyMs: config.historyDays * DAY_MS,
      });
      return advanced.book;
    });
    this.#evaluations += 1;
    this.#evaluatedAtMs = now();
    for (const transition of advanced?.transitions ?? []) this.#log(transition);
    this.#transitions += advanced?.transitions.length ?? 0;
    this.#dropped += advanced?.dropped ?? 0;
    this.#tell(book.news);
    this.#notifier?.wake();
  }

  async report(): Promise<AlertsReport> {
    const { config, now } = this.#options;
    const book = await this.#book.update((before) => before);
    const { problem } = this.#book;
    const nowMs = now();
    const notified = this.#notifier?.figures;
    return {
      enabled: config.enabled === 'on',
      scope: problem === undefined ? 'shared' : 'process',
      ...(problem !== undefined && { problem: { code: problem.code, message: problem.message } }),
      evaluatedAtMs: this.#evaluatedAtMs,
      alerts: alertViews(book, this.#rules, this.#conditions, nowMs),
      silences: book.silences.filter(({ endsAtMs }) => nowMs < endsAtMs),
      history: book.history,
      waiting: book.outbox.length,
      webhook: notified === undefined ? 'off' : notified.isFailing ? 'failing' : 'ok',
      counters: {
        evaluations: this.#evaluations,
        transitions: this.#transitions,
        sent: notified?.sent ?? 0,
        failed: notified?.failed ?? 0,
        retried: this.#webhook?.figures().retries ?? 0,
        dropped: this.#dropped + (notified?.dropped ?? 0),
      },
    };
  }

  async silence(createdBy: string, request: SilenceRequest): Promise<Silence> {
    checkSilence(request, this.#rules);
    const { findSecrets, maskSecrets } = await loadEngine();
    const nowMs = this.#options.now();
    const silence: Silence = {
      id: uuidv7(),
      matchers: request.matchers,
      comment: maskSecrets(request.comment, findSecrets(request.comment)),
      createdBy,
      createdAtMs: nowMs,
      endsAtMs: nowMs + request.durationSeconds * 1_000,
    };
    const book = await this.#book.updateInStore((before) => {
      const live = before.silences.filter(({ endsAtMs }) => nowMs < endsAtMs);
      if (live.length >= SILENCE_LIMITS.silences) {
        throw new AppError('INVALID_ARGUMENT', `There may be ${SILENCE_LIMITS.silences} silences at a time.`, {
          field: 'matchers',
          limit: SILENCE_LIMITS.silences,
        });
      }
      return { ...before, silences: [...live, silence], news: before.news + 1 };
    });
    this.#tell(book.news);
    return silence;
  }

  async unsilence(id: string): Promise<Silence> {
    let ended: Silence | undefined;
    const book = await this.#book.updateInStore((before) => {
      ended = before.silences.find((silence) => silence.id === id);
      if (ended === undefined) {
        throw new AppError('SILENCE_NOT_FOUND', `There is no silence ${named(id)}.`, { field: 'id' });
      }
      return { ...before, silences: before.silences.filter((silence) => silence.id !== id), news: before.news + 1 };
    });
    this.#tell(book.news);
    if (ended === undefined) throw new AppError('SILENCE_NOT_FOUND', `There is no silence ${named(id)}.`);
    return ended;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What has not been told by then waits in the store for another process, or for the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching[Symbol.dispose]();
    await this.#notifier?.close();
    await this.#fleet.withdraw();
    this.#listeners.clear();
  }

  #ownConditions(): Conditions {
    const { windows, config, targetMs } = this.#options;
    // Putting a window together costs most of an evaluation, and rules share them.
    const windowOf = new Map<number, WindowFigures>();
    const live = (seconds: number): WindowFigures => {
      const window = windowOf.get(seconds) ?? windows.window(seconds);
      windowOf.set(seconds, window);
      return window;
    };
    const figures = {
      live,
      minutes: (seconds: number) => this.#minutes.last(seconds),
      objective: { percent: config.objectivePercent, targetMs },
    };
    const isOff = ({ signal }: AlertRule) => signal.kind === 'burn_rate' && config.burnRate === 'off';
    return new Map(this.#rules.map((rule) => [rule.id, isOff(rule) ? NO_DATA : conditionOf(rule, figures)]));
  }

  #tell(news: number): void {
    if (news === this.#news) return;
    this.#news = news;
    for (const listener of this.#listeners) listener();
  }

  #log({ rule, from, to, condition, muted }: Transition): void {
    const { logger } = this.#options;
    const fields: LogFields = {
      alert: rule.name,
      severity: rule.severity,
      from,
      to: to.kind,
      ...(condition.kind !== 'insufficient' && { value: figureText(rule.signal, condition.value) }),
      samples: condition.samples,
      ...(to.kind === 'resolved' && { reason: to.reason }),
      ...(muted !== undefined && { muted }),
    };
    if (to.kind === 'firing') logger.warn('alert fires', fields);
    else if (to.kind === 'resolved') logger.info('alert ended', fields);
    else logger.debug('alert changed', fields);
  }
}
