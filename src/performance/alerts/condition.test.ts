import { describe, expect, it } from 'vitest';
import { Histogram } from '../../stats/histogram.ts';
import { noOutcomes, windowFigures } from '../figures.ts';
import type { Outcome } from '../operation.ts';
import type { WindowFigures } from '../window.ts';
import { burnOf } from './burn-rate.ts';
import { type Condition, type Figures, conditionOf, worstOf } from './condition.ts';
import type { AlertRule } from './rule.ts';
import { RULES } from '../../../test/alerts/rules.ts';

/** A window of calls, each by its duration; those listed under an outcome ended so. */
function windowOf(durationsMs: readonly number[], ended: Partial<Record<Outcome, number>> = {}): WindowFigures {
  const durations = new Histogram();
  for (const ms of durationsMs) durations.record(ms);
  const outcomes = { ...noOutcomes(), ...ended };
  const others = Object.values(ended).reduce((sum, count) => sum + count, 0) - (ended.shed ?? 0);
  outcomes.ok = durationsMs.length - others;
  return windowFigures({ sinceMs: 0, untilMs: 1, outcomes, sumMs: 0, durations });
}

const times = (count: number, ms: number) => Array.from({ length: count }, () => ms);

function figuresOf(window: WindowFigures, minutes?: readonly WindowFigures[]): Figures {
  return { live: () => window, minutes: () => minutes, objective: { percent: 99, targetMs: 200 } };
}

function ruleOf(id: string): AlertRule {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

const judge = (id: string, window: WindowFigures): Condition => conditionOf(ruleOf(id), figuresOf(window));

describe('response time', () => {
  it('is the 95th percentile of the window: one slow call, or four of a hundred, are nothing', () => {
    expect(judge('ResponseTime/warning', windowOf([...times(71, 10), 9_000])).kind).toBe('below');
    expect(judge('ResponseTime/warning', windowOf([...times(96, 10), ...times(4, 9_000)])).kind).toBe('below');
    expect(judge('ResponseTime/warning', windowOf([...times(94, 10), ...times(6, 250)])).kind).toBe('above');
  });

  it.each([
    [149, 'between', 'below'],
    [151, 'above', 'below'],
    [161, 'above', 'between'],
    [203, 'above', 'above'],
    [119, 'below', 'below'],
    [121, 'between', 'below'],
  ])('of %i ms is %s the warning and %s the critical threshold', (ms, warning, critical) => {
    const window = windowOf(times(100, ms));
    expect(judge('ResponseTime/warning', window).kind).toBe(warning);
    expect(judge('ResponseTime/critical', window).kind).toBe(critical);
  });

  it('of too few calls is not known; what was shed has none', () => {
    expect(judge('ResponseTime/warning', windowOf(times(71, 900)))).toEqual({ kind: 'insufficient', samples: 71 });
    expect(judge('ResponseTime/warning', windowOf(times(71, 900), { shed: 50 }))).toMatchObject({ samples: 71 });
  });
});

describe('error rate', () => {
  it.each([
    [5, 'between', 'below'],
    [6, 'above', 'below'],
    [11, 'above', 'above'],
    [3, 'below', 'below'],
  ])('of %i of 100 is %s the warning and %s the critical threshold', (errors, warning, critical) => {
    const window = windowOf(times(100, 10), { tool_error: errors });
    expect(judge('ErrorRate/warning', window).kind).toBe(warning);
    expect(judge('ErrorRate/critical', window).kind).toBe(critical);
  });

  it('counts what was shed, not what callers took back', () => {
    expect(judge('ErrorRate/critical', windowOf(times(100, 10), { cancelled: 50 }))).toMatchObject({ value: 0 });
    expect(judge('ErrorRate/critical', windowOf(times(80, 10), { shed: 20 }))).toMatchObject({ value: 20 });
  });
});

describe('burn rate', () => {
  const objective = { percent: 99, targetMs: 200 };

  it('is the share of bad calls over the share that may be bad', () => {
    expect(burnOf([windowOf([...times(90, 10), ...times(10, 300)])], objective)).toEqual({
      rate: expect.closeTo(10),
      samples: 100,
    });
    expect(burnOf([windowOf(times(50, 10)), windowOf(times(50, 10), { tool_error: 1 })], objective)?.rate).toBeCloseTo(
      1,
    );
    expect(burnOf([windowOf([])], objective)).toBeUndefined();
  });

  it('counts a call that timed out once, and never more calls than there were', () => {
    expect(burnOf([windowOf([...times(99, 10), 5_000], { timeout: 1 })], objective)?.rate).toBeCloseTo(1);
    expect(burnOf([windowOf(times(100, 300), { tool_error: 100 })], objective)?.rate).toBeCloseTo(100);
  });

  it('fires only if both windows burn, and takes the longer one from the minutes', () => {
    const good = windowOf(times(100, 10));
    const bad = windowOf(times(100, 300));
    const rule = ruleOf('ErrorBudgetBurn/warning');
    expect(conditionOf(rule, figuresOf(bad, [bad])).kind).toBe('above');
    expect(conditionOf(rule, figuresOf(good, [bad])).kind).toBe('below');
    expect(conditionOf(rule, figuresOf(bad, [good])).kind).toBe('below');
    expect(conditionOf(rule, figuresOf(bad)).kind).toBe('insufficient');
    expect(conditionOf(ruleOf('ErrorBudgetBurn/critical'), figuresOf(bad)).kind).toBe('above');
  });
});

describe('of several replicas', () => {
  it('the worst counts, and one without data counts least', () => {
    const none: Condition = { kind: 'insufficient', samples: 5 };
    const below: Condition = { kind: 'below', value: 5, samples: 100 };
    const above: Condition = { kind: 'above', value: 250, samples: 100 };
    const more: Condition = { kind: 'above', value: 300, samples: 100 };
    expect(worstOf([])).toEqual({ kind: 'insufficient', samples: 0 });
    expect(worstOf([none, below])).toBe(below);
    expect(worstOf([below, above, none])).toBe(above);
    expect(worstOf([more, above])).toBe(more);
  });
});
