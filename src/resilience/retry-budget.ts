/**
 * How many calls may be made again. Without it every caller of a service that is down adds its retries to the load that
 * keeps it down. A token bucket, as Finagle's RetryBudget and gRPC's retry throttling (gRFC A6) have it: each call puts in
 * a part of a token, each retry takes a whole one.
 */
export interface RetryBudgetOptions {
  /** Retries that each call pays for: 0.1 lets retries add a tenth of the calls. 0 to 1. */
  readonly share: number;
  /** Tokens that are there at the start, and the most that are ever saved up. */
  readonly reserve: number;
  /** Tokens that come by themselves, for callers too rare to pay for their own. */
  readonly perSecond: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Over any stretch of time: retries ≤ `share` × calls + `perSecond` × seconds + `reserve`. */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #tokens: number;
  #filledMs: number;

  constructor(options: RetryBudgetOptions) {
    this.#options = options;
    this.#tokens = options.reserve;
    this.#filledMs = options.now();
  }

  /** A call is made for the first time. */
  deposit(): void {
    this.#fill();
    this.#add(this.#options.share);
  }

  /** Takes a token for a retry; false when there is none, and then nothing may be tried again. */
  tryWithdraw(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(): void {
    const nowMs = this.#options.now();
    this.#add(((nowMs - this.#filledMs) / 1_000) * this.#options.perSecond);
    this.#filledMs = nowMs;
  }

  #add(tokens: number): void {
    this.#tokens = Math.min(this.#options.reserve, this.#tokens + tokens);
  }
}
