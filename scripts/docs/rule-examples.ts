/** One prompt for each rule that makes it fire. */
import type { ImproveInput } from '../../src/prompt/types.ts';

export const RULE_EXAMPLES: Readonly<Record<string, ImproveInput>> = {
  G01: {
    prompt:
      'Write a Python 3.12 function `slugify(title: str) -> str` that lowercases the title, replaces runs of anything but a-z and 0-9 by one hyphen, and strips hyphens at both ends. Return an empty string for an empty title. Add three pytest cases.',
  },
  G02: {
    prompt: `Why does this call fail?\n\ncurl -H "Authorization: Bearer ${['ghp', 'q7Rk2LmX9vTz4BnW8cYd1EfG5hJs3KpUa6Nx'].join('_')}" https://api.example.org/v1/items`,
  },
  Q01: {
    prompt: 'Optimize this function:\n\n```js\nfunction total(items) { return items.reduce((a, b) => a + b, 0); }\n```',
  },
  Q02: { prompt: 'Fix it.' },
  Q03: { prompt: 'Summarize the attached report for the board.' },
  Q04: { prompt: 'Fix the bug in the login form.' },
  Q05: { prompt: 'Write a function that parses dates.' },
  T05: {
    prompt:
      'Translate the text below into French.\nKeep the names of the products in English.\n\nOur lamp Aurora ships in May.\n\nKeep the names of the products in English.',
  },
};
