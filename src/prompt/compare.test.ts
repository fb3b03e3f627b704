import { describe, expect, test } from 'vitest';
import { comparePrompts } from './compare.ts';

const DETAILED =
  'Write a Python function that sorts a list of orders by date, newest first. Return at most 10 rows as JSON with the keys "id" and "date".';
const ROUGH = 'Write something that sorts orders';
const compare = (promptA: string, promptB: string) => comparePrompts({ promptA, promptB });

describe('of two prompts', () => {
  test('the one that says more is better, and it is told in which parts, by how much and why', () => {
    const { better, points, parts, summary, a, b } = compare(ROUGH, DETAILED);
    expect(better).toBe('b');
    expect(points).toBeCloseTo(b.score - a.score, 5);
    expect(parts.find(({ part }) => part === 'constraints')).toMatchObject({ better: 'b' });
    expect(summary).toMatch(/^B is better by [\d.]+ points: .+\.$/);
  });

  test('what only one of them says is told with its place', () => {
    const { a, b } = compare(ROUGH, DETAILED);
    expect(a.details).toEqual([]);
    expect(b.details).toContainEqual({
      kind: 'number',
      text: '10 rows',
      start: DETAILED.indexOf('10 rows'),
      end: DETAILED.indexOf('10 rows') + 7,
    });
    expect(b.details).toContainEqual(expect.objectContaining({ kind: 'constraint', type: 'format.json' }));
  });

  test('findings and questions that both have are told of neither', () => {
    const { a, b } = compare('Fix it', 'Fix it now');
    expect(a.questions).toEqual([]);
    expect(b.questions).toEqual([]);
    expect(compare('Fix it', DETAILED).a.questions.length).toBeGreaterThan(0);
  });

  test('a rewording alone makes neither better', () => {
    expect(compare(DETAILED, `Please ${DETAILED.charAt(0).toLowerCase()}${DETAILED.slice(1)} Thanks!`)).toMatchObject({
      better: 'equal',
      related: true,
    });
  });

  test('those about different things are said to be', () => {
    const { related, summary } = compare(
      DETAILED,
      'Recommend a quiet seaside hotel for a family with two small children.',
    );
    expect(related).toBe(false);
    expect(summary).toContain('different things');
  });

  test('those that say too little are not judged to be related or not', () => {
    expect(compare('Fix it', DETAILED).related).toBeUndefined();
  });

  test('no secret is told', () => {
    const secret = ['ghp', 'q7Rk2LmX9vTz4BnW8cYd1EfG5hJs3KpUa6Nx'].join('_');
    const compared = compare(`List my repositories with "${secret}".`, 'List my repositories.');
    expect(JSON.stringify(compared)).not.toContain(secret);
    expect(compared.a.findings).toMatchObject([{ rule: 'G02' }]);
  });
});
