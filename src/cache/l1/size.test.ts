import { expect, test } from 'vitest';
import { freeze } from './size.ts';

test('a value is frozen all through', () => {
  const value = { list: [{ deep: { text: 'x' } }] };
  freeze(value);
  expect(Object.isFrozen(value.list[0]?.deep)).toBe(true);
});

test('the estimate grows with the text and with the number of parts', () => {
  expect(freeze('x'.repeat(1_000))).toBeGreaterThanOrEqual(2_000);
  expect(freeze({ a: 1, b: [1, 2, 3] })).toBeGreaterThan(freeze({ a: 1 }));
});

test('a circle ends and counts as too large', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(freeze(circle)).toBe(Number.POSITIVE_INFINITY);
});

test('what is inside lists of lists is counted and frozen too', () => {
  const value = [[['x'.repeat(100)], { a: [{}] }]];
  expect(freeze(value)).toBeGreaterThan(200);
  const [, inner] = value[0] ?? [];
  expect(Object.isFrozen(inner) && Object.isFrozen(value[0])).toBe(true);
});
