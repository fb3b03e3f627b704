/**
 * What Prometheus and Grafana are given, against a real scrape of a real server after real calls: the counts are exact, and no
 * metric or label is asked for that is not there.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { parse } from 'yaml';
import { METRICS } from '../../src/performance/metrics/catalogue.ts';
import { type HttpDoor, LEGACY, MODERN, startHttp } from '../mcp/doors.ts';
import { findProgram, type FetchedProgram } from '../services/debian-packages.ts';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (file: string) => readFileSync(`${DEPLOY}${file}`, 'utf8');
const redisUrl = inject('redisUrl');

interface Labelled {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function samples(text: string): Labelled[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', set = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const labels = Object.fromEntries(
        [...set.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', is = '']) => [label, is]),
      );
      return { name, labels, value: Number(value) };
    });
}

describe.skipIf(inject('postgres') === undefined || redisUrl === undefined)('a server after calls of all kinds', () => {
  let database: TestDatabase;
  let door: HttpDoor;
  let text: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    const cache = { levels: 'all', redisUrl, prefix: 'prometheus-test', deadlineMs: 1_000 } as const;
    door = await startHttp({}, undefined, { store: { databaseUrl: database.url }, cache });
    for (const mode of [LEGACY, MODERN]) await makeCalls(await door.connect(mode));
    text = await scraped(door.url, 28);
  });
  afterAll(async () => {
    await door[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  /** 13 requests, and one or two to connect. */
  async function makeCalls(client: Client): Promise<void> {
    const call = (name: string, args: Record<string, unknown> = {}) => client.callTool({ name, arguments: args });
    await client.listTools();
    for (let i = 0; i < 5; i++) await call('improve_prompt', { prompt: 'Fix the bug in the login form' });
    await call('improve_prompt', { prompt: ' ' });
    await call('improve_prompt', { prompt: 5 });
    await call('get_session', { session_id: 'nobody' });
    await expect(call('no_such_tool')).rejects.toThrow('no_such_tool');
    await expect(client.readResource({ uri: 'prompt-improver://rules/Z99' })).rejects.toThrow('RULE_NOT_FOUND');
    await client.readResource({ uri: 'prompt-improver://rules' });
    await client.getPrompt({ name: 'improve', arguments: { prompt: 'Fix it' } });
  }

  it('has counted each of them, once, under what became of it', () => {
    const counts = samples(text)
      .filter(({ name, value }) => name === 'prompt_improver_operations_total' && value > 0)
      .map(({ labels, value }) => `${value} ${labels['mcp_method_name']} ${labels['target']} ${labels['outcome']}`)
      .sort();
    expect(counts).toEqual([
      '1 initialize  ok',
      '1 server/discover  ok',
      '10 tools/call improve_prompt ok',
      '2 prompts/get improve ok',
      '2 resources/read rule protocol_error',
      '2 resources/read rules ok',
      '2 tools/call  protocol_error',
      '2 tools/call get_session tool_error',
      '2 tools/list  ok',
      '4 tools/call improve_prompt tool_error',
    ]);
    const durations = samples(text).filter(({ name }) => name === 'mcp_server_operation_duration_seconds_count');
    expect(durations.reduce((sum, { value }) => sum + value, 0)).toBe(28);
    const errors = durations.filter(({ labels }) => labels['error_type'] !== '');
    expect(
      errors.map(({ labels, value }) => `${value} ${labels['gen_ai_tool_name']} ${labels['error_type']}`).sort(),
    ).toEqual([
      '2  -32602',
      '2  RULE_NOT_FOUND',
      '2 get_session SESSION_NOT_FOUND',
      '2 improve_prompt INVALID_ARGUMENT',
      '2 improve_prompt PROMPT_EMPTY',
    ]);
  });

  it('gives every metric of the catalogue with exactly its labels', () => {
    const found = new Map(samples(text).map(({ name, labels }) => [base(name), new Set(Object.keys(labels))]));
    for (const [name, { labels }] of Object.entries(METRICS)) {
      const given = [...(found.get(name) ?? ['not there'])].filter((label) => label !== 'le');
      expect([name, ...given.sort()]).toEqual([name, ...[...labels].sort()]);
    }
  });

  it('has every metric and label that the rules and the dashboard ask for', () => {
    const known = new Map<string, Set<string>>();
    for (const { name, labels } of samples(text)) {
      known.set(name, new Set([...(known.get(name) ?? []), ...Object.keys(labels)]));
    }
    const recorded = new Set(rules().flatMap(({ record }) => record ?? []));
    const asked = [
      ...rules().map(({ expr }) => expr),
      ...expressions(JSON.parse(read('grafana/prompt-improver.json'))),
    ];
    expect(asked.length).toBeGreaterThan(35);
    const wrong = asked.flatMap((expr) => unknownIn(expr, known, recorded));
    expect(wrong).toEqual([]);
    // The check itself sees what is not there.
    expect(
      unknownIn('rate(prompt_improver_operations_total{colour="red"}[5m]) + nothing_total', known, recorded),
    ).toEqual(['prompt_improver_operations_total has no label colour', 'there is no nothing_total']);
  });

  it('passes promtool, and so do the rules, with their tests, and the configuration', async (context) => {
    const promtool = await findPromtool();
    if (promtool === undefined) return context.skip('promtool cannot be had: apt-get install prometheus');
    expect(await lint(promtool, ['check', 'metrics'], text)).toBe('');
    expect(await lint(promtool, ['check', 'rules', 'alerts.yaml'])).toContain('SUCCESS');
    expect(await lint(promtool, ['test', 'rules', 'alerts.test.yaml'])).toContain('SUCCESS');
    expect(await lint(promtool, ['check', 'config', '--syntax-only', 'prometheus.yaml'])).toContain('SUCCESS');
    return undefined;
  });
});

/** Once Redis is connected, the event loop was watched for a moment, and the last of the calls was counted. */
async function scraped(url: string, calls: number): Promise<string> {
  return vi.waitFor(
    async () => {
      const text = await (await fetch(new URL('/metrics', url))).text();
      const counts = samples(text).filter(({ name }) => name === 'prompt_improver_operations_total');
      const counted = counts.reduce((sum, { value }) => sum + value, 0);
      const isWhole =
        text.includes('prompt_improver_redis_connected 1') && text.includes('prompt_improver_event_loop_delay_seconds');
      if (counted < calls || !isWhole) throw new Error(`${counted} of ${calls} calls are counted.`);
      return text;
    },
    { timeout: 60_000, interval: 50 },
  );
}

interface Rule {
  readonly expr: string;
  readonly record?: string;
}

function rules(): readonly Rule[] {
  const { groups } = parse(read('prometheus/alerts.yaml')) as { groups: readonly { rules: readonly Rule[] }[] };
  return groups.flatMap((group) => group.rules);
}

function expressions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(expressions);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' && typeof inner === 'string' ? [inner] : expressions(inner),
  );
}

/** Every scrape has these. */
const OF_PROMETHEUS = new Set(['job', 'instance']);
const FUNCTIONS = /\b(?:sum|rate|histogram_quantile|by|and|or|le|phase)\b(?=\s*[({]|\s)/g;

function unknownIn(
  expr: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  recorded: ReadonlySet<string>,
): string[] {
  const names = [...expr.matchAll(/([a-z][a-z0-9_:]{4,})(?:\{([^}]*)\})?(?=[\s[)*>/]|$)/g)];
  const metrics = names.filter(
    ([, name = '']) => /_|:/.test(name) && !FUNCTIONS.test(`${name} `) && !name.startsWith('__'),
  );
  const by = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) =>
    labels.split(',').map((label) => label.trim()),
  );
  const all = new Set(Array.from(known.values(), (labels) => Array.from(labels)).flat());
  return [
    ...metrics.flatMap(([, name = '', matchers = '']) => {
      if (recorded.has(name) || by.includes(name)) return [];
      const labels = known.get(name);
      if (labels === undefined) return [`there is no ${name}`];
      return [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].flatMap(([, label = '']) =>
        labels.has(label) || OF_PROMETHEUS.has(label) ? [] : [`${name} has no label ${label}`],
      );
    }),
    ...by
      .filter((label) => !all.has(label) && !OF_PROMETHEUS.has(label))
      .map((label) => `no metric has the label ${label}`),
  ];
}

/** A histogram has three kinds of sample. */
function base(name: string): string {
  return name in METRICS ? name : name.replace(/_(?:bucket|sum|count)$/, '');
}

async function findPromtool(): Promise<FetchedProgram | undefined> {
  try {
    const wanted = { programs: ['promtool'], debianPackage: 'prometheus', path: 'usr/bin/promtool', isStatic: true };
    return await findProgram(wanted);
  } catch (error) {
    console.warn(`promtool cannot be had: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** All that it says, on either output; rejects when it finds an error. */
async function lint({ program }: FetchedProgram, args: readonly string[], input = ''): Promise<string> {
  const running = promisify(execFile)(program, args, { cwd: `${DEPLOY}prometheus` });
  running.child.stdin?.end(input);
  const { stdout, stderr } = await running;
  return `${stdout}${stderr}`;
}
