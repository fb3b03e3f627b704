import { words } from '../pattern.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_COMMAND_CHARS = 200;
const CHECKED = words(
  'run (?:the |all (?:the )?|our )?(?:unit )?tests?|tests? (?:must |should )?pass(?:es)?|make sure (?:the |all )?tests?|verify|check (?:it|the result) with',
);
const CODING = new Set(['code', 'refactor', 'bug-fix']);

export const a02: Rule = {
  id: 'A02',
  name: 'add.check',
  kind: 'append',
  targets: ALL_TARGETS,
  tasks: ['code', 'refactor', 'bug-fix'],
  summary: 'Adds the project’s own test command, copied from the context.',
  when: 'An agent is to change code, and the context names the command that runs the tests.',
  whenNot: 'A check is asked for already.',
  evidence:
    'Anthropic, Best practices for Claude Code (code.claude.com, read 2026-11): give the agent a check it can run; Mathews and Nagappan, Test-Driven Development and LLM-based Code Generation (ASE 2024, arXiv 2402.13521): with tests in the prompt more problems are solved.',
  revision: 1,
  append: ({ agent, context, task, prompt, instruction }, { headings, colon }) => {
    const command = context.testCommand?.trim() ?? '';
    if (!agent || !CODING.has(task) || command === '' || command.length > MAX_COMMAND_CHARS || /[`\n\r]/.test(command))
      return undefined;
    if (prompt.includes(command) || CHECKED.test(instruction)) return undefined;
    return {
      line: `${headings.A02}${colon}\`${command}\``,
      reason: 'With a command to run, the result can be checked before it is handed over.',
    };
  },
};
