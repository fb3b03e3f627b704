import { describe, expect, test } from 'vitest';
import { visible } from './output.ts';

describe('text of others on a terminal', () => {
  test.each([
    ['\u001b[31mred', '\\x1b[31mred'],
    ['\u009b31m', '\\x9b31m'],
    ['bell\u0007 null\u0000 del\u007f', 'bell\\x07 null\\x00 del\\x7f'],
    ['over\rwrite', 'over\\rwrite'],
    ['reversed \u202egnp.exe', 'reversed \\u202egnp.exe'],
    ['hidden \u{e0041}\u{e0042}', 'hidden \\u{e0041}\\u{e0042}'],
    [
      'zero\u200bwidth, \ufeffmark, soft\u00adhyphen',
      'zero\\u200bwidth, \\ufeffmark, soft\\u00adhyphen'.replace('\\u00ad', '\\xad'),
    ],
    ['lone \ud83d surrogate', 'lone \\ud83d surrogate'],
    ['line\u2028separator', 'line\\u2028separator'],
  ])('what would move the cursor, hide or reverse text is shown escaped: %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(['two\nlines\tand a tab', '👩‍👩‍👧 ❤️ 👍🏽', 'می‌خواهم', 'नमस्ते', 'é ñ ß 日本語'])(
    'ordinary text stays as it is: %j',
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );

  test('CRLF is a line end', () => {
    expect(visible('a\r\nb')).toBe('a\nb');
  });
});
