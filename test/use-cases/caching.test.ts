/** What a caller notices of the caches: the same answers, sooner; never another's, an old one's, or one with a secret. */
import { createClient } from '@redis/client';
import { describe, expect, inject, test } from 'vitest';
import { Cache } from '../../src/cache/index.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { SessionCache } from '../../src/services/session-cache.ts';
import type { Session } from '../../src/store/store.ts';
import { MemoryDriver, MemoryHub } from '../cache/doubles.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { TOKEN } from '../security/canaries.ts';
import { startApp } from './app.ts';

const ada = { owner: 'ada' };
const PROMPT = 'Write a function that parses dates.';
const SECRET = `Why is ${TOKEN} refused by the deploy job?`;

test('the same request is answered from memory, with an id and a record of its own', async () => {
  await using started = await startApp();
  const { improvements, sessions, status } = started.app.services;
  await sessions.set(ada, { sessionId: 'work', data: {} });
  const request = { prompt: PROMPT, context: { mode: 'chat', files: ['a.ts'] }, sessionId: 'work' } as const;
  const first = await improvements.improve(ada, request);
  const second = await improvements.improve(ada, request);
  expect([first.cacheLevel, second.cacheLevel]).toEqual(['none', 'l1']);
  const { improvementId: firstId, durationMs: _, cacheLevel: __, performanceTargetMet: ___, ...computed } = first;
  expect(second).toMatchObject(computed);
  expect(second.improvementId).not.toBe(firstId);
  const history = await sessions.history(ada, 'work');
  expect(history.map(({ id }) => id).toSorted()).toEqual([firstId, second.improvementId].toSorted());
  expect(new Set(history.map(({ prompt, improved }) => JSON.stringify([prompt, improved]))).size).toBe(1);
  // What is only asked for shares what was computed.
  const analysis = await improvements.analyze(ada, request);
  expect(analysis).toMatchObject({ score: first.score, questions: first.questions });
  const { spaces } = (await status.status()).cache;
  expect(spaces.find(({ name }) => name === 'improvements')).toMatchObject({ loads: 1, l1Hits: 2, entries: 1 });
});

test.each([
  ['another owner', { owner: 'bob' }, {}],
  ['another prompt', ada, { prompt: `${PROMPT} ` }],
  ['another mode', ada, { context: { mode: 'agent' as const } }],
  ['a language in place of a command', ada, { context: { codeLanguage: 'npm test' } }],
  ['another text', ada, { context: { text: 'npm test' } }],
  ['a target', ada, { target: 'claude' as const }],
  ['rules named', ada, { only: ['T05'] }],
  ['an answer', ada, { answers: { 'Q05.tech_stack': 'Go' } }],
])('%s is another result', async (_name, caller, change) => {
  await using started = await startApp();
  const { improvements } = started.app.services;
  const request = { prompt: PROMPT, context: { testCommand: 'npm test' } };
  await improvements.improve(ada, request);
  expect((await improvements.improve(caller, { ...request, ...change })).cacheLevel).toBe('none');
  expect((await improvements.improve(caller, { ...request, ...change })).cacheLevel).toBe('l1');
});

test('a rule that is switched off is off for what was cached before', async () => {
  await using started = await startApp();
  const { improvements, rules } = started.app.services;
  const before = await improvements.improve(ada, { prompt: 'Continue.' });
  expect(before.questions).toHaveLength(1);
  await rules.update('Q02', { enabled: false });
  const after = await improvements.improve(ada, { prompt: 'Continue.' });
  expect(after).toMatchObject({ questions: [], cacheLevel: 'none' });
});

test.each([
  ['the prompt', { prompt: SECRET }],
  ['the text beside it', { prompt: PROMPT, context: { text: SECRET } }],
  ['the name of a file', { prompt: PROMPT, context: { files: [`keys/${TOKEN}`] } }],
  ['the test command', { prompt: PROMPT, context: { mode: 'agent' as const, testCommand: `API=${TOKEN} npm test` } }],
  ['an answer', { prompt: PROMPT, answers: { 'Q05.tech_stack': SECRET } }],
])('nothing is kept with a secret in %s, whoever shares the computation', async (_name, request) => {
  await using started = await startApp();
  const { improvements, status } = started.app.services;
  const calls = Array.from({ length: 4 }, () => improvements.improve(ada, request));
  const results = [...(await Promise.all(calls)), await improvements.improve(ada, request)];
  expect(results.map(({ cacheLevel }) => cacheLevel)).toEqual(['none', 'none', 'none', 'none', 'none']);
  expect(new Set(results.map(({ improved }) => improved)).size).toBe(1);
  const { spaces } = (await status.status()).cache;
  expect(spaces.find(({ name }) => name === 'improvements')).toMatchObject({ entries: 0, bytes: 0 });
});

test('one computation serves those who ask for the same at the same time', async () => {
  await using started = await startApp();
  const { improvements, status } = started.app.services;
  await improvements.improve(ada, { prompt: 'Say hello.' });
  await Promise.all(Array.from({ length: 20 }, () => improvements.improve(ada, { prompt: PROMPT })));
  const { spaces } = (await status.status()).cache;
  expect(spaces.find(({ name }) => name === 'improvements')).toMatchObject({ loads: 2 });
});

test('a large prompt is computed each time', async () => {
  await using started = await startApp({ workers: { threads: 0 } });
  const { improvements } = started.app.services;
  const prompt = 'Shorten this report. '.repeat(4_000);
  await improvements.improve(ada, { prompt });
  expect((await improvements.improve(ada, { prompt })).cacheLevel).toBe('none');
});

describe('a report of analytics', () => {
  const request = { period: '24h' } as const;

  async function startWithImprovement() {
    const started = await startApp();
    const { improvementId = '' } = await started.app.services.improvements.improve(ada, { prompt: 'Continue.' });
    return { started, improvementId, services: started.app.services };
  }

  test('is counted once for the same question', async () => {
    const { started, services } = await startWithImprovement();
    await using _ = started;
    const { analytics } = services;
    const first = await analytics.report(ada, request);
    expect(first).toMatchObject({ cacheLevel: 'none', isStale: false, totals: { improvements: 1 } });
    expect(await analytics.report(ada, request)).toEqual({ ...first, cacheLevel: 'l1' });
    for (const [caller, other] of [
      [{ owner: 'bob' }, request],
      [ada, { period: '7d' }],
      [ada, { ...request, rule: 'Q02' }],
      [ada, { ...request, task: 'plan' }],
    ] as const) {
      expect((await analytics.report(caller, other)).cacheLevel).toBe('none');
      expect((await analytics.report(caller, other)).cacheLevel).toBe('l1');
    }
    const { spaces } = (await services.status.status()).cache;
    expect(spaces.find(({ name }) => name === 'analytics')).toMatchObject({ loads: 5, l1Hits: 5, entries: 5 });
  });

  test('never passes for up to date after feedback or another improvement', async () => {
    const { started, services, improvementId } = await startWithImprovement();
    await using _ = started;
    const { analytics, feedback, improvements } = services;
    await analytics.report(ada, request);
    const truth = { feedback: 0, improvements: 1 };
    const isTrueOrStale = async () => {
      const { isStale, totals } = await analytics.report(ada, request);
      return isStale || (totals.feedback === truth.feedback && totals.improvements === truth.improvements);
    };
    for (let n = 1; n <= 5; n++) {
      await feedback.record(ada, { improvementId, accepted: true });
      truth.feedback += 1;
      expect(await isTrueOrStale()).toBe(true);
      await improvements.improve(ada, { prompt: 'Continue.' });
      truth.improvements += 1;
      expect(await isTrueOrStale()).toBe(true);
    }
    await expect.poll(async () => (await analytics.report(ada, request)).totals).toMatchObject(truth);
    // Others' do not count, and do not make it old.
    await improvements.improve({ owner: 'bob' }, { prompt: 'Continue.' });
    expect((await analytics.report(ada, request)).cacheLevel).toBe('l1');
  });
});

test('a session that others may have changed without word is not told while the store is away', async () => {
  await using started = await startApp();
  await using store = await openEmbeddedAt(started.dataDir);
  const away = new AppError('STORE_UNAVAILABLE', 'away');
  const get = store.sessions.get.bind(store.sessions);
  let isAway = false;
  store.sessions.get = async (...asked) => (isAway ? Promise.reject(away) : get(...asked));
  const hub = new MemoryHub();
  const replica = () => {
    const driver = new MemoryDriver(hub);
    const cache = new Cache({ driver });
    const space = cache.space<Session>({ name: 'sessions', ttlMs: 60_000, uncoordinatedTtlMs: 0 });
    const sessions = new SessionCache({ store: async () => store, space: async () => space, now: Date.now });
    return { driver, sessions, [Symbol.asyncDispose]: () => cache.close() };
  };
  await using one = replica();
  await using two = replica();
  const key = { owner: 'ada', id: 'work' };
  const write = { ...key, data: {}, ttlSeconds: 60, maxSessions: 1 };
  const set = () => two.sessions.write(key, undefined, () => store.sessions.set(write, Date.now()));
  await set();
  expect(await one.sessions.get(key)).toMatchObject({ version: 1 });
  isAway = true;
  expect(await one.sessions.get(key)).toMatchObject({ version: 1 });
  one.driver.disconnect();
  await set();
  await expect(one.sessions.get(key)).rejects.toBe(away);
  one.driver.connect();
  await expect(one.sessions.get(key)).rejects.toBe(away);
  isAway = false;
  expect(await one.sessions.get(key)).toMatchObject({ version: 2 });
});

test('switched off, everything is computed and read each time', async () => {
  await using started = await startApp({ cache: { levels: 'off' } });
  const { analytics, improvements, status } = started.app.services;
  await improvements.improve(ada, { prompt: PROMPT });
  expect((await improvements.improve(ada, { prompt: PROMPT })).cacheLevel).toBe('none');
  for (let n = 0; n < 2; n++) expect((await analytics.report(ada, {})).cacheLevel).toBe('none');
  expect((await status.status()).cache).toEqual({ levels: 'off', spaces: [] });
});

test('a URL of Redis that is none costs Redis, not the requests', async () => {
  await using started = await startApp({ cache: { levels: 'all', redisUrl: 'redis://ada:hunter2@x@cache' } });
  const { improvements, status } = started.app.services;
  expect((await improvements.improve(ada, { prompt: PROMPT })).stored).toBe(true);
  const { cache } = await status.status();
  expect(cache).toMatchObject({ problem: { code: 'CONFIG_INVALID' } });
  expect(JSON.stringify(cache)).not.toContain('hunter2');
});

const redisUrl = inject('redisUrl');

/** Resolves when a value of the space is there: the write to Redis keeps nobody waiting. */
async function isInRedis(prefix: string, space: string): Promise<void> {
  const client = createClient({ url: redisUrl ?? '' });
  await client.connect();
  try {
    await expect.poll(() => client.keys(`${prefix}:*${space}*`)).not.toEqual([]);
  } finally {
    client.destroy();
  }
}

test.skipIf(redisUrl === undefined)('a result comes from Redis as it was computed', async () => {
  const cache = { levels: 'all', redisUrl, prefix: 'caching-test', deadlineMs: 1_000 } as const;
  await using one = await startApp({ cache });
  await using other = await startApp({ cache });
  const isConnected = async ({ app }: typeof one) => (await app.services.status.status()).cache.redis?.isConnected;
  for (const replica of [one, other]) await expect.poll(() => isConnected(replica)).toBe(true);
  const request = {
    prompt: `${PROMPT} Parse dates in ISO 8601. Keep it short. Keep it short.`,
    context: { mode: 'chat' },
  } as const;
  const computed = await one.app.services.improvements.analyze(ada, request);
  await isInRedis(cache.prefix, 'improvements');
  const found = await other.app.services.improvements.improve(ada, request);
  expect(found.cacheLevel).toBe('l2');
  const { durationMs: _, ...same } = computed;
  expect(found).toMatchObject(same);
});

test.skipIf(redisUrl === undefined || !inject('postgres'))(
  'two databases behind one Redis do not see each other',
  async () => {
    const cache = { levels: 'all', redisUrl, prefix: 'caching-test-2', deadlineMs: 1_000 } as const;
    await using left = await createTestDatabase();
    await using right = await createTestDatabase();
    await using one = await startApp({ cache, store: { databaseUrl: left.url } });
    await using other = await startApp({ cache, store: { databaseUrl: right.url } });
    for (const { app } of [one, other]) {
      await expect.poll(async () => (await app.services.status.status()).cache.redis?.isConnected).toBe(true);
    }
    await one.app.services.sessions.set(ada, { sessionId: 'work', data: { of: 'left' } });
    await one.app.services.sessions.get(ada, 'work');
    await one.app.services.sessions.get(ada, 'work');
    const spaces = (await one.app.services.status.status()).cache.spaces;
    expect(spaces.find(({ name }) => name === 'sessions')).toMatchObject({ loads: 1, l1Hits: 1 });
    await expect(other.app.services.sessions.get(ada, 'work')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    await one.app.services.rules.update('Q02', { enabled: false });
    expect((await other.app.services.improvements.analyze(ada, { prompt: 'Continue.' })).questions).toHaveLength(1);
  },
);

test.skipIf(redisUrl === undefined || !inject('postgres'))(
  'a report of analytics comes from Redis, and feedback makes it old for every replica',
  async () => {
    const cache = { levels: 'all', redisUrl, prefix: 'caching-test-3', deadlineMs: 1_000 } as const;
    await using database = await createTestDatabase();
    const options = { cache, store: { databaseUrl: database.url } };
    await using one = await startApp(options);
    await using other = await startApp(options);
    for (const { app } of [one, other]) {
      await expect.poll(async () => (await app.services.status.status()).cache.redis?.isConnected).toBe(true);
    }
    const [mine, theirs] = [one.app.services, other.app.services];
    const { improvementId = '' } = await mine.improvements.improve(ada, { prompt: 'Continue.' });
    const counted = await mine.analytics.report(ada, {});
    await isInRedis(cache.prefix, 'analytics');
    expect(await theirs.analytics.report(ada, {})).toEqual({ ...counted, cacheLevel: 'l2' });
    for (let n = 1; n <= 5; n++) {
      await mine.feedback.record(ada, { improvementId, rating: 5 });
      // Word reaches a replica right after the acknowledgement, if not before.
      await expect.poll(async () => (await theirs.analytics.report(ada, {})).totals.feedback).toBe(n);
      const { isStale, totals } = await mine.analytics.report(ada, {});
      expect(isStale || totals.feedback === n).toBe(true);
    }
    // Of improvements they are told within a second.
    await mine.improvements.improve(ada, { prompt: 'Continue.' });
    await expect.poll(async () => (await theirs.analytics.report(ada, {})).totals.improvements).toBe(2);
  },
);
