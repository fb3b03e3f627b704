import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FILE_PATH, sources } from '../../test/config/sources.ts';
import { AppError } from '../errors/app-error.ts';
import { inspectConfig, resolveConfig } from './resolve.ts';
import { SETTING_ENTRIES } from './schema.ts';

function problemOf(given: Parameters<typeof sources>[0]): AppError {
  try {
    resolveConfig(sources(given));
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('no AppError was thrown');
}

describe('wrong values', () => {
  test.each([
    [
      { flags: { port: '99999' } },
      'http.port (flag --port) is 99999; it must be a whole number from 0 to 65535.',
      '--port',
    ],
    [
      { env: { PROMPT_IMPROVER_HTTP_PORT: 'abc' } },
      'http.port (env PROMPT_IMPROVER_HTTP_PORT) is "abc"; it must be a whole number from 0 to 65535.',
      'PROMPT_IMPROVER_HTTP_PORT',
    ],
    [
      { content: { http: { port: '3117' } } },
      `http.port (file ${FILE_PATH}) is "3117"; it must be a whole number from 0 to 65535.`,
      'http.port',
    ],
    [
      { flags: { record: 'everything' } },
      'store.record (flag --record) is "everything"; it must be one of full, metadata, off.',
      '--record',
    ],
  ])('are refused with setting, source, value and what is allowed: %j', (given, message, field) => {
    const problem = problemOf(given);
    expect(problem).toMatchObject({ code: 'CONFIG_INVALID', message, field });
  });

  test.each(['1e3', '0x10', '3117.5', ' ', '-1', '65536', '９９'])('%j is no port', (port) => {
    expect(problemOf({ flags: { port } }).code).toBe('CONFIG_INVALID');
  });

  test.each(['https://example.org', 'example.org:80', 'example.org/path', 'a b', ''])(
    '%j is no host name that can be allowed',
    (name) => {
      expect(problemOf({ content: { http: { allowedHosts: [name] } } }).message).toContain('http.allowedHosts');
    },
  );

  test('that contradict each other are told with both', () => {
    const { code, field, message } = problemOf({ content: { alerts: { responseWarningMs: 250 } } });
    expect({ code, field }).toEqual({ code: 'CONFIG_INVALID', field: 'alerts.responseWarningMs' });
    expect(message).toContain('alerts.responseWarningMs is 250, alerts.responseCriticalMs is 200');
  });

  test.each(['ftp://example.org/', 'example.org', 'http://', 'http://a b', 'javascript:alert(1)'])(
    'the webhook is no %s',
    (url) => {
      const { field, message } = problemOf({ env: { PROMPT_IMPROVER_ALERTS_WEBHOOK_URL: url } });
      expect(field).toBe('PROMPT_IMPROVER_ALERTS_WEBHOOK_URL');
      expect(message).toContain('its value is not shown');
    },
  );

  test('of a secret are not quoted', () => {
    const secret = 'hunter2 hunter2';
    for (const given of [
      { flags: { token: [secret] } },
      { env: { DATABASE_URL: `mysql://ada:${secret}@db` } },
      { content: { http: { tokens: secret } } },
    ]) {
      const problem = problemOf(given);
      expect(problem.message).toContain('its value is not shown');
      expect(JSON.stringify(problem.report())).not.toContain('hunter2');
    }
  });

  test('that are long are cut short in the message', () => {
    expect(problemOf({ flags: { record: 'x'.repeat(100_000) } }).message.length).toBeLessThan(300);
  });

  test('a mistyped choice is answered with the nearest one', () => {
    expect(problemOf({ flags: { record: 'metdata' } }).hint).toBe('Did you mean metadata?');
  });

  test('all of them are reported to a diagnosis, which does not throw', () => {
    const { problems, settings } = inspectConfig(sources({ flags: { port: 'x', record: 'y' } }));
    expect(problems.map(({ field }) => field)).toEqual(['--port', '--record']);
    expect(settings).toHaveLength(SETTING_ENTRIES.length);
  });
});

describe('the configuration file', () => {
  test.each([
    [{ http: { prot: 1 } }, 'the key "http.prot" is not known', 'Did you mean {"http": {"port": …}}?'],
    [{ 'http.port': 1 }, 'the key "http.port" is not known', 'Did you mean {"http": {"port": …}}?'],
    [{ sesions: { ttlSeconds: 1 } }, 'the key "sesions" is not known', 'The known keys are'],
    [JSON.parse('{"__proto__": {"polluted": true}}'), 'the key "__proto__" is not known', 'The known keys are'],
    [{ http: JSON.parse('{"__proto__": 1}') }, 'the key "http.__proto__" is not known', 'The known keys are'],
  ])('an unknown key is an error that names it: %j', (content, message, hint) => {
    const problem = problemOf({ content });
    expect(problem.code).toBe('CONFIG_INVALID');
    expect(problem.message).toContain(message);
    expect(problem.message).toContain(FILE_PATH);
    expect(problem.hint).toContain(hint);
  });

  test.each([[[]], [null], ['text'], [3]])('that is no object is refused: %j', (content) => {
    expect(problemOf({ content }).message).toContain('one JSON object');
  });

  test('a group that is no object is refused by name', () => {
    expect(problemOf({ content: { http: 3 } }).message).toContain('http must be an object');
  });

  test('a very long key does not fill the message', () => {
    expect(problemOf({ content: { ['k'.repeat(1_000_000)]: 1 } }).message.length).toBeLessThan(300);
  });
});

describe('paths', () => {
  test('are taken from the working folder, or the folder of the file, and ~ is the home folder', () => {
    const dataDir = (given: Parameters<typeof sources>[0]) => resolveConfig(sources(given)).config.store.dataDir;
    expect(dataDir({ flags: { dataDir: 'data' } })).toBe(resolve('/work/data'));
    expect(dataDir({ content: { store: { dataDir: 'data' } } })).toBe(resolve(FILE_PATH, '../data'));
    expect(dataDir({ env: { PROMPT_IMPROVER_STORE_DATA_DIR: '~/data' } })).toBe(resolve('/home/ada/data'));
    expect(dataDir({ flags: { dataDir: '/srv/data' } })).toBe(resolve('/srv/data'));
  });
});

describe('secrets', () => {
  test('are whole in the configuration and masked in the settings', () => {
    const env = { DATABASE_URL: 'postgres://ada:hunter2@db:5432/prompts?sslmode=require' };
    const { config, settings } = resolveConfig(sources({ env, flags: { token: ['correct-horse', 'battery-staple'] } }));
    expect(config.store.databaseUrl).toBe(env.DATABASE_URL);
    expect(config.http.tokens).toEqual(['correct-horse', 'battery-staple']);
    const shown = JSON.stringify(settings);
    expect(shown).not.toMatch(/hunter2|correct-horse|battery-staple/);
    expect(settings.find(({ path }) => path === 'store.databaseUrl')?.value).toBe(
      'postgres://ada:***@db:5432/prompts?sslmode=require',
    );
    expect(settings.find(({ path }) => path === 'http.tokens')?.value).toEqual(['***', '***']);
  });
});

describe('variables that look like ours', () => {
  test('and are not known are reported', () => {
    const env = { PROMPT_IMPROVER_PORT: '1', PROMPT_IMPROVER_HTTP_PORT: '1', PATH: '/bin' };
    expect(inspectConfig(sources({ env })).unknownVariables).toEqual(['PROMPT_IMPROVER_PORT']);
  });
});
