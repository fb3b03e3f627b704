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

  it('tells once of a failure that lasts, and of none that was mended by the next round', async () => {
    const outcomes = [false, true, false, false, false, true, false, false];
    const told: unknown[] = [];
    let round = 0;
    using task = new BackgroundTask(
      1_000,
      async () => {
        round += 1;
        if (!outcomes[round - 1]) throw new Error(`round ${round}`);
      },
      (thrown) => told.push(thrown),
    );
    task.start(0);
    await vi.advanceTimersByTimeAsync(7_500);
    expect(round).toBe(8);
    expect(told).toEqual([new Error('round 4'), new Error('round 8')]);
  });
});
