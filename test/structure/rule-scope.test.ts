/** What a rule says of its scope holds in the code: tried on the prompt that shows it in the documentation. */
import { describe, expect, test } from 'vitest';
import { RULE_EXAMPLES } from '../../scripts/docs/rule-examples.ts';
import { Reading } from '../../src/prompt/reading.ts';
import { ALL_TARGETS, ALL_TASKS } from '../../src/prompt/rule-scope.ts';
import type { Rule } from '../../src/prompt/rule.ts';
import { RULES } from '../../src/prompt/rules/index.ts';
import { templatesOf } from '../../src/prompt/templates/index.ts';
import type { Target, Task } from '../../src/prompt/types.ts';

function acts(rule: Rule, change: { readonly task?: Task; readonly target?: Target }): boolean {
  const { prompt, context, target } = RULE_EXAMPLES[rule.id] ?? { prompt: '' };
  const reading = new Reading(prompt, { context, target: change.target ?? target });
  const read = change.task === undefined ? reading : Object.assign(reading, { task: change.task });
  return (
    (rule.edit?.(read).length ?? 0) > 0 ||
    (rule.ask?.(read).length ?? 0) > 0 ||
    (rule.warn?.(read).length ?? 0) > 0 ||
    rule.append?.(read, templatesOf(read.language)) !== undefined ||
    rule.praise !== undefined
  );
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('acts in no task but those it names', () => {
    const outside = ALL_TASKS.filter((task) => !rule.tasks.includes(task));
    expect(outside.filter((task) => acts(rule, { task }))).toEqual([]);
  });

  test('acts for each family of models it names', () => {
    expect(ALL_TARGETS.filter((target) => acts(rule, { target }))).toEqual(rule.targets);
  });
});

test('the tasks a rule names are not too many: it acts in each', () => {
  const idle = RULES.map((rule) => [rule.id, rule.tasks.filter((task) => !acts(rule, { task }))] as const);
  expect(idle.filter(([, tasks]) => tasks.length > 0)).toEqual([]);
});
