/** Two servers, one with and one without the fast lane, are sent the same bytes: nobody may be able to tell which is which. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, post } from '../http/ask.ts';
import { type HttpDoor, MODERN_META, startHttp } from './doors.ts';

const ERAS = ['legacy', 'modern'] as const;
type Era = (typeof ERAS)[number];

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const MODERN_HEADERS = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' };

function toolCall(era: Era, name: string, args: unknown, id: string | number = 7): Sent {
  const params = { name, arguments: args };
  const body = { jsonrpc: '2.0', id, method: 'tools/call', params };
  return era === 'legacy'
    ? { headers: { 'mcp-protocol-version': '2025-11-25' }, body }
    : {
        headers: { ...MODERN_HEADERS, 'mcp-name': name },
        body: { ...body, params: { ...params, _meta: MODERN_META } },
      };
}

/** What differs between two servers, or two moments, by its nature. */
const VOLATILE = [
  [/\b[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\.\d+Z)?/g, '<time>'],
  [/(\\?"duration_ms\\?":)[\d.e-]+/g, '$1<ms>'],
  [/"performance_target_met":(true|false)/g, '<met>'],
  [/"mean_(duration_)?ms":[\d.]+|[\d.]+ ms\b/g, '<ms>'],
] as const;

async function answerOf(door: HttpDoor, { headers, body }: Sent, raw = JSON.stringify(body)) {
  const answer = await ask(door.url, '/mcp', post(raw, { ...headers }));
  const seen = {
    status: answer.status,
    type: answer.headers['content-type'],
    caching: answer.headers['cache-control'],
    body: VOLATILE.reduce((text, [pattern, by]) => text.replace(pattern, by), answer.body),
  };
  return { seen, improvementId: /"improvement_id":"([^"]+)"/.exec(answer.body)?.[1] ?? '' };
}

let withLane: HttpDoor;
let without: HttpDoor;
beforeAll(async () => {
  // Nothing may depend on how long a store takes, or how long ago something was asked.
  const options = { cache: { levels: 'off' as const }, storeWaitMs: 20_000 };
  [withLane, without] = await Promise.all([
    startHttp({ fastLane: 'on' }, undefined, options),
    startHttp({ fastLane: 'off' }, undefined, options),
  ]);
});
afterAll(async () => {
  await Promise.all([withLane, without].map((door) => door?.[Symbol.asyncDispose]()));
});

/** Also what each answered, and how many of them the lane did. */
async function compared(sent: Sent, raw?: string) {
  const before = withLane.fastLane?.figures.fastLane ?? 0;
  const [one, other] = await Promise.all([answerOf(withLane, sent, raw), answerOf(without, sent, raw)]);
  expect(one.seen).toEqual(other.seen);
  return { one, other, byLane: (withLane.fastLane?.figures.fastLane ?? 0) - before };
}

const PROMPT = 'Write an email to jo@example.org about order 1204, at most 120 words.';
const CALLS: readonly (readonly [string, unknown])[] = [
  ['improve_prompt', { prompt: 'Fix the bug' }],
  ['improve_prompt', { prompt: 'Fixe den Fehler 👩‍💻 “sofort”\u2028\u0007 \ud800' }],
  ['improve_prompt', { prompt: '' }],
  ['improve_prompt', {}],
  ['improve_prompt', undefined],
  ['improve_prompt', { prompt: PROMPT, toString: 1 }],
  ['improve_prompt', { prompt: PROMPT, rewrite_brief: true }],
  ['analyze_prompt', { prompt: PROMPT }],
  ['compare_prompts', { prompt_a: PROMPT, prompt_b: 'Write something.' }],
  ['check_rewrite', { prompt: PROMPT, rewrite: 'Write to jo@example.org.' }],
  ['get_session', { session_id: 'nobody' }],
  ['set_session', { session_id: 'one', data: { a: [1, null, 'ü'] } }],
  ['set_session', { session_id: 'one', data: {}, expected_version: 99 }],
  ['get_session', { session_id: 'one' }],
  ['touch_session', { session_id: 'one', ttl_seconds: 60 }],
  ['delete_session', { session_id: 'one' }],
  ['get_analytics', { period: '7d' }],
  ['get_analytics', { period: 'for ever' }],
];

describe.each(ERAS)('a client of the %s era', (era) => {
  test('is answered the same, for each tool, whether it succeeds or fails, the first time and later', async () => {
    let byLane = 0;
    for (const round of [1, 2]) {
      for (const [name, args] of CALLS) {
        const result = await compared(toolCall(era, name, args, `${round}`));
        byLane += result.byLane;
        expect(result.one.seen.status).toBe(200);
      }
    }
    const tools = new Set(CALLS.map(([name]) => name));
    expect(byLane).toBe(2 * CALLS.length - tools.size);
  });

  test('is answered the same when it rates an improvement, each server its own', async () => {
    for (let round = 0; round < 2; round++) {
      const { one, other } = await compared(toolCall(era, 'improve_prompt', { prompt: PROMPT }));
      const [a, b] = await Promise.all([
        answerOf(withLane, toolCall(era, 'record_feedback', { improvement_id: one.improvementId, rating: 4 })),
        answerOf(without, toolCall(era, 'record_feedback', { improvement_id: other.improvementId, rating: 4 })),
      ]);
      expect(a.seen).toEqual(b.seen);
      expect(a.seen.body).toContain('<id>');
    }
  });

  test.each([
    ['a progress token', { progressToken: 'a' }, { progressToken: 9 }, 1],
    ['a trace', { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }, { traceparent: 'nonsense' }, 1],
    ['a trace that is no text', { traceparent: 'a' }, { traceparent: 1 }, 0],
    ['a progress token that is none', { progressToken: 1 }, { progressToken: 1.5 }, 0],
    ['an unknown key', { 'example.org/a': 1 }, { 'example.org/a': 2 }, 0],
  ])('%s in the envelope changes nothing it should not', async (_what, first, second, byLane) => {
    const call = (meta: object) => {
      const { headers, body } = toolCall(era, 'analyze_prompt', { prompt: PROMPT });
      const { params, ...rest } = body as { params: { _meta?: object } };
      return { headers, body: { ...rest, params: { ...params, _meta: { ...params._meta, ...meta } } } };
    };
    await compared(call(first));
    const result = await compared(call(second));
    expect(result.byLane).toBe(byLane);
  });
});

test('what is not plain goes to the SDK, and is answered the same', async () => {
  const { headers, body } = toolCall('legacy', 'analyze_prompt', { prompt: PROMPT });
  await compared({ headers, body });
  expect((await compared({ headers, body })).byLane).toBe(1);
  const plain = body as { readonly params: object };
  const others: readonly Sent[] = [
    { headers, body: [plain] },
    { headers, body: [plain, { ...plain, id: 8 }] },
    { headers, body: { ...plain, id: null } },
    { headers, body: { ...plain, id: 1.5 } },
    { headers, body: { ...plain, id: undefined } },
    { headers, body: { ...plain, jsonrpc: '1.0' } },
    { headers, body: { ...plain, extra: 1 } },
    { headers, body: { ...plain, params: { ...plain.params, task: {} } } },
    { headers, body: { ...plain, params: { ...plain.params, arguments: [] } } },
    { headers, body: { ...plain, params: { ...plain.params, arguments: null } } },
    { headers, body: { ...plain, params: { ...plain.params, name: 'no_such_tool' } } },
    { headers, body: { ...plain, params: { ...plain.params, _meta: null } } },
    { headers: { ...headers, accept: 'application/json' }, body },
    { headers: { ...headers, 'mcp-protocol-version': '1999-01-01' }, body },
    { headers: { ...headers, 'mcp-protocol-version': '2026-07-28' }, body },
    { headers: { ...headers, 'mcp-name': 'another' }, body },
    { headers: { ...headers, 'mcp-method': '' }, body },
  ];
  for (const sent of others) expect((await compared(sent)).byLane).toBe(0);
  const proto = JSON.stringify(body).replace('"prompt"', '"__proto__":{},"prompt"');
  expect((await compared({ headers, body }, proto)).byLane).toBe(0);
});

test.each(ERAS)('an envelope of the %s era nested deeper than the stack goes is answered the same', async (era) => {
  const { headers, body } = toolCall(era, 'analyze_prompt', { prompt: PROMPT });
  const { params, ...rest } = body as { params: { _meta?: object } };
  const sent = { headers, body: { ...rest, params: { ...params, _meta: { ...params._meta, deep: 0 } } } };
  const depth = 50_000;
  const raw = JSON.stringify(sent.body).replace('"deep":0', `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`);
  for (let time = 0; time < 2; time++) {
    const result = await compared(sent, raw);
    expect(result.one.seen.status).toBe(200);
    expect(result.byLane).toBe(0);
  }
});

test('a request that is changed in any place is answered the same, also the second time', async () => {
  const known = ERAS.map((era) => toolCall(era, 'analyze_prompt', { prompt: PROMPT }));
  for (const sent of known) await compared(sent);
  const values = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      '',
      '2.0',
      'tools/call',
      'analyze_prompt',
      '2026-07-28',
      '2025-06-18',
      0,
      -1,
      1e99,
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const places: readonly (readonly [string, readonly string[]])[] = [
    ['body', ['jsonrpc', 'id', 'method', 'params', 'other']],
    ['params', ['name', 'arguments', '_meta', 'task', 'inputResponses']],
    ['_meta', [...Object.keys(MODERN_META), 'progressToken', 'traceparent', 'other']],
    ['headers', ['accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-session-id']],
  ];
  const place = fc.constantFrom(...places.flatMap(([part, keys]) => keys.map((key) => [part, key] as const)));
  const changes = fc.array(fc.tuple(place, values), { minLength: 1, maxLength: 2 });
  let byLane = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...known), changes, async (sent, changed) => {
      const other = withChanges(sent, changed);
      // The second time the lane knows it, if the SDK has let it through.
      for (let time = 0; time < 2; time++) byLane += (await compared(other)).byLane;
    }),
    { seed: 7, numRuns: 400 },
  );
  // Else it would have said nothing of the lane.
  expect(byLane).toBeGreaterThan(100);
});

type Change = readonly [place: readonly [part: string, key: string], value: unknown];

function withChanges(sent: Sent, changes: readonly Change[]): Sent {
  const changed = (wanted: string) =>
    Object.fromEntries(changes.filter(([[part]]) => part === wanted).map(([[, key], value]) => [key, value]));
  const body = sent.body as { readonly params: { readonly _meta?: object } };
  const meta = { ...body.params._meta, ...changed('_meta') };
  const params = { ...body.params, ...(Object.keys(meta).length > 0 && { _meta: meta }), ...changed('params') };
  const headers = Object.entries({ ...sent.headers, ...changed('headers') }).filter(
    // Anything else cannot be sent as a header.
    (header): header is [string, string] => typeof header[1] === 'string' && /^[\x21-\x7e]*$/.test(header[1]),
  );
  return { headers: Object.fromEntries(headers), body: { ...body, params, ...changed('body') } };
}

test('what is known is bounded: the oldest is forgotten', async () => {
  const from = (client: number): Sent => {
    const { headers, body } = toolCall('legacy', 'analyze_prompt', { prompt: 'Hi' });
    return { headers: { ...headers, accept: `application/json, text/event-stream, x/${client}` }, body };
  };
  const byLane = async (client: number) => {
    const before = withLane.fastLane?.figures.fastLane ?? 0;
    await answerOf(withLane, from(client));
    return (withLane.fastLane?.figures.fastLane ?? 0) - before;
  };
  await byLane(0);
  expect(await byLane(0)).toBe(1);
  for (let client = 1; client <= 512; client += 16)
    await Promise.all(Array.from({ length: 16 }, (_, i) => byLane(client + i)));
  expect(await byLane(512)).toBe(1);
  expect(await byLane(0)).toBe(0);
});

test('a client reaches its own data only', async () => {
  const tokens = ['token-of-the-one', 'token-of-the-other'] as const;
  await using door = await startHttp({ tokens });
  const callAs = (token: string, name: string, args: object) => {
    const { headers, body } = toolCall('modern', name, args);
    return answerOf(door, { headers: { ...headers, authorization: `Bearer ${token}` }, body }).then(({ seen }) => seen);
  };
  for (let round = 0; round < 2; round++) {
    await callAs(tokens[0], 'set_session', { session_id: 'mine', data: { mine: true } });
    expect((await callAs(tokens[0], 'get_session', { session_id: 'mine' })).body).toContain('"mine":true');
    expect((await callAs(tokens[1], 'get_session', { session_id: 'mine' })).body).toContain('SESSION_NOT_FOUND');
  }
  expect((await callAs('not-a-token', 'get_session', { session_id: 'mine' })).status).toBe(401);
  expect(door.fastLane?.figures).toEqual({ fastLane: 4, sdk: 2 });
  const metrics = (await ask(door.url, '/metrics', { headers: { authorization: `Bearer ${tokens[0]}` } })).body;
  expect(metrics).toContain(
    'prompt_improver_posts_total{answered_by="fast_lane"} 4\nprompt_improver_posts_total{answered_by="sdk"} 2\n',
  );
});
