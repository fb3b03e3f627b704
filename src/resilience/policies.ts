/**
 * How calls to somebody else's server are made: each attempt has a deadline, a failure that may pass is tried again after a
 * pause with full jitter as long as the retry budget lasts, and a server that keeps failing is not asked at all for a while.
 * Retry, breaker and timeout are cockatiel's, loaded with the first call. The order is retry around breaker around timeout,
 * so that the breaker sees every attempt and an open one ends the retries.
 */
import type * as Cockatiel from 'cockatiel';
import type { RetryBudget } from './retry-budget.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface CallPolicyOptions {
  /** Of one attempt; what takes longer is aborted and counts as a failure that may pass. */
  readonly attemptTimeoutMs: number;
  /** Attempts after the first one; 0: nothing is tried again. */
  readonly maxRetries: number;
  /** The pause before retry n is random between 0 and `firstDelayMs` × 2^(n-1), at most `maxDelayMs`. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Shared by the policies of one server. */
  readonly budget: RetryBudget;
  /** Attempts in a row that must fail for the breaker to open. */
  readonly breakerFailures: number;
  /** How long nobody is let through; then one call is the probe, and the others wait for its outcome. */
  readonly breakerPauseMs: number;
  /** Whether the failure may pass by itself. Others are neither tried again nor held against the server. */
  readonly isTransient: (error: unknown) => boolean;
  /** The least to wait before the next attempt, such as the server's own Retry-After. Never longer than `maxDelayMs`. */
  readonly retryAfterMs?: (error: unknown) => number | undefined;
  readonly onEvent?: (event: CallPolicyEvent) => void;
  /** 0 to 1, exclusive. Default: Math.random. */
  readonly random?: () => number;
}

export type CallPolicyEvent =
  | { readonly type: 'retry'; readonly attempt: number; readonly delayMs: number; readonly error: unknown }
  | { readonly type: 'gave-up'; readonly reason: 'attempts' | 'budget'; readonly error: unknown }
  | { readonly type: 'breaker'; readonly state: BreakerState };

/** Counts are since the start. */
export interface CallPolicyFigures {
  readonly calls: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly retries: number;
  /** Failures that were not tried again because the budget was spent. */
  readonly overBudget: number;
  /** Calls that ended because the breaker was open. */
  readonly rejected: number;
  readonly breaker: BreakerState;
  readonly breakerOpened: number;
}

/** The server was not asked: it has failed too often just now. */
export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
}

/** No answer within `attemptTimeoutMs`. */
export class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError';
}

/** The caller took the call back: says nothing of the server. Never seen by a caller, who has the reason of its signal. */
class CallerGoneError extends Error {}

interface Loaded {
  readonly cockatiel: typeof Cockatiel;
  readonly breaker: Cockatiel.CircuitBreakerPolicy;
  readonly timeout: Cockatiel.TimeoutPolicy;
}

export class CallPolicy {
  readonly #options: CallPolicyOptions;
  #loading: Promise<Loaded> | undefined;
  #breaker: BreakerState = 'closed';
  #calls = 0;
  #succeeded = 0;
  #failed = 0;
  #retries = 0;
  #overBudget = 0;
  #rejected = 0;
  #breakerOpened = 0;

  constructor(options: CallPolicyOptions) {
    this.#options = options;
  }

  /**
   * @param work one attempt; its signal is aborted when the attempt takes too long or the caller's `signal` is
   * @throws what the last attempt failed with, `AttemptTimeoutError`, `BreakerOpenError`, or the reason of `signal` at once
   * when it is aborted, during a pause too
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.#calls += 1;
    this.#options.budget.deposit();
    try {
      const result = await abortable(this.#retrying(work, signal), signal);
      this.#succeeded += 1;
      return result;
    } catch (error) {
      this.#failed += 1;
      throw error;
    }
  }

  figures(): CallPolicyFigures {
    return {
      calls: this.#calls,
      succeeded: this.#succeeded,
      failed: this.#failed,
      retries: this.#retries,
      overBudget: this.#overBudget,
      rejected: this.#rejected,
      breaker: this.#breaker,
      breakerOpened: this.#breakerOpened,
    };
  }

  async #retrying<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const loaded = await (this.#loading ??= this.#load());
    const { DelegateBackoff, handleWhen, retry } = loaded.cockatiel;
    const { maxRetries } = this.#options;
    let retries = 0;
    const mayRetry = (error: unknown): boolean => {
      if (!this.#isTransient(error)) return false;
      if (retries < maxRetries && this.#options.budget.tryWithdraw()) {
        retries += 1;
        return true;
      }
      const reason = retries < maxRetries ? 'budget' : 'attempts';
      if (reason === 'budget') this.#overBudget += 1;
      this.#emit({ type: 'gave-up', reason, error });
      return false;
    };
    // Made for each call: only so does the filter know whose budget and how many attempts it decides about.
    const policy = retry(handleWhen(mayRetry), {
      maxAttempts: maxRetries,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const error = 'error' in result ? result.error : undefined;
        const delayMs = this.#delayMs(attempt, error);
        this.#retries += 1;
        this.#emit({ type: 'retry', attempt, delayMs, error });
        return delayMs;
      }),
    });
    return policy.execute(() => this.#attempt(loaded, work, signal), signal);
  }

  async #attempt<T>(
    { cockatiel: { BrokenCircuitError, TaskCancelledError }, breaker, timeout }: Loaded,
    work: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const isGone = () => signal?.aborted === true;
    const timed = async (): Promise<T> => {
      // Cockatiel tries once more when it is aborted during a pause.
      if (isGone()) throw new CallerGoneError();
      try {
        return await timeout.execute((attempt) => work(attempt.signal), signal);
      } catch (error) {
        if (isGone()) throw new CallerGoneError();
        if (!(error instanceof TaskCancelledError)) throw error;
        throw new AttemptTimeoutError(`No answer within ${this.#options.attemptTimeoutMs} ms.`);
      }
    };
    try {
      return await breaker.execute(timed, signal);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      this.#rejected += 1;
      throw new BreakerOpenError('It failed too often just now and is not asked for a while.');
    }
  }

  async #load(): Promise<Loaded> {
    const cockatiel = await import('cockatiel');
    const { attemptTimeoutMs, breakerFailures, breakerPauseMs } = this.#options;
    const { CircuitState, ConsecutiveBreaker, TimeoutStrategy, circuitBreaker, handleWhen } = cockatiel;
    const breaker: Cockatiel.CircuitBreakerPolicy = circuitBreaker(
      // A probe that was taken back has shown nothing, and must not close the breaker.
      handleWhen((error) =>
        error instanceof CallerGoneError ? breaker.state === CircuitState.HalfOpen : this.#isTransient(error),
      ),
      { halfOpenAfter: breakerPauseMs, breaker: new ConsecutiveBreaker(breakerFailures) },
    );
    breaker.onStateChange((state) => this.#breakerChanged(stateName(state, cockatiel)));
    return { cockatiel, breaker, timeout: cockatiel.timeout(attemptTimeoutMs, TimeoutStrategy.Aggressive) };
  }

  #isTransient(error: unknown): boolean {
    if (error instanceof BreakerOpenError || error instanceof CallerGoneError) return false;
    return error instanceof AttemptTimeoutError || this.#options.isTransient(error);
  }

  /** Full jitter: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015. */
  #delayMs(attempt: number, error: unknown): number {
    const { firstDelayMs, maxDelayMs, retryAfterMs, random = Math.random } = this.#options;
    const jitteredMs = random() * Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
    return Math.min(maxDelayMs, Math.max(jitteredMs, retryAfterMs?.(error) ?? 0));
  }

  #breakerChanged(state: BreakerState): void {
    this.#breaker = state;
    if (state === 'open') this.#breakerOpened += 1;
    this.#emit({ type: 'breaker', state });
  }

  #emit(event: CallPolicyEvent): void {
    this.#options.onEvent?.(event);
  }
}

function stateName(state: Cockatiel.CircuitState, { CircuitState: States }: typeof Cockatiel): BreakerState {
  switch (state) {
    case States.Closed:
      return 'closed';
    case States.HalfOpen:
      return 'half-open';
    case States.Open:
    case States.Isolated:
      return 'open';
  }
}

/** `work`, or a rejection with the reason of `signal` as soon as that is aborted. */
function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
