import { expect, test } from 'vitest';
import { CostGate } from './cost-gate.ts';
import { keyOf } from './key.ts';

const keys = Array.from({ length: 2_000 }, (_, i) => keyOf('ada', [i, 'a prompt of some length '.repeat(20)]));

function measured(gate: CostGate, loadMs: number, l2Ms: number, hitShare = 1): void {
  for (const [i, key] of keys.entries()) {
    gate.loaded(loadMs);
    if (gate.choose(key) !== 'skip') gate.asked(key, l2Ms, i % 10 < hitShare * 10);
  }
}

const choices = (gate: CostGate) => new Set(keys.map((key) => gate.choose(key)));

test('L2 is asked until there are enough samples to judge by', () => {
  const gate = new CostGate();
  for (const key of keys.slice(0, 7)) {
    gate.loaded(0.01);
    gate.asked(key, 1, false);
  }
  expect(choices(gate)).toEqual(new Set(['ask']));
  expect(gate.info()).toEqual({ isBypassed: false, loadMedianMs: null, l2MedianMs: null, l2HitShare: null });
});

test('L2 is left out where loading is cheaper, and asked where it is dearer', () => {
  const gate = new CostGate();
  measured(gate, 0.1, 0.5);
  expect(choices(gate)).toEqual(new Set(['skip', 'watch']));
  expect(gate.info()).toEqual({ isBypassed: true, loadMedianMs: 0.1, l2MedianMs: 0.5, l2HitShare: 1 });
  measured(gate, 5, 0.5);
  expect(choices(gate)).toEqual(new Set(['ask']));
});

test('one slow answer among many does not decide', () => {
  const gate = new CostGate();
  measured(gate, 5, 0.5);
  for (const key of keys.slice(0, 7)) gate.asked(key, 1_000, true);
  expect(choices(gate)).toEqual(new Set(['ask']));
});

test('L2 that became quicker is found out from the keys that are watched', () => {
  const gate = new CostGate();
  measured(gate, 1, 2);
  expect(gate.info().isBypassed).toBe(true);
  measured(gate, 1, 0.1);
  expect(gate.info().isBypassed).toBe(false);
});

test('L2 that has nothing of what is asked is left out however quick it is, until it has', () => {
  const gate = new CostGate();
  measured(gate, 5, 0.5, 0);
  expect(gate.info()).toMatchObject({ isBypassed: true, l2HitShare: 0 });
  measured(gate, 5, 0.5, 0.5);
  expect(gate.info().isBypassed).toBe(false);
});

test('about an eighth of the keys is watched, of long keys as of short ones', () => {
  const gate = new CostGate();
  measured(gate, 0.1, 0.5);
  for (const some of [keys, keys.map((_, i) => keyOf('ada', [`id-${i}`]))]) {
    const share = some.filter((key) => gate.choose(key) === 'watch').length / some.length;
    expect(share).toBeGreaterThan(0.07);
    expect(share).toBeLessThan(0.2);
  }
});
