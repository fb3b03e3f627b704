import { expect, test } from 'vitest';
import { LineIndex } from './line-index.ts';

test('lines end with LF or CRLF, and columns count UTF-16 code units from 1', () => {
  const index = new LineIndex('a\r\n\t😀b\n');
  expect(index.positionOf(0)).toEqual({ line: 1, column: 1 });
  expect(index.positionOf(3)).toEqual({ line: 2, column: 1 });
  expect(index.positionOf(6)).toEqual({ line: 2, column: 4 });
  expect(index.positionOf(8)).toEqual({ line: 3, column: 1 });
  expect(index.count).toBe(3);
  expect([index.line(1), index.rawLine(1), index.line(3)]).toEqual(['a', 'a\r\n', '']);
});

test('an empty text has one line', () => {
  expect(new LineIndex('').positionOf(0)).toEqual({ line: 1, column: 1 });
});
