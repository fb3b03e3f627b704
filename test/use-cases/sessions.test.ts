import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startApp } from './app.ts';

const caller = { owner: 'local' };

function nested(levels: number): Record<string, unknown> {
  let data: Record<string, unknown> = {};
  for (let i = 1; i < levels; i++) data = { inner: data };
  return data;
}

test('a session is created, changed, touched, read and deleted', async () => {
  await using started = await startApp();
  const { sessions } = started.app.services;
  const created = await sessions.set(caller, { data: { a: 1 } });
  expect(created).toMatchObject({ version: 1, data: { a: 1 }, ttlSeconds: 3600 });
  const changed = await sessions.set(caller, { sessionId: created.id, data: { a: 2 }, expectedVersion: 1 });
  expect(changed).toMatchObject({ version: 2, data: { a: 2 } });
  const touched = await sessions.touch(caller, created.id, 60);
  expect(touched).toMatchObject({ version: 2, ttlSeconds: 60 });
  expect(await sessions.get(caller, created.id)).toEqual(touched);
  await sessions.delete(caller, created.id);
  await expect(sessions.get(caller, created.id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  await expect(sessions.delete(caller, created.id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
});

test('a write on an old version is refused and changes nothing', async () => {
  await using started = await startApp();
  const { sessions } = started.app.services;
  await sessions.set(caller, { sessionId: 'mine', data: { step: 1 } });
  await sessions.set(caller, { sessionId: 'mine', data: { step: 2 }, expectedVersion: 1 });
  const late = sessions.set(caller, { sessionId: 'mine', data: { step: 3 }, expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'SESSION_CONFLICT' });
  expect(await sessions.get(caller, 'mine')).toMatchObject({ data: { step: 2 }, version: 2 });
});

test('another owner has a session of the same name of its own', async () => {
  await using started = await startApp();
  const { sessions } = started.app.services;
  await sessions.set(caller, { sessionId: 'shared-name', data: { whose: 'local' } });
  const stranger = { owner: 'stranger' };
  await expect(sessions.get(stranger, 'shared-name')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  await sessions.set(stranger, { sessionId: 'shared-name', data: { whose: 'stranger' } });
  expect(await sessions.get(caller, 'shared-name')).toMatchObject({ data: { whose: 'local' } });
});

test.each([
  ['data that is too deep', { data: nested(65) }, 'data', 64],
  ['data that is too large', { data: { text: 'x'.repeat(262_144) } }, 'data', 262_144],
  ['a time to live of 0', { data: {}, ttlSeconds: 0 }, 'ttl_seconds', 1],
  ['a time to live of a year', { data: {}, ttlSeconds: 31_536_000 }, 'ttl_seconds', 2_592_000],
  ['a version that is no number', { data: {}, expectedVersion: Number.NaN }, 'expected_version', 0],
  ['an id that is too long', { data: {}, sessionId: 'x'.repeat(129) }, 'session_id', 128],
])('%s is refused, naming the field and the limit', async (_name, request, field, limit) => {
  await using started = await startApp();
  const refused = started.app.services.sessions.set(caller, request);
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field, limit });
});

test('data that refers to itself is refused', async () => {
  await using started = await startApp();
  const data: Record<string, unknown> = {};
  data['self'] = data;
  const refused = started.app.services.sessions.set(caller, { data });
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field: 'data' });
});

test('64 levels are let in', async () => {
  await using started = await startApp();
  expect(await started.app.services.sessions.set(caller, { data: nested(64) })).toMatchObject({ version: 1 });
});

test('an owner may have so many sessions and no more', async () => {
  await using started = await startApp({ sessions: { maxPerOwner: 2 } });
  const { sessions } = started.app.services;
  await sessions.set(caller, { data: {} });
  const second = await sessions.set(caller, { data: {} });
  await expect(sessions.set(caller, { data: {} })).rejects.toMatchObject({ code: 'SESSION_LIMIT', limit: 2 });
  await sessions.delete(caller, second.id);
  expect(await sessions.set(caller, { data: {} })).toMatchObject({ version: 1 });
});

test('a session keeps the history of its improvements and lends them its context', async () => {
  await using started = await startApp();
  const { sessions, improvements } = started.app.services;
  await sessions.set(caller, {
    sessionId: 'work',
    data: { context: { mode: 'agent', files: ['src/a.ts'] }, target: 'claude' },
  });
  const first = await improvements.improve(caller, { prompt: 'Fix it.', sessionId: 'work' });
  const second = await improvements.improve(caller, { prompt: 'Make it better.', sessionId: 'work' });
  const history = await sessions.history(caller, 'work');
  expect(history.map(({ id }) => id)).toEqual([second.improvementId, first.improvementId]);
  expect(history[0]).toMatchObject({ prompt: 'Make it better.', target: 'claude' });
  await expect(sessions.history({ owner: 'stranger' }, 'work')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
});

test('a session made anew does not show the history of its namesake', async () => {
  await using started = await startApp();
  const { sessions, improvements } = started.app.services;
  await sessions.set(caller, { sessionId: 'work', data: {} });
  await improvements.improve(caller, { prompt: 'Fix it.', sessionId: 'work' });
  await sessions.delete(caller, 'work');
  await setTimeout(2);
  await sessions.set(caller, { sessionId: 'work', data: {} });
  expect(await sessions.history(caller, 'work')).toEqual([]);
});
