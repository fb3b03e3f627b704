import { expect, test } from 'vitest';
import { improve } from '../improve.ts';

const agent = { mode: 'agent' as const };
const improved = (prompt: string, context = agent): string => improve({ prompt, context, only: ['G04'] }).improved;
const LINE = 'Before any step that cannot be undone, show what it affects and wait for my confirmation.';

test.each([
  'Delete all old records from the users table',
  'Drop the staging database',
  'Clean up the repository and force-push the main branch',
  'Wipe the log files in the backup folder',
])('an agent is to ask first: %s', (prompt) => {
  expect(improved(prompt)).toBe(`${prompt}\n\n${LINE}`);
});

test('the line is in the language of the prompt', () => {
  expect(improved('删除所有日志')).toContain('等待我确认');
  expect(improved('Удали все старые записи из таблицы')).toContain('дождись моего подтверждения');
});

test.each([
  ['a confirmation is asked for', 'Delete all old records after I confirm the list'],
  ['a dry run is asked for', 'Do a dry run, then delete the old branches'],
  ['an issue mentions a deletion', 'Deleting records in the admin fails with an error'],
  ['code is to be removed', 'Remove the unused function from the data module'],
  ['nothing is destroyed', 'Add a column to the users table'],
])('nothing is added when %s', (_, prompt) => {
  expect(improved(prompt)).toBe(prompt);
});

test('nothing is added outside a repository', () => {
  expect(improve({ prompt: 'Delete all old records from the users table', only: ['G04'] }).changed).toBe(false);
});

test('unused code is no loss, unused branches are', () => {
  const lines = (prompt: string) => improve({ prompt, context: { mode: 'agent' }, only: ['G04'] }).edits;
  expect(lines('Delete the unused imports and all unused helper files')).toEqual([]);
  expect(lines('delete all unused branches on the remote and force-push main')).toHaveLength(1);
});
