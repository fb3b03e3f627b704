import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AttemptTimeoutError, BreakerOpenError, CallPolicy, type CallPolicyOptions } from './policies.ts';
import { RetryBudget } from './retry-budget.ts';

class Unreachable extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(retryAfterMs?: number) {
    super('unreachable');
    this.retryAfterMs = retryAfterMs;
  }
}

const budgetOf = (share: number, reserve: number, perSecond = 0) =>
  new RetryBudget({ share, reserve, perSecond, now: () => performance.now() });

function policy(options: Partial<CallPolicyOptions> = {}) {
  const events: string[] = [];
  const made = new CallPolicy({
    attemptTimeoutMs: 1_000,
    maxRetries: 3,
    firstDelayMs: 100,
    maxDelayMs: 2_000,
    budget: budgetOf(0, 1_000),
    breakerFailures: 1_000,
    breakerPauseMs: 5_000,
    isTransient: (error) => error instanceof Unreachable,
    retryAfterMs: (error) => (error instanceof Unreachable ? error.retryAfterMs : undefined),
    onEvent: (event) =>
      events.push(
        event.type === 'retry'
          ? `retry ${event.attempt} in ${event.delayMs}`
          : event.type === 'breaker'
            ? event.state
            : event.reason,
      ),
    random: () => 0.5,
    ...options,
  });
  return { policy: made, events };
}

/** What it came to, while the fake clock runs. */
async function outcome<T>(promise: Promise<T>): Promise<T | Error> {
  const settled = promise.catch((error: Error) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  return settled;
}

const failing = (times: number, error = new Unreachable()) => {
  let calls = 0;
  return vi.fn<(signal: AbortSignal) => Promise<string>>(async () => {
    calls += 1;
    if (calls <= times) throw error;
    return 'done';
  });
};

beforeEach(async () => {
  // Loaded before the clock stops: modules come from the disk.
  await import('cockatiel');
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe('retry', () => {
  test('a failure that passes is tried again, after pauses that double', async () => {
    const { policy: calls, events } = policy();
    const work = failing(3);
    expect(await outcome(calls.run(work))).toBe('done');
    expect(work).toHaveBeenCalledTimes(4);
    expect(events).toEqual(['retry 1 in 50', 'retry 2 in 100', 'retry 3 in 200']);
    expect(calls.figures()).toMatchObject({ calls: 1, succeeded: 1, failed: 0, retries: 3 });
  });

  test('after the last attempt the failure itself is thrown', async () => {
    const { policy: calls, events } = policy();
    const failure = new Unreachable();
    expect(await outcome(calls.run(failing(9, failure)))).toBe(failure);
    expect(events.at(-1)).toBe('attempts');
    expect(calls.figures()).toMatchObject({ failed: 1, retries: 3 });
  });

  test('a failure that will not pass is thrown at once', async () => {
    const { policy: calls, events } = policy();
    const work = vi.fn<() => Promise<never>>(async () => {
      throw new TypeError('no');
    });
    expect(await outcome(calls.run(work))).toBeInstanceOf(TypeError);
    expect(work).toHaveBeenCalledTimes(1);
    expect(events).toEqual([]);
  });

  test('the pause is at least what the server asks for, and at most the longest one', async () => {
    const { policy: calls, events } = policy();
    await outcome(calls.run(failing(1, new Unreachable(700))));
    await outcome(calls.run(failing(1, new Unreachable(3_600_000))));
    expect(events).toEqual(['retry 1 in 700', 'retry 1 in 2000']);
  });

  test('an attempt that takes too long is aborted and tried again', async () => {
    const { policy: calls } = policy({ maxRetries: 1 });
    const aborted: boolean[] = [];
    const hang = (signal: AbortSignal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => aborted.push(true)));
    expect(await outcome(calls.run(hang))).toBeInstanceOf(AttemptTimeoutError);
    expect(aborted).toEqual([true, true]);
  });

  test('under a total outage retries add no more than their share of the calls and the reserve', async () => {
    const { policy: calls } = policy({ budget: budgetOf(0.1, 10) });
    const work = failing(Number.POSITIVE_INFINITY);
    for (let call = 0; call < 200; call++) await outcome(calls.run(work));
    expect(work.mock.calls.length).toBeLessThanOrEqual(200 * 1.1 + 10);
    expect(work.mock.calls.length).toBeGreaterThan(200);
    expect(calls.figures().overBudget).toBeGreaterThan(100);
  });
});

describe('a caller who takes the call back', () => {
  test('gets its reason at once, in a pause too, and nothing is tried again', async () => {
    const { policy: calls } = policy({ firstDelayMs: 2_000 });
    const work = failing(9);
    const caller = new AbortController();
    const call = calls.run(work, caller.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    caller.abort(new Error('taken back'));
    expect(await call).toEqual(new Error('taken back'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('reaches the attempt under way, and is not held against the server', async () => {
    const { policy: calls } = policy({ breakerFailures: 1 });
    const caller = new AbortController();
    let isAborted = false;
    const work = (signal: AbortSignal) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => {
          isAborted = true;
          reject(new Unreachable());
        }),
      );
    const call = calls.run(work, caller.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    caller.abort('gone');
    expect(await call).toBe('gone');
    await vi.advanceTimersByTimeAsync(10);
    expect(isAborted).toBe(true);
    expect(calls.figures().breaker).toBe('closed');
  });
});

describe('breaker', () => {
  test('opens after failures in a row, asks nobody, and closes by one probe', async () => {
    const { policy: calls, events } = policy({ maxRetries: 0, breakerFailures: 3, breakerPauseMs: 90_000 });
    const work = failing(3);
    for (let call = 0; call < 3; call++) expect(await outcome(calls.run(work))).toBeInstanceOf(Unreachable);
    expect(await outcome(calls.run(work))).toBeInstanceOf(BreakerOpenError);
    expect(work).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(90_000);
    expect(await outcome(calls.run(work))).toBe('done');
    expect(events.filter((event) => event !== 'attempts')).toEqual(['open', 'half-open', 'closed']);
    expect(calls.figures()).toMatchObject({ breaker: 'closed', breakerOpened: 1, rejected: 1 });
  });

  test('a probe that fails or is taken back leaves it open', async () => {
    const { policy: calls } = policy({ maxRetries: 0, breakerFailures: 1, breakerPauseMs: 1_000 });
    await outcome(calls.run(failing(1)));
    await outcome(calls.run(failing(1)));
    expect(calls.figures()).toMatchObject({ breaker: 'open', breakerOpened: 2 });
    const caller = new AbortController();
    const probe = calls.run(() => new Promise<never>(() => {}), caller.signal).catch(() => {});
    await vi.advanceTimersByTimeAsync(10);
    expect(calls.figures().breaker).toBe('half-open');
    caller.abort();
    await probe;
    await vi.advanceTimersByTimeAsync(10);
    expect(calls.figures().breaker).toBe('open');
  });

  test('opened by retries, it ends them', async () => {
    const { policy: calls } = policy({ breakerFailures: 2, maxRetries: 9 });
    const work = failing(9);
    expect(await outcome(calls.run(work))).toBeInstanceOf(BreakerOpenError);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
