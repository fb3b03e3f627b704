/** No secret that a caller sends, rightly or wrongly, is logged, stored, or repeated in an error. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { onSignal, temporaryFolder } from '../cli/cli.ts';
import { withClient } from '../services/postgres.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { CALLS, FAILURES, MALFORMED, VIEWS } from './calls.ts';
import { CANARIES, EVERYTHING, leaksIn, TOKEN } from './canaries.ts';
import { openHttp, openStdio, type RawDoor } from './doors.ts';
import { everyByteBelow, everyEntryOf, everyRowOf, expectNoLeak, type Places } from './places.ts';

const ALL = CANARIES.map(({ name }) => name);

interface Heard {
  /** Answers to requests that were carried out: they hold the caller's own text. */
  readonly results: string;
  /** Everything else that came back. */
  readonly errors: string;
  readonly views: string;
}

/** Sends all there is to send. */
async function exercise(door: RawDoor): Promise<Heard> {
  let id = 0;
  const ask = (request: { readonly method: string; readonly params: object }) =>
    door.ask(JSON.stringify({ jsonrpc: '2.0', id: (id += 1), ...request }));
  const tool = (name: string, args: object) => ask({ method: 'tools/call', params: { name, arguments: args } });
  const askAll = async (requests: typeof CALLS) => {
    const answers: string[] = [];
    for (const request of requests) answers.push(await ask(request));
    return answers.join('\n');
  };

  await tool('set_session', { session_id: 'work', data: { step: 1 } });
  const results = [
    await askAll(CALLS),
    await tool('improve_prompt', { prompt: `Shorten this.\n\n${EVERYTHING}`, session_id: 'work' }),
  ].join('\n');
  const [improvementId = 'none'] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(results) ?? [];
  const feedback = await tool('record_feedback', { improvement_id: improvementId, rating: 2, comment: EVERYTHING });
  const errors = [feedback, await askAll(FAILURES)];
  for (const message of MALFORMED) errors.push(await door.ask(message));
  const history = await ask({
    method: 'resources/read',
    params: { uri: 'prompt-improver://sessions/work/history' },
  });
  return { results, errors: errors.join('\n'), views: `${history}\n${await askAll(VIEWS)}` };
}

const DOORS = [
  { name: 'stdio', open: openStdio },
  { name: 'HTTP', open: (options: Parameters<typeof openStdio>[0]) => openHttp(TOKEN, options) },
] as const;

/** A place that is added later is one line here. */
function placesOf(door: RawDoor, heard: Heard, home: string): Places {
  return {
    'errors told to the caller': () => heard.errors,
    'status, rules and history': () => heard.views,
    'standard error and log': () => door.cli.stderr,
    'database, compiled code and temporary files': () => everyByteBelow(home),
  };
}

describe.each(DOORS)('over $name no secret', ({ name, open }) => {
  test('is left anywhere with the embedded store', async () => {
    const home = temporaryFolder();
    const door = await open({ home });
    const heard = await exercise(door);
    expect(leaksIn(heard.results)).toEqual(ALL);
    expect(heard.views).toContain('Shorten this.');
    await expectNoLeak(placesOf(door, heard, home));
    door.cli.child.kill('SIGTERM');
    await door.cli.ended();
    expect(everyByteBelow(home)).toContain('Why does the build of the shop fail');
    await expectNoLeak(placesOf(door, heard, home));
  });

  test('is left anywhere when the store is broken', async () => {
    const home = temporaryFolder();
    const dataDir = join(home, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'prompt-improver.db'), 'no database, but long enough to be read as one'.repeat(60));
    const door = await open({ home, args: ['--data-dir', dataDir] });
    const heard = await exercise(door);
    expect(leaksIn(heard.results)).toEqual(ALL);
    expect(heard.results.includes('STORE_CORRUPT')).toBe(true);
    await expectNoLeak(placesOf(door, heard, home));
  });

  test('is left anywhere when the database is out of reach, the password of its URL included', async () => {
    const home = temporaryFolder();
    const database = CANARIES.find(({ text }) => text.startsWith('postgres://'))?.text ?? '';
    const door = await open({ home, env: { DATABASE_URL: database.replace('db.internal:5432', '127.0.0.1:1') } });
    const heard = await exercise(door);
    expect(heard.results.includes('STORE_UNAVAILABLE')).toBe(true);
    await expectNoLeak(placesOf(door, heard, home));
  });

  test('is left in the log when the process fails with one in its message', async () => {
    const home = temporaryFolder();
    const fail = `Promise.reject(new Error(process.env.CANARIES));setTimeout(() => { throw new Error(process.env.CANARIES) }, 500)`;
    const door = await open({ home, env: { CANARIES: EVERYTHING }, nodeArgs: onSignal(fail) });
    door.cli.child.kill('SIGUSR2');
    expect(await door.cli.ended()).toMatchObject({ code: 1 });
    expect(door.cli.stderr).toContain('unhandled rejection');
    expect(door.cli.stderr).toContain('uncaught exception');
    await expectNoLeak({ [`log of ${name}`]: () => door.cli.stderr });
  });

  describe.skipIf(!inject('postgres'))('in PostgreSQL', () => {
    test('is left in a table, nor in the log of a server that logs every statement', async () => {
      await using database = await createTestDatabase();
      const logFile = await logStatementsOf(database.url);
      const home = temporaryFolder();
      const door = await open({ home, env: { DATABASE_URL: database.url } });
      const heard = await exercise(door);
      const rows = await everyRowOf(database.url);
      expect(rows).toContain('Why does the build of the shop fail');
      expect(readFileSync(logFile, 'utf8')).toContain('Why does the build of the shop fail');
      await expectNoLeak({
        ...placesOf(door, heard, home),
        tables: () => rows,
        'log of PostgreSQL': () => readFileSync(logFile, 'utf8'),
      });
    });
  });
});

const redisUrl = inject('redisUrl');

describe.skipIf(redisUrl === undefined || !inject('postgres')).each(DOORS)('over $name no secret', ({ open }) => {
  test('is left in Redis', async () => {
    await using database = await createTestDatabase();
    const home = temporaryFolder();
    const env = { DATABASE_URL: database.url, REDIS_URL: redisUrl ?? '', PROMPT_IMPROVER_CACHE_DEADLINE_MS: '1000' };
    const door = await open({ home, env });
    await door.cli.printed('stderr', /Redis is connected/);
    const harmless = { name: 'improve_prompt', arguments: { prompt: 'Name three rivers of Peru.' } };
    await door.ask(JSON.stringify({ jsonrpc: '2.0', id: 'a', method: 'tools/call', params: harmless }));
    const heard = await exercise(door);
    expect(leaksIn(heard.results)).toEqual(ALL);
    // What may be kept is there: it is the right Redis.
    await expect
      .poll(() => everyEntryOf(redisUrl ?? ''))
      .toMatch(/rivers of Peru[^]*"step":1|"step":1[^]*rivers of Peru/);
    await expectNoLeak({
      ...placesOf(door, heard, home),
      'names and values in Redis': () => everyEntryOf(redisUrl ?? ''),
    });
  });
});

/** @returns the file that the server logs to */
async function logStatementsOf(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const name = new URL(databaseUrl).pathname.slice(1);
    await client.query(`ALTER DATABASE ${name} SET log_statement = 'all'`);
    await client.query(`ALTER DATABASE ${name} SET log_parameter_max_length_on_error = -1`);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return join(rows[0]?.data_directory ?? '', '..', 'log');
  });
}

test('over HTTP no secret in a header, a path or a query is repeated or logged', async () => {
  const home = temporaryFolder();
  const door = await openHttp(`${TOKEN}x`, { home });
  const answers = [
    await door.get('/mcp', { authorization: `Bearer ${TOKEN}` }),
    await door.get(`/${TOKEN}`, {}),
    await door.get(`/health/ready?key=${TOKEN}`, { cookie: TOKEN }),
    await door.get('/mcp', { origin: `https://${TOKEN.replaceAll('_', '-')}.example` }),
    await door.get('/mcp', { authorization: TOKEN, accept: TOKEN, 'mcp-protocol-version': TOKEN }),
  ];
  await expectNoLeak({
    answers: () => answers.join('\n'),
    log: () => door.cli.stderr,
    files: () => everyByteBelow(home),
  });
});

test('a secret that did leak is seen', async () => {
  await expect(expectNoLeak({ log: () => `failed: ${TOKEN.slice(8, 30)}` })).rejects.toThrow('GitHub token');
});
