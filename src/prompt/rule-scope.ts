/** For which tasks and families of models a rule is meant. */
import type { Target, Task } from './types.ts';

export const ALL_TARGETS: readonly Target[] = ['claude', 'gpt', 'gemini', 'open', 'unknown'];

export const ALL_TASKS: readonly Task[] = [
  'bug-fix',
  'code',
  'refactor',
  'explain',
  'write',
  'transform',
  'plan',
  'recommend',
  'research',
  'question',
  'persona',
  'system',
  'other',
];

export function tasksBut(...without: readonly Task[]): readonly Task[] {
  return ALL_TASKS.filter((task) => !without.includes(task));
}
