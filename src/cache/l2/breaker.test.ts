import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Breaker } from './breaker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function breakerOf() {
  const changes: string[] = [];
  let isWell = true;
  let probes = 0;
  const breaker = new Breaker({
    failures: 3,
    probe: async () => {
      probes += 1;
      if (!isWell) throw new Error('down');
    },
    onChange: (state) => changes.push(state),
  });
  return { breaker, changes, probes: () => probes, become: (well: boolean) => (isWell = well) };
}

test('opens after failures in a row, not before', () => {
  const { breaker, changes } = breakerOf();
  for (let i = 0; i < 2; i++) breaker.failed();
  breaker.succeeded();
  for (let i = 0; i < 2; i++) breaker.failed();
  expect(breaker.isOpen).toBe(false);
  breaker.failed();
  expect(breaker.isOpen).toBe(true);
  expect(changes).toEqual(['open']);
});

test('stays open while probes fail, and closes after two that succeed', async () => {
  const { breaker, changes, probes, become } = breakerOf();
  become(false);
  for (let i = 0; i < 3; i++) breaker.failed();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(breaker.isOpen).toBe(true);
  expect(probes()).toBeGreaterThan(30);
  become(true);
  await vi.advanceTimersByTimeAsync(300);
  expect(breaker.isOpen).toBe(false);
  expect(changes).toEqual(['open', 'closed']);
});

test('a probe that throws at once is a failed probe, and the next one follows', async () => {
  let probes = 0;
  const probe = (): Promise<void> => {
    probes += 1;
    if (probes < 5) throw new Error('not connected');
    return Promise.resolve();
  };
  const breaker = new Breaker({ failures: 1, probe, onChange: () => {} });
  breaker.failed();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(breaker.isOpen).toBe(false);
});

test('a reset closes it and ends the probes', async () => {
  const { breaker, probes } = breakerOf();
  for (let i = 0; i < 3; i++) breaker.failed();
  breaker.reset();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(breaker.isOpen).toBe(false);
  expect(probes()).toBe(0);
});
