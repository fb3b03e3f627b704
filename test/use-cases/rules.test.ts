/** Switching and tuning rules, as an operator does it, on both stores. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createLogger } from '../../src/log/logger.ts';
import { RULES } from '../../src/prompt/rules/index.ts';
import { Rules } from '../../src/services/rules/rules.ts';
import { StoredRuleSettings } from '../../src/services/rules/stored-settings.ts';
import { EmbeddedDatabase } from '../../src/store/embedded/embedded-database.ts';
import { PostgresDatabase } from '../../src/store/postgres/postgres-database.ts';
import type { Database, SqlValue } from '../../src/store/sql/database.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { openEmbeddedAt, openPostgresAt, POSTGRES_DEFAULTS } from '../store/open-store.ts';
import { silent, startApp, type TestApp } from './app.ts';

const caller = { owner: 'local' };
/** Q02 asks about it, and no other rule does. */
const PROMPT = 'Continue.';

describe('on the embedded store', () => {
  describeRules(async () => {
    const app = await startApp();
    const { dataDir } = app;
    return {
      databaseUrl: undefined,
      dataDir,
      database: await EmbeddedDatabase.open(dataDir, silent, Date.now),
      [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
    };
  });
});

describe.skipIf(!inject('postgres'))('on PostgreSQL', () => {
  describeRules(async () => {
    const test: TestDatabase = await createTestDatabase();
    return {
      databaseUrl: test.url,
      dataDir: '',
      database: await PostgresDatabase.open(test.url, POSTGRES_DEFAULTS, silent, Date.now),
      [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
    };
  });
});

interface Place extends AsyncDisposable {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** For editing by hand. */
  readonly database: Database;
}

function describeRules(setUp: () => Promise<Place>): void {
  let place: Place;
  beforeAll(async () => {
    place = await setUp();
  });
  afterAll(async () => {
    await place?.database.close();
    await place?.[Symbol.asyncDispose]();
  });

  const storeOptions = () => ({
    databaseUrl: place.databaseUrl,
    ...(place.dataDir !== '' && { dataDir: place.dataDir }),
  });
  const openAgain = (): Promise<Store> =>
    place.databaseUrl === undefined ? openEmbeddedAt(place.dataDir) : openPostgresAt(place.databaseUrl);
  /** An operator's or a server's process; each begins with the rules as released. */
  const start = async (): Promise<TestApp> => startApp({ store: storeOptions() });
  const fresh = async (): Promise<TestApp> => {
    const started = await start();
    for (const { id } of RULES) await started.app.services.rules.update(id, { enabled: true, params: null });
    return started;
  };
  const edit = (text: string, values: readonly SqlValue[]) =>
    place.database.query({ name: `edit ${text}`, text }, values);
  const asking = async ({ app }: TestApp) => {
    const { questions } = await app.services.improvements.improve(caller, { prompt: PROMPT });
    return questions.map(({ rule }) => rule);
  };

  test('the table says of every rule what it is and what can be tuned', async () => {
    await using started = await fresh();
    await started.app.services.rules.list();
    const rows = await edit('SELECT id, name, accepts, revision FROM rules ORDER BY id', []);
    expect(rows).toHaveLength(RULES.length);
    expect(rows).toContainEqual({
      id: 'T05',
      name: 'trim.duplicate',
      accepts: 'min_chars: a whole number of characters from 15 to 2,000, default 30',
      revision: RULES.find(({ id }) => id === 'T05')?.revision,
    });
  });

  test('a switch holds at once, changes the hash, is recorded with the improvement, and survives a restart', async () => {
    await using started = await fresh();
    const { improvements, rules, sessions } = started.app.services;
    await sessions.set(caller, { sessionId: 'work', data: {} });
    const before = await improvements.improve(caller, { prompt: PROMPT, sessionId: 'work' });
    expect(before.questions.map(({ rule }) => rule)).toEqual(['Q02']);

    const version = (await rules.get('Q02')).version;
    expect(await rules.update('Q02', { enabled: false })).toMatchObject({ enabled: false, version: version + 1 });
    const after = await improvements.improve(caller, { prompt: PROMPT, sessionId: 'work' });
    expect(after.questions).toEqual([]);
    expect(after.rulesetHash).not.toBe(before.rulesetHash);
    const history = await sessions.history(caller, 'work');
    expect(new Set(history.map(({ rulesetHash }) => rulesetHash))).toEqual(
      new Set([before.rulesetHash, after.rulesetHash]),
    );

    await using restarted = await start();
    expect(await asking(restarted)).toEqual([]);
    expect((await restarted.app.services.improvements.analyze(caller, { prompt: PROMPT })).rulesetHash).toBe(
      after.rulesetHash,
    );
    expect((await restarted.app.services.status.status()).rules).toEqual({
      rulesetHash: after.rulesetHash,
      problems: [],
    });
    await restarted.app.services.rules.update('Q02', { enabled: true });
    expect(await asking(restarted)).toEqual(['Q02']);
  });

  test('a value tunes a rule, others stay, and null takes it back', async () => {
    await using started = await fresh();
    const { rules } = started.app.services;
    expect((await rules.update('Q02', { params: { weight: 0 } })).params).toMatchObject([
      { name: 'weight', value: 0, changed: true, default: 1, min: 0, max: 2 },
    ]);
    expect(await asking(started)).toEqual([]);
    await rules.update('Q02', { enabled: true });
    expect(await asking(started)).toEqual([]);
    expect((await rules.update('Q02', { params: { weight: null } })).params).toMatchObject([
      { value: 1, changed: false },
    ]);
    expect(await asking(started)).toEqual(['Q02']);
  });

  test.each<[string, string, object, string, string]>([
    ['of text', 'Q02', { params: { weight: 'x' } }, 'params.weight', 'a number from 0 to 2'],
    ['over the limit', 'Q02', { params: { weight: 3 } }, 'params.weight', 'a number from 0 to 2'],
    ['with a fraction', 'T05', { params: { min_chars: 20.5 } }, 'params.min_chars', 'a whole number'],
    ['of no parameter', 'Q02', { params: { wieght: 1 } }, 'params.wieght', 'It has weight.'],
    ['of no parameter, taken back', 'Q02', { params: { wieght: null } }, 'params.wieght', 'It has weight.'],
    ['among good ones', 'Q02', { params: { weight: 1.5, other: 1 } }, 'params.other', 'It has weight.'],
    ['in a list', 'Q02', { params: [1] }, 'params', 'an object of numbers by name'],
    ['of a switch that is text', 'Q02', { enabled: 'no' }, 'enabled', 'true or false'],
  ])('a value %s is refused with the limits, and changes nothing', async (_name, id, update, field, limits) => {
    await using started = await fresh();
    const { rules } = started.app.services;
    const before = await rules.get(id);
    await expect(rules.update(id, update)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      field,
      message: expect.stringContaining(limits),
    });
    expect(await rules.get(id)).toEqual(before);
  });

  test('a rule that is not there is refused', async () => {
    await using started = await fresh();
    const { rules } = started.app.services;
    const refusal = { code: 'RULE_NOT_FOUND', field: 'id' };
    await expect(rules.get('Z99')).rejects.toMatchObject(refusal);
    await expect(rules.update('Z99', { enabled: false })).rejects.toMatchObject(refusal);
  });

  test('changes of several operators at once are all kept', async () => {
    await using one = await fresh();
    await using other = await start();
    await Promise.all([
      one.app.services.rules.update('Q02', { params: { weight: 0.5 } }),
      other.app.services.rules.update('Q02', { enabled: false }),
      one.app.services.rules.update('T05', { params: { min_chars: 40 } }),
    ]);
    expect(await other.app.services.rules.get('Q02')).toMatchObject({ enabled: false, params: [{ value: 0.5 }] });
    expect(await one.app.services.rules.get('T05')).toMatchObject({ params: [{ value: 40 }] });
  });

  test('what another process has changed holds within a minute', async () => {
    await using operator = await fresh();
    await using store: Store = await openAgain();
    let nowMs = 0;
    const settings = new StoredRuleSettings({
      store: async () => store,
      space: async () => undefined,
      now: () => nowMs,
      waitMs: 5_000,
      logger: silent,
    });
    expect((await settings.current())?.isOn('Q02')).toBe(true);
    await operator.app.services.rules.update('Q02', { enabled: false });
    nowMs = 59_999;
    expect((await settings.current())?.isOn('Q02')).toBe(true);
    nowMs = 60_000;
    await expect.poll(async () => (await settings.current())?.isOn('Q02')).toBe(false);
  });

  test('also after the clock has been set back, and the store is not asked at each call then', async () => {
    await using operator = await fresh();
    await using store: Store = await openAgain();
    let nowMs = 3_600_000;
    let lists = 0;
    const list = () => {
      lists += 1;
      return store.rules.list();
    };
    const counted: Store = Object.create(store, { rules: { value: { list } } });
    const settings = new StoredRuleSettings({
      store: async () => counted,
      space: async () => undefined,
      now: () => nowMs,
      waitMs: 5_000,
      logger: silent,
    });
    expect((await settings.current())?.isOn('Q02')).toBe(true);
    await operator.app.services.rules.update('Q02', { enabled: false });
    nowMs = 0;
    await expect.poll(async () => (await settings.current())?.isOn('Q02')).toBe(false);
    const before = lists;
    for (let call = 0; call < 10; call++) await settings.current();
    expect(lists).toBe(before);
  });

  test('a value that another program sets in the same moment is kept', async () => {
    {
      await using operator = await fresh();
      await operator.app.services.rules.list();
    }
    await using store: Store = await openAgain();
    let meddled = false;
    const list = async () => {
      const rows = await store.rules.list();
      if (!meddled) await store.rules.update({ id: 'Q02', params: { ofLaterRelease: 1 } }, Date.now());
      meddled = true;
      return rows;
    };
    const update: Store['rules']['update'] = (write, nowMs) => store.rules.update(write, nowMs);
    const meddledWith: Store = Object.create(store, { rules: { value: { list, update } } });
    const options = { store: async () => meddledWith, now: Date.now };
    const settings = new StoredRuleSettings({
      ...options,
      space: async () => undefined,
      waitMs: 5_000,
      logger: silent,
    });
    await new Rules({ ...options, settings }).update('Q02', { params: { weight: 0.5 } });
    const row = (await store.rules.list()).find(({ id }) => id === 'Q02');
    expect(row?.params).toEqual({ ofLaterRelease: 1, weight: 0.5 });
  });

  test('a reading that began before a change and ends after it does not undo it', async () => {
    await using operator = await fresh();
    await using store: Store = await openAgain();
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const held = async () => {
      const rows = await store.rules.list();
      begun.resolve();
      await end.promise;
      return rows;
    };
    let list = held;
    const slow: Store = Object.create(store, { rules: { value: { list: () => list() } } });
    const settings = new StoredRuleSettings({
      store: async () => slow,
      space: async () => undefined,
      now: Date.now,
      waitMs: 5_000,
      logger: silent,
    });
    const early = settings.read();
    await begun.promise;
    await operator.app.services.rules.update('Q02', { enabled: false });
    list = () => store.rules.list();
    await settings.read();
    end.resolve();
    await early;
    expect((await settings.current())?.isOn('Q02')).toBe(false);
  });

  test.each([
    ['a value of the wrong kind', '{"weight":"x"}', 'params.weight'],
    ['a value over the limit', '{"weight":99}', 'params.weight'],
    ['a parameter that is not there', '{"wieght":0}', 'params.wieght'],
    ['a list', '[0]', 'params'],
    ['no JSON', 'weight=0', 'params'],
    ['nothing', '', 'params'],
  ])('%s, edited into the table by hand, is refused and reported once', async (_name, params, field) => {
    {
      await using operator = await fresh();
      await operator.app.services.rules.list();
    }
    await edit('UPDATE rules SET params = $1 WHERE id = $2', [params, 'Q02']);
    await using store: Store = await openAgain();
    const lines: string[] = [];
    const logger = createLogger('warn', (line) => lines.push(line), Date.now);
    const settings = new StoredRuleSettings({
      store: async () => store,
      space: async () => undefined,
      now: Date.now,
      waitMs: 5_000,
      logger,
    });
    await settings.read();
    await settings.read();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ rule: 'Q02', problem: expect.stringContaining(field) });

    await using started = await start();
    expect(await asking(started)).toEqual(['Q02']);
    const { rules, status } = started.app.services;
    expect((await status.status()).rules.problems).toMatchObject([{ rule: 'Q02', field }]);
    expect(await rules.get('Q02')).toMatchObject({ params: [{ value: 1, changed: false }], problems: [{ field }] });
    expect((await rules.update('Q02', { params: null })).problems).toEqual([]);
  });

  test('what was edited by hand as it should be is taken', async () => {
    {
      await using operator = await fresh();
      await operator.app.services.rules.list();
    }
    await edit('UPDATE rules SET params = $1 WHERE id = $2', ['{ "weight": 0 }', 'Q02']);
    await using started = await start();
    expect(await asking(started)).toEqual([]);
  });
}

test('an improvement is made with the rules as released while the store cannot be reached', async () => {
  await using started = await startApp({ store: { databaseUrl: 'postgres://127.0.0.1:1/none' } });
  expect((await started.app.services.improvements.improve(caller, { prompt: PROMPT })).questions).toHaveLength(1);
  expect((await started.app.services.status.status()).rules).toEqual({ rulesetHash: null, problems: [] });
  const refused = started.app.services.rules.update('Q02', { enabled: false });
  await expect(refused).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
