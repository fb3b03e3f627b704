import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackgroundTask } from './background-task.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a background task', () => {
  it('does its rounds one after another, the interval between them, also after a failure', async () => {
    let rounds = 0;
    using task = new BackgroundTask(1_000, async () => {
      rounds += 1;
      await new Promise((_, reject) => setTimeout(reject, 300));
    });
    task.start(50);
    await vi.advanceTimersByTimeAsync(49);
    expect(rounds).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(1_299);
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toBe(2);
  });

  it('stops for good, and tells a round under way', async () => {
    const signals: AbortSignal[] = [];
    const task = new BackgroundTask(10, async (signal) => {
      signals.push(signal);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    task.start(0);
    await vi.advanceTimersByTimeAsync(50);
    task[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
