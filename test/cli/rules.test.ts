/** Switching and tuning rules on the command line, and what other processes make of it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../services/test-database.ts';
import { RunningCli, runCli, temporaryFolder, type CliOptions } from './cli.ts';

/** Q02 asks about it, and no other rule does. */
const PROMPT = 'Continue.';

/** A user with a home of their own. */
function user(options: CliOptions = {}) {
  const home = temporaryFolder();
  const dataDir = join(home, 'data');
  const place = { home, env: { PROMPT_IMPROVER_STORE_DATA_DIR: dataDir, ...options.env } };
  return {
    dataDir,
    place,
    run: (...args: string[]) => runCli(args, place),
    json: async (...args: string[]) => JSON.parse((await runCli([...args, '--json'], place)).stdout),
  };
}

interface Asked {
  readonly questions: readonly { readonly rule: string }[];
}
const rulesAsking = ({ questions }: Asked): string[] => questions.map(({ rule }) => rule);

describe('rules', () => {
  test('lists every rule with its switch and parameters, for people and for programs', async () => {
    const { run, json } = user();
    const { code, stdout, stderr } = await run('rules');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Q09 {2}ask\.constraints +ask +on +weight=1$/m);
    expect(stdout).toMatch(/^G02 {2}safety\.secret +warn +on$/m);
    const { rules } = await json('rules');
    expect(stdout.trimEnd().split('\n')).toHaveLength(rules.length);
    expect(rules.find(({ id }: { id: string }) => id === 'T05')).toMatchObject({
      name: 'trim.duplicate',
      enabled: true,
      version: 1,
      params: [
        { name: 'min_chars', kind: 'integer', value: 30, changed: false, min: 15, max: 2000, unit: 'characters' },
      ],
      problems: [],
      targets: ['claude', 'gpt', 'gemini', 'open', 'unknown'],
    });
  });

  test('sets, shows, switches and resets, and later commands go by it', async () => {
    const { run, json } = user();
    const before = await json('improve', PROMPT);
    expect(rulesAsking(before)).toEqual(['Q02']);

    expect((await run('rules', 'set', 'q02', 'weight=0.5')).stdout).toBe(
      'Q02  ask.referent  ask      on   weight=0.5 (default 1)\n',
    );
    expect((await run('rules', 'disable', 'Q02')).stdout).toContain('off  weight=0.5 (default 1)');
    const { stdout } = await run('rules', 'show', 'Q02');
    expect(stdout).toMatch(/state +off, version 3/);
    expect(stdout).toContain('weight = 0.5  a number from 0 to 2, default 1');
    const off = await json('improve', PROMPT);
    expect(rulesAsking(off)).toEqual([]);
    expect(off.ruleset_hash).not.toBe(before.ruleset_hash);
    expect((await run('doctor')).stdout).toMatch(/ok {2}rules: 24 rules; switched off: Q02; tuned: Q02\./);

    await run('rules', 'reset', 'Q02', 'weight');
    expect(await json('rules', 'show', 'Q02')).toMatchObject({ enabled: false, params: [{ changed: false }] });
    await run('rules', 'reset', 'Q02');
    const after = await json('improve', PROMPT);
    expect(rulesAsking(after)).toEqual(['Q02']);
    expect(after.ruleset_hash).toBe(before.ruleset_hash);
  });

  test('where no store is opened the rules are as released', async () => {
    const { run, json, place } = user();
    await run('rules', 'disable', 'Q02');
    expect(rulesAsking(await json('improve', PROMPT))).toEqual([]);
    expect(rulesAsking(await json('improve', '--no-store', PROMPT))).toEqual(['Q02']);
    const { stdout } = await runCli(['improve', '--ndjson'], { ...place, input: `{"id":"a","prompt":"${PROMPT}"}\n` });
    expect(rulesAsking(JSON.parse(stdout))).toEqual(['Q02']);
  });

  test.each<[string, string[], number, RegExp]>([
    ['text', ['set', 'Q09', 'weight=x'], 2, /INVALID_ARGUMENT: params\.weight must be a number from 0 to 2, got "x"\./],
    [
      'a value over the limit',
      ['set', 'Q09', 'weight=2.5'],
      2,
      /params\.weight must be a number from 0 to 2, got 2\.5\./,
    ],
    ['no value', ['set', 'Q09', 'weight='], 2, /params\.weight must be a number from 0 to 2, got ""\./],
    ['no pair', ['set', 'Q09', 'weight'], 2, /<name>=<value>, such as weight=0\.5, not "weight"/],
    [
      'a parameter of no rule',
      ['set', 'Q09', 'wieght=1'],
      2,
      /params\.wieght: Q09 has no such parameter\. It has weight\./,
    ],
    ['a parameter of a rule without any', ['set', 'G02', 'weight=1'], 2, /G02 has no such parameter\. It has none\./],
    [
      'a rule that is not there',
      ['disable', 'Q99'],
      1,
      /RULE_NOT_FOUND: There is no rule "Q99"\.\nhint: The rules are G01,/,
    ],
    ['no rule', ['enable'], 2, /missing required argument 'id'/],
    ['no values', ['set', 'Q09'], 2, /missing required argument 'name=value'/],
    ['a subcommand that is not there', ['nope'], 2, /nope[^]*rules --help/],
  ])('refuses %s, and says what would do', async (_name, args, code, message) => {
    const result = await user().run('rules', ...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  test('reports a value edited by hand that is not allowed, in the list, the rule and doctor', async () => {
    const { run, dataDir } = user();
    await run('rules');
    const database = new DatabaseSync(join(dataDir, 'prompt-improver.db'));
    database.exec(`UPDATE rules SET params = '{"weight":"x","\\u001b[2J":1}' WHERE id = 'Q02'`);
    database.close();
    const refused = 'params.weight must be a number from 0 to 2, got "x"';
    for (const args of [['rules'], ['rules', 'show', 'Q02']]) {
      const { code, stdout } = await run(...args);
      expect(code).toBe(0);
      expect(stdout).toContain(`refused: ${refused}`);
      expect(stdout).not.toContain('\u001b');
    }
    const doctor = await run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`wrong  rules: Q02: ${refused}`);
    await run('rules', 'reset', 'Q02');
    expect((await run('doctor')).code).toBe(0);
  });

  test('a server that is running follows as soon as it looks at the store', async () => {
    const { run, place } = user();
    const server = new RunningCli(['serve', '--stdio'], place);
    const ask = async (id: number, method: string, params: object) => {
      server.send(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      const [line] = await server.printed('stdout', new RegExp(`^.*"id":${id}\\b.*$`, 'm'));
      return JSON.parse(line).result;
    };
    const improve = async (id: number): Promise<Asked> =>
      (await ask(id, 'tools/call', { name: 'improve_prompt', arguments: { prompt: PROMPT } })).structuredContent;
    const clientInfo = { name: 'test', version: '0' };
    await ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    server.send(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    expect(rulesAsking(await improve(2))).toEqual(['Q02']);
    expect((await run('rules', 'disable', 'Q02')).code).toBe(0);
    const { contents } = await ask(3, 'resources/read', { uri: 'prompt-improver://rules/Q02' });
    expect(JSON.parse(contents[0].text)).toMatchObject({ id: 'Q02', enabled: false, version: 2 });
    expect(rulesAsking(await improve(4))).toEqual([]);
  });

  test.skipIf(!inject('postgres'))('are those of PostgreSQL when it is configured', async () => {
    await using database = await createTestDatabase();
    const operator = user({ env: { DATABASE_URL: database.url } });
    const other = user({ env: { DATABASE_URL: database.url } });
    expect((await operator.run('rules', 'disable', 'Q02')).code).toBe(0);
    expect(rulesAsking(await other.json('improve', PROMPT))).toEqual([]);
    expect(await other.json('rules', 'show', 'Q02')).toMatchObject({ enabled: false, version: 2 });
  });
});
