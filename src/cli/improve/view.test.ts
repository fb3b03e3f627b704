import { describe, expect, test } from 'vitest';
import type { Improvement } from '../../prompt/types.ts';
import { renderImprovement } from './view.ts';

const GOOD: Improvement = {
  improved: 'Say hello',
  changed: false,
  verdict: 'good',
  summary: 'Nothing to change.',
  edits: [],
  score: { before: 80, after: 80, potential: 80, parts: {}, reason: 'Clear.' },
  findings: [],
  questions: [],
  constraints: [],
  language: 'en',
  task: 'other',
  secrets: [],
  rulesetHash: '0123456789abcdef',
};
const plain = { paint: (_: unknown, text: string) => text, coloured: false };
const tagged = { paint: (style: unknown, text: string) => `<${String(style)}>${text}</>`, coloured: true };

describe('the view', () => {
  test('of a good prompt says so and nothing more', () => {
    expect(renderImprovement('Say hello', GOOD, plain)).toBe('Good as it is  score 80\nNothing to change.\nClear.\n');
  });

  test('of a change marks it, by brackets or by colours that end with each line', () => {
    const edits = [{ rule: 'T05', start: 4, end: 8, text: '', reason: 'Said twice.' }];
    const result = { ...GOOD, verdict: 'improved' as const, edits, score: { ...GOOD.score, after: 82, potential: 90 } };
    const text = renderImprovement('one\nt\ntwo', result, plain);
    expect(text).toContain('score 80 → 82 (90 with your answers)');
    expect(text).toContain('  line 1\n  │ one\n  │ [-t\n  │ tw-]o\n  T05  Said twice.');
    expect(renderImprovement('one\nt\ntwo', result, tagged)).toContain(
      '<red,strikethrough>t</>\n  <dim>│</> <red,strikethrough>tw</>o',
    );
  });

  test('places findings by line and column', () => {
    const findings = [
      { rule: 'G02', severity: 'high' as const, start: 6, end: 7, message: 'A secret.', advice: 'Remove it.' },
    ];
    expect(renderImprovement('one\ntwo', { ...GOOD, findings }, plain)).toContain(
      '  high  G02  2:3  A secret.\n      Remove it.',
    );
  });

  test('shows of very many changes and findings the first, and how many are left', () => {
    const prompt = `${'word '.repeat(10)}\n`.repeat(20_000);
    const edits = Array.from({ length: 1_000 }, (_, i) => ({
      rule: 'T05',
      start: i * 1_000,
      end: i * 1_000 + 5,
      text: '',
      reason: 'x',
    }));
    const findings = edits.map(({ rule, start, end }) => ({
      rule,
      start,
      end,
      severity: 'low' as const,
      message: 'x',
    }));
    const text = renderImprovement(prompt, { ...GOOD, edits, findings }, plain);
    expect(text).toContain('… and 950 more places');
    expect(text).toContain('… and 950 more findings');
  });

  test('shows escapes in what rules say about a prompt', () => {
    const findings = [{ rule: 'G02', severity: 'low' as const, start: 0, end: 1, message: 'Quotes \u001b[2J' }];
    expect(renderImprovement('x', { ...GOOD, findings, summary: '\u001b]0;t\u0007' }, plain)).not.toContain('\u001b');
  });
});
