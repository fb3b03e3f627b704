import { readFile, readdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';

const caller = { owner: 'local' };
const secret = ['ghp', 'q7Rk2LmX9vTz4BnW8cYd1EfG5hJs3KpUa6Nx'].join('_');

async function everyByteOf(folder: string): Promise<string> {
  const files = await readdir(folder);
  const contents = await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')));
  return contents.join('');
}

describe('an improvement', () => {
  test('is stored, and says so with its id, its duration and whether it met the target', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const result = await services.improvements.improve(caller, { prompt: 'fix it' });
    expect(result).toMatchObject({ stored: true, cacheLevel: 'none', performanceTargetMs: 200 });
    expect(result.performanceTargetMet).toBe(result.durationMs <= 200);
    const feedback = await services.feedback.record(caller, { improvementId: result.improvementId ?? '', rating: 4 });
    expect(feedback.improvementId).toBe(result.improvementId);
  });

  test('of one owner is out of reach for another', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const { improvementId = '' } = await services.improvements.improve(caller, { prompt: 'fix it' });
    const stranger = services.feedback.record({ owner: 'stranger' }, { improvementId, rating: 1 });
    await expect(stranger).rejects.toMatchObject({ code: 'IMPROVEMENT_NOT_FOUND' });
  });

  test.each([
    ['an empty prompt', { prompt: '' }, 'PROMPT_EMPTY', 'prompt'],
    ['a blank prompt', { prompt: ' \r\n\t' }, 'PROMPT_EMPTY', 'prompt'],
    ['a prompt over a million bytes', { prompt: 'é'.repeat(500_001) }, 'PROMPT_TOO_LONG', 'prompt'],
    [
      'too many answers',
      { prompt: 'a', answers: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`q${i}`, 'x'])) },
      'INVALID_ARGUMENT',
      'answers',
    ],
    [
      'an answer to no question',
      { prompt: 'fix it', answers: { 'Q99.other': 'x' } },
      'INVALID_ARGUMENT',
      'answers.Q99.other',
    ],
    ['a rule that is not there', { prompt: 'fix it', only: ['Z99'] }, 'INVALID_ARGUMENT', 'only'],
    ['a session that is not there', { prompt: 'fix it', sessionId: 'nobody' }, 'SESSION_NOT_FOUND', 'session_id'],
    ['a session id that is none', { prompt: 'fix it', sessionId: '../etc' }, 'INVALID_ARGUMENT', 'session_id'],
  ])('of %s is refused, naming the field', async (_name, request, code, field) => {
    await using started = await startApp();
    await expect(started.app.services.improvements.improve(caller, request)).rejects.toMatchObject({ code, field });
  });

  test('of exactly a million bytes is made', async () => {
    await using started = await startApp();
    const result = await started.app.services.improvements.improve(caller, { prompt: 'a'.repeat(1_000_000) });
    expect(result.improved.startsWith('aaaa')).toBe(true);
  });

  test('never puts a secret on the disk, wherever it came from', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const result = await services.improvements.improve(caller, {
      prompt: `Why does this fail?\n\ncurl -H "Authorization: Bearer ${secret}" https://api.example.org`,
    });
    expect(result.secrets).toHaveLength(1);
    expect(result.improved).toContain(secret);
    const { improvementId = '' } = result;
    await services.feedback.record(caller, { improvementId, comment: `it leaked ${secret}` });
    const refused = services.sessions.set(caller, { data: { github: { token: secret } } });
    await expect(refused).rejects.toMatchObject({ code: 'SECRET_REFUSED', field: 'data' });
    const disk = await everyByteOf(started.dataDir);
    expect(disk).toContain('Why does this fail?');
    expect(disk).not.toContain(secret);
  });

  test('keeps no text when only metadata is stored, and nothing when storing is off', async () => {
    const prompt = 'Write a limerick about a heron named Balthasar.';
    for (const record of ['metadata', 'off'] as const) {
      await using started = await startApp({ store: { record } });
      const result = await started.app.services.improvements.improve(caller, { prompt });
      expect(result.stored).toBe(record === 'metadata');
      expect(await everyByteOf(started.dataDir)).not.toContain('Balthasar');
    }
  });

  test('is made although the store is broken, and says that it was not stored', async () => {
    await using started = await startApp();
    await writeFile(
      join(started.dataDir, 'prompt-improver.db'),
      'this is not a database, but it is long enough to be read as one'.repeat(40),
    );
    const { services } = started.app;
    const result = await services.improvements.improve(caller, { prompt: 'fix it' });
    expect(result).toMatchObject({ stored: false, storeError: { code: 'STORE_CORRUPT' } });
    expect(result.questions.length).toBeGreaterThan(0);
    const status = await services.status.status();
    expect(status).toMatchObject({ improvementsNotStored: 1, store: { state: 'unavailable', code: 'STORE_CORRUPT' } });
    await expect(services.sessions.set(caller, { data: {} })).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('waits once for a store that accepts connections and says nothing, and then no more', async () => {
    const sockets: Socket[] = [];
    const silentServer = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silentServer, 'listening');
    // The address of a TCP server is an object.
    const { port } = silentServer.address() as AddressInfo;
    await using started = await startApp({
      store: { databaseUrl: `postgres://127.0.0.1:${port}/db` },
      storeWaitMs: 1_000,
    });
    const { improvements } = started.app.services;
    const first = await improvements.improve(caller, { prompt: 'fix it' });
    const second = await improvements.improve(caller, { prompt: 'fix it' });
    expect(first).toMatchObject({ stored: false, storeError: { code: 'STORE_UNAVAILABLE' } });
    expect(second).toMatchObject({ stored: false, storeError: { code: 'STORE_UNAVAILABLE' } });
    expect(first.durationMs).toBeGreaterThan(900);
    expect(second.durationMs).toBeLessThan(900);
    for (const socket of sockets) socket.destroy();
    silentServer.close();
  });
});

test('analysing changes and stores nothing', async () => {
  await using started = await startApp();
  const { services } = started.app;
  const analysis = await services.improvements.analyze(caller, { prompt: 'Fix it, dear Balthasar.' });
  expect(analysis.verdict).toBe('ask');
  expect(await everyByteOf(started.dataDir)).not.toContain('Balthasar');
});
