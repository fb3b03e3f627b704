import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { checkCache } from '../../src/cli/doctor/checks.ts';
import { SETTING_ENTRIES } from '../../src/config/schema.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { runCli, temporaryFolder } from './cli.ts';

async function doctorJson(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await runCli(['doctor', '--json', ...args], { env });
  return { code, stderr, report: JSON.parse(stdout) };
}

interface Entry {
  readonly name: string;
  readonly path: string;
}
const entry = (list: readonly Entry[], key: string) => list.find(({ name, path }) => name === key || path === key);

describe('doctor', () => {
  test('prints every setting with value and source, the checks, and ends with 0 when all is well', async () => {
    const { code, stdout, stderr } = await runCli(['doctor', '--port', '4000'], {
      env: { PROMPT_IMPROVER_STORE_RECORD: 'metadata' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const [path] of SETTING_ENTRIES) expect(stdout).toContain(`  ${path} `);
    expect(stdout).toMatch(/http\.port +4000 +flag --port/);
    expect(stdout).toMatch(/store\.record +"metadata" +env PROMPT_IMPROVER_STORE_RECORD/);
    expect(stdout).toMatch(/ok {2}store: embedded at .*schema version \d+/);
    expect(stdout).not.toContain('wrong');
  });

  test('--json holds the same for programs', async () => {
    const { code, report } = await doctorJson();
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, node: process.versions.node, config_file: { state: 'absent' } });
    expect(report.settings).toHaveLength(SETTING_ENTRIES.length);
    expect(report.checks.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok])).toEqual([
      ['node', true],
      ['configuration', true],
      ['store', true],
      ['rules', true],
      ['cache', true],
      ['data folder', true],
    ]);
  });

  test.skipIf(!inject('postgres'))('shows the pool and the session settings of PostgreSQL', async () => {
    await using database = await createTestDatabase();
    const { report } = await doctorJson([], { DATABASE_URL: database.url });
    expect(entry(report.checks, 'store')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/4 to 16 connections, \d+ open, jit off, .*statement_timeout 5s/),
    });
  });

  test('names the file a setting comes from', async () => {
    const path = join(temporaryFolder(), 'config.json');
    writeFileSync(path, '{"sessions": {"ttlSeconds": 60}}');
    const { report } = await doctorJson(['--config', path]);
    expect(report.config_file).toEqual({ path, state: 'read' });
    expect(entry(report.settings, 'sessions.ttlSeconds')).toMatchObject({ value: 60, source: `file ${path}` });
  });

  test('still prints every setting when one is wrong', async () => {
    const { code, report } = await doctorJson(['--port', 'abc', '--record', 'all']);
    expect(code).toBe(1);
    expect(report.settings).toHaveLength(SETTING_ENTRIES.length);
    expect(report.checks.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([
      { code: 'CONFIG_INVALID', detail: expect.stringContaining('http.port') },
      { code: 'CONFIG_INVALID', detail: expect.stringContaining('store.record') },
    ]);
  });

  test('finds a variable whose name is mistyped', async () => {
    const { code, report } = await doctorJson([], { PROMPT_IMPROVER_PORT: '80' });
    expect(code).toBe(1);
    expect(entry(report.checks, 'configuration')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('PROMPT_IMPROVER_PORT'),
    });
  });

  test('says what is wrong with the store', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, report } = await doctorJson(['--data-dir', file]);
    expect(code).toBe(1);
    expect(entry(report.checks, 'store')).toMatchObject({
      ok: false,
      code: expect.any(String),
      hint: expect.any(String),
    });
  });

  test('shows no password and no token, also of a database that cannot be reached', async () => {
    const env = {
      DATABASE_URL: 'postgres://ada:hunter2hunter2@127.0.0.1:1/none',
      PROMPT_IMPROVER_HTTP_TOKENS: 'correct-horse-battery',
    };
    for (const args of [['doctor'], ['doctor', '--json']]) {
      const { code, stdout, stderr } = await runCli(args, { env });
      expect(code).toBe(1);
      expect(stdout).toContain('postgres://ada:***@127.0.0.1:1/none');
      expect(stdout).toContain('STORE_UNAVAILABLE');
      expect(stdout + stderr).not.toMatch(/hunter2|correct-horse/);
    }
  });

  test('says that Redis cannot be reached, or that its URL is none, without its password', async () => {
    const away = await doctorJson([], { REDIS_URL: 'redis://ada:hunter2hunter2@127.0.0.1:1' });
    expect(away.code).toBe(1);
    expect(entry(away.report.checks, 'cache')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('Redis at redis://127.0.0.1:1 cannot be reached'),
    });
    const wrong = await doctorJson([], { REDIS_URL: 'redis://ada:hunter2@hunter2@127.0.0.1:1' });
    expect(entry(wrong.report.checks, 'cache')).toMatchObject({ ok: false, code: 'CONFIG_INVALID' });
    expect(JSON.stringify([away, wrong])).not.toContain('hunter2');
  });

  test('says why Redis cannot be reached, once that is known', () => {
    const redis = { location: 'redis://cache:6379', isConnected: false, problem: 'WRONGPASS' } as never;
    expect(checkCache({ levels: 'all', redis, spaces: [] }).detail).toContain('cannot be reached (WRONGPASS)');
  });

  const redis = inject('redisUrl');
  test.skipIf(redis === undefined)('checks Redis when it is configured', async () => {
    const { code, report } = await doctorJson([], { REDIS_URL: redis ?? '' });
    expect(code).toBe(0);
    expect(entry(report.checks, 'cache')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^Redis at redis:\S+ is connected.*improvements 900 s, analytics 10 s/),
    });
  });

  const postgres = inject('postgres');
  test.skipIf(postgres === undefined)('checks PostgreSQL when it is configured', async () => {
    await using database = await createTestDatabase();
    const { code, report } = await doctorJson([], { DATABASE_URL: database.url });
    expect(code).toBe(0);
    expect(entry(report.checks, 'store')).toMatchObject({ ok: true, detail: expect.stringMatching(/^postgres at /) });
    expect(entry(report.checks, 'data folder')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('not used'),
    });
  });

  test.skipIf(postgres === undefined)('gives the hint that belongs to what PostgreSQL says', async () => {
    await using database = await createTestDatabase({ empty: true });
    const readOnly = new URL(database.url);
    readOnly.searchParams.set('options', '-cdefault_transaction_read_only=on');
    const { code, report } = await doctorJson([], { DATABASE_URL: readOnly.href });
    expect(code).toBe(1);
    expect(entry(report.checks, 'store')).toMatchObject({
      ok: false,
      code: 'STORE_READ_ONLY',
      hint: expect.stringContaining('point DATABASE_URL at the primary'),
    });
  });
});
