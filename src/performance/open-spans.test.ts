import { describe, expect, it } from 'vitest';
import { Measuring } from './measuring.ts';
import { OpenSpans } from './open-spans.ts';
import { type FinishedOperation, PHASES } from './operation.ts';
import { inPhase } from './span.ts';

function open() {
  const finished: FinishedOperation[] = [];
  let nowMs = 1_000;
  const measuring = new Measuring({
    sinks: [{ record: (operation) => finished.push(operation) }],
    namesOf: (method) => ({ method, target: 'a' }),
    now: () => nowMs,
    wallNow: () => 5_000,
  });
  return { spans: new OpenSpans(measuring, 'http'), finished, pass: (ms: number) => (nowMs += ms) };
}

const call = { id: 1, method: 'tools/call' };
const ok = { result: {} };
const phasesOf = ({ phaseMs }: FinishedOperation) =>
  Object.fromEntries(PHASES.flatMap((phase, index) => (phaseMs[index] ? [[phase, phaseMs[index]]] : [])));

describe('operations under way', () => {
  it('are told when they have ended, with where their time went', () => {
    const { spans, finished, pass } = open();
    spans.open(call, 998, 999);
    pass(30);
    const span = spans.answered(1, ok, 1_027);
    expect(finished).toEqual([]);
    pass(4);
    span?.end();
    span?.end();
    expect(finished).toHaveLength(1);
    expect(finished).toMatchObject([
      { method: 'tools/call', target: 'a', transport: 'http', outcome: 'ok', endedAtMs: 5_000, durationMs: 36 },
    ]);
    expect(finished.map(phasesOf)).toEqual([{ parse: 1, serialise: 3, write: 4 }]);
  });

  it('that use one id at the same time are each counted once', () => {
    const { spans, finished } = open();
    spans.open(call, 1_000, 1_000);
    spans.open(call, 1_000, 1_000);
    spans.open(call, 1_000, 1_000);
    spans.cancel(1);
    spans.answered(1, ok, 1_000)?.end();
    spans.answered(1, { error: { code: -1 } }, 1_000)?.end();
    expect(spans.answered(1, ok, 1_000)).toBeUndefined();
    expect(finished.map(({ outcome }) => outcome)).toEqual(['cancelled', 'ok', 'protocol_error']);
    expect(spans.size).toBe(0);
  });

  it('end as cancelled when their connection does, also when they were answered and not yet written', () => {
    const { spans, finished } = open();
    spans.open(call, 1_000, 1_000);
    spans.open({ ...call, id: 2 }, 1_000, 1_000);
    const answered = spans.answered(2, ok, 1_000);
    spans.cancelAll();
    answered?.cancel();
    expect(finished.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('a phase', () => {
  it('is told of what works for an operation, also when that fails', async () => {
    const { spans, finished, pass } = open();
    const span = spans.open(call, 1_000, 1_000);
    await inPhase(span, 'compute', async () => pass(5));
    await inPhase(span, 'store', async () => {
      await Promise.resolve();
      pass(7);
    });
    const broken = inPhase(span, 'store', async () => {
      pass(2);
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    spans.answered(1, ok, 1_014)?.end();
    expect(finished.map(phasesOf)).toEqual([{ compute: 5, store: 9 }]);
  });

  it('is nothing without one', async () => {
    expect(await inPhase(undefined, 'compute', async () => 3)).toBe(3);
  });
});
