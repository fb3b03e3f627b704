import { expect, test } from 'vitest';
import { CostGate } from './cost-gate.ts';

function measured(gate: CostGate, loadMs: number, l2Ms: number, nowMs = 0): void {
  for (let i = 0; i < 15; i++) {
    gate.loaded(loadMs, nowMs);
    gate.asked(l2Ms, nowMs);
  }
}

test('L2 is asked until there are enough samples to judge by', () => {
  const gate = new CostGate();
  for (let i = 0; i < 7; i++) {
    gate.loaded(0.01, 0);
    gate.asked(1, 0);
  }
  expect(gate.shouldAsk(0)).toBe(true);
  expect(gate.info()).toEqual({ isBypassed: false, loadMedianMs: null, l2MedianMs: null });
});

test('L2 is left out where loading is cheaper, and asked where it is dearer', () => {
  const gate = new CostGate();
  measured(gate, 0.1, 0.5);
  expect(gate.shouldAsk(0)).toBe(false);
  expect(gate.info()).toEqual({ isBypassed: true, loadMedianMs: 0.1, l2MedianMs: 0.5 });
  measured(gate, 5, 0.5);
  expect(gate.shouldAsk(0)).toBe(true);
});

test('one slow answer among many does not decide', () => {
  const gate = new CostGate();
  measured(gate, 5, 0.5);
  gate.asked(1_000, 0);
  expect(gate.shouldAsk(0)).toBe(true);
});

test('L2 that became quicker is found out by the probes', () => {
  const gate = new CostGate();
  measured(gate, 1, 2);
  expect(gate.shouldAsk(29_999)).toBe(false);
  const probes = Array.from({ length: 20 }, () => gate.shouldAsk(30_000)).filter(Boolean);
  expect(probes).toHaveLength(8);
  for (const _ of probes) gate.asked(0.1, 30_000);
  expect(gate.shouldAsk(30_001)).toBe(true);
});
