import { describe, expect, test } from 'vitest';
import { GradientLimit } from './gradient-limit.ts';

/** A server whose work takes `aloneMs`, and that can carry out `places` at once; beyond that they share it. */
interface Server {
  readonly aloneMs: number;
  readonly places: number;
}

interface Load {
  readonly limit: GradientLimit;
  nowMs: number;
}

/** Callers who take every place there is, for some time. */
function saturate(load: Load, servers: readonly Server[], forMs: number): void {
  const untilMs = load.nowMs + forMs;
  for (let n = 0; load.nowMs < untilMs; n++) {
    const index = n % servers.length;
    const { aloneMs, places } = servers[index] ?? { aloneMs: 1, places: 1 };
    const inFlight = load.limit.limit;
    const durationMs = aloneMs * Math.max(1, inFlight / places);
    load.nowMs += durationMs / inFlight;
    load.limit.sample({ operation: `op${index}`, durationMs, inFlight, beside: inFlight - 1 }, load.nowMs);
  }
}

const start = (): Load => ({ limit: new GradientLimit({ min: 4, max: 200 }), nowMs: 0 });

describe('GradientLimit', () => {
  test('falls while operations only wait for each other', () => {
    const load = start();
    // What it takes alone is known from a quiet time.
    for (let n = 0; n < 20; n++) load.limit.sample({ operation: 'op0', durationMs: 2, inFlight: 1, beside: 0 }, n);
    saturate(load, [{ aloneMs: 2, places: 1 }], 10_000);
    expect(load.limit.limit).toBeLessThan(12);
  });

  test('rises while more at once do not slow each other down', () => {
    const load = start();
    saturate(load, [{ aloneMs: 50, places: 100 }], 20_000);
    expect(load.limit.limit).toBeGreaterThan(90);
  });

  test('takes back what it gave when the server becomes slower, and gives it again', () => {
    const load = start();
    saturate(load, [{ aloneMs: 10, places: 60 }], 10_000);
    const before = load.limit.limit;
    saturate(load, [{ aloneMs: 10, places: 3 }], 3_000);
    const during = load.limit.limit;
    saturate(load, [{ aloneMs: 10, places: 60 }], 10_000);
    expect(before).toBeGreaterThan(50);
    expect(during).toBeLessThan(15);
    expect(load.limit.limit).toBeGreaterThan(50);
  });

  test('more long calls in the mix are no load', () => {
    const load = start();
    saturate(load, [{ aloneMs: 1, places: 100 }], 5_000);
    const before = load.limit.limit;
    saturate(
      load,
      [
        { aloneMs: 1, places: 100 },
        { aloneMs: 80, places: 100 },
        { aloneMs: 80, places: 100 },
      ],
      5_000,
    );
    expect(load.limit.limit).toBeGreaterThanOrEqual(before * 0.9);
  });

  test('does not rise on calls that never needed what there was', () => {
    const load = start();
    for (let n = 0; n < 5_000; n++) {
      load.limit.sample({ operation: 'op', durationMs: 5, inFlight: 2, beside: 1 }, n * 5);
    }
    expect(load.limit.limit).toBe(20);
  });

  test('never leaves its bounds', () => {
    const load = start();
    for (let n = 0; n < 5_000; n++) {
      load.limit.sample(
        { operation: 'op', durationMs: n < 50 ? 1 : 100, inFlight: n < 50 ? 1 : 20, beside: n < 50 ? 0 : 19 },
        n * 5,
      );
    }
    expect(load.limit.limit).toBe(4);
    saturate(load, [{ aloneMs: 50, places: 100_000 }], 60_000);
    expect(load.limit.limit).toBe(200);
  });

  test('learns that an operation has become slower for good, in the middle of an overload', () => {
    const load = start();
    saturate(load, [{ aloneMs: 2, places: 40 }], 20_000);
    expect(load.limit.limit).toBeGreaterThan(30);
    saturate(load, [{ aloneMs: 40, places: 40 }], 5_000);
    expect(load.limit.limit).toBeLessThan(10);
    saturate(load, [{ aloneMs: 40, places: 40 }], 120_000);
    expect(load.limit.limit).toBeGreaterThan(30);
  });

  test('an overload that lasts does not become what it takes for normal', () => {
    const load = start();
    saturate(load, [{ aloneMs: 2, places: 1 }], 600_000);
    expect(load.limit.limit).toBeLessThan(12);
  });

  test('names of operations cannot grow its memory', () => {
    const load = start();
    for (let n = 0; n < 10_000; n++) {
      load.limit.sample({ operation: `op${n}`, durationMs: 5, inFlight: 1, beside: 0 }, n * 5);
    }
    // What came too late for an entry of its own is still compared.
    for (let n = 0; n < 1_000; n++) {
      load.limit.sample({ operation: `late${n}`, durationMs: 500, inFlight: 20, beside: 19 }, 50_000 + n * 10);
    }
    expect(load.limit.limit).toBeLessThan(20);
  });
});
