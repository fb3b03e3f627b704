/**
 * Brings what waits in the book to the receiver, one message at a time over all replicas. It never holds anything up: who
 * evaluates puts into the book and goes on.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../log/logger.ts';
import type { Notification } from '../../performance/alerts/notification.ts';
import { claim, delivered, undelivered } from '../../performance/alerts/outbox.ts';
import type { AlertRule } from '../../performance/alerts/rule.ts';
import { webhookMessage } from '../../performance/alerts/webhook-message.ts';
import { describeFailure } from './describe-failure.ts';
import type { SharedBook } from './shared-book.ts';
import { type Webhook, WebhookError } from './webhook.ts';

export interface NotifierOptions {
  readonly book: SharedBook;
  readonly webhook: Webhook;
  readonly rules: readonly AlertRule[];
  readonly replica: string;
  /** Longer than a message can be under way. */
  readonly leaseMs: number;
  /** Longest pause before a receiver is tried again. */
  readonly retryMaxMs: number;
  readonly now: () => number;
  /** 0 to 1, exclusive. */
  readonly random: () => number;
  readonly logger: Logger;
}

const FIRST_RETRY_MS = 1_000;
/** A message that the receiver has refused so often is given up: it would hold up all behind it. */
const MAX_REFUSALS = 5;
/** A message under way may come to its end when the server is stopped. */
const CLOSE_GRACE_MS = 2_000;

export class Notifier {
  readonly #options: NotifierOptions;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #isClosed = false;
  #sent = 0;
  #failed = 0;
  #dropped = 0;
  #isFailing = false;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Messages since the start. `dropped` are those that the receiver refused for good. */
  get figures() {
    return { sent: this.#sent, failed: this.#failed, dropped: this.#dropped, isFailing: this.#isFailing };
  }

  /** Sends what is due, if nobody does so already; returns at once. */
  wake(): void {
    if (this.#isClosed) return;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** What is not told by then stays in the book. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running === undefined) return;
    await Promise.race([this.#running, delay(CLOSE_GRACE_MS, undefined, { ref: false })]);
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isClosed && (await this.#sendNext()));
  }

  /** @returns whether there may be more to send now */
  async #sendNext(): Promise<boolean> {
    const { book, replica, leaseMs, now } = this.#options;
    if (book.book.outbox.length === 0) return false;
    let isMine = false;
    const claimed = await book.update((before) => {
      const after = claim(before, replica, leaseMs, now());
      isMine = after !== before;
      return after;
    });
    return isMine ? this.#send(claimed.outbox.filter(({ id }) => claimed.delivery.lease?.ids.includes(id))) : false;
  }

  async #send(notifications: readonly Notification[]): Promise<boolean> {
    const { book, replica, rules, webhook, now } = this.#options;
    const ids = notifications.map(({ id }) => id);
    const message = webhookMessage(notifications, rules);
    try {
      // Of a rule that this version does not have nobody can be told anything.
      if (message !== undefined) await webhook.send(message, ids[0] ?? '', this.#closing.signal);
    } catch (error) {
      const { failures } = book.book.delivery;
      this.#failed += 1;
      this.#tellOfFailure(error);
      const isGivenUp = error instanceof WebhookError && error.isRefusal && failures + 1 >= MAX_REFUSALS;
      if (!isGivenUp) {
        const pauseMs = this.#closing.signal.aborted ? 0 : this.#pauseMs(failures);
        await book.update((before) => undelivered(before, replica, pauseMs, now()));
        return false;
      }
      this.#dropped += ids.length;
      await book.update((before) => delivered(before, ids));
      return true;
    }
    this.#sent += 1;
    if (this.#isFailing) this.#options.logger.info('the alert webhook answers again');
    this.#isFailing = false;
    await book.update((before) => delivered(before, ids));
    return true;
  }

  /** Full jitter, so that replicas do not come all at once. */
  #pauseMs(failures: number): number {
    const { retryMaxMs, random } = this.#options;
    return random() * Math.min(retryMaxMs, FIRST_RETRY_MS * 2 ** Math.min(failures, 20));
  }

  #tellOfFailure(error: unknown): void {
    const { logger } = this.#options;
    const what = describeFailure(error);
    if (this.#isFailing) logger.debug('the alert webhook still fails', what);
    else logger.warn('the alert webhook fails; alerts wait for it', what);
    this.#isFailing = true;
  }
}
