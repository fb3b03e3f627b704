import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withinDeadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  const timers = vi.getTimerCount();
  vi.useRealTimers();
  if (timers > 0) throw new Error('a timer was left behind');
});

const never = () => new Promise<never>(() => {});
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

test('what ends in time is passed through, its failure too', async () => {
  const options = { signal: undefined, deadlineMs: 100 };
  expect(await withinDeadline(async () => 'done', options)).toBe('done');
  const broken = new Error('broken');
  expect(await failure(withinDeadline(() => Promise.reject(broken), options))).toBe(broken);
});

test('what takes too long is told by its signal, and the caller at once', async () => {
  const seen: unknown[] = [];
  const call = failure(
    withinDeadline(
      (signal) => {
        signal.addEventListener('abort', () => seen.push(signal.reason));
        return never();
      },
      { signal: undefined, deadlineMs: 10_000 },
    ),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  const error = await call;
  expect(error).toMatchObject({ code: 'TIMED_OUT', limit: 10_000, message: expect.stringContaining('10,000 ms') });
  expect(seen).toEqual([error]);
});

test('who takes a call back gets the reason, and the work hears of it', async () => {
  const caller = new AbortController();
  let heard: unknown;
  const call = failure(
    withinDeadline(
      (signal) => {
        signal.addEventListener('abort', () => (heard = signal.reason));
        return never();
      },
      { signal: caller.signal, deadlineMs: 1_000 },
    ),
  );
  caller.abort('taken back');
  expect(await call).toBe('taken back');
  expect(heard).toBe('taken back');
});

test('nothing is begun for a caller that has gone', async () => {
  const work = vi.fn<() => Promise<string>>(async () => 'done');
  expect(await failure(withinDeadline(work, { signal: AbortSignal.abort('gone'), deadlineMs: 0 }))).toBe('gone');
  expect(work).not.toHaveBeenCalled();
});

test('without a deadline it waits as long as it takes', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const call = withinDeadline(() => promise, { signal: undefined, deadlineMs: 0 });
  await vi.advanceTimersByTimeAsync(3_600_000);
  resolve('late');
  expect(await call).toBe('late');
});

test('a late failure of work that was given up is nobody’s', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const call = failure(withinDeadline(() => promise, { signal: undefined, deadlineMs: 10 }));
  await vi.advanceTimersByTimeAsync(10);
  expect(await call).toMatchObject({ code: 'TIMED_OUT' });
  reject(new Error('late'));
  await vi.advanceTimersByTimeAsync(1);
});
