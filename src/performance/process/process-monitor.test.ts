import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ProcessMonitor } from './process-monitor.ts';

const clocks = { now: () => Date.now(), monotonic: () => performance.now() };

function block(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

test('an event loop that was held up is told of, and how busy it was', async () => {
  using monitor = new ProcessMonitor(clocks);
  monitor.start();
  await sleep(100);
  block(300);
  await expect.poll(() => monitor.figures(60).loopDelay.count).toBeGreaterThan(10);
  const { loopDelay, utilization, rssBytes } = monitor.figures(60);
  expect(loopDelay.maxMs).toBeGreaterThan(250);
  expect(utilization).toBeGreaterThan(0.05);
  expect(utilization).toBeLessThanOrEqual(1);
  expect(rssBytes).toBeGreaterThan(1_000_000);
});

test('pauses of garbage collection are counted', async () => {
  using monitor = new ProcessMonitor(clocks);
  monitor.start();
  const garbage: unknown[] = [];
  for (let i = 0; i < 600_000; i++) garbage[i % 1_000] = { i, text: String(i) };
  await expect.poll(() => monitor.figures(60).gcPauses.count).toBeGreaterThan(0);
  const { gcPauses } = monitor.figures(60);
  expect(gcPauses.sumMs).toBeGreaterThan(0);
  expect(monitor.collections.get('minor')?.pauses).toBeGreaterThan(0);
});

test('before anything was seen there is nothing to tell', () => {
  using monitor = new ProcessMonitor(clocks);
  const { loopDelay, gcPauses } = monitor.figures(60);
  expect([loopDelay.count, gcPauses.count]).toEqual([0, 0]);
  expect(loopDelay.quantileMs(0.99)).toBeNull();
});
