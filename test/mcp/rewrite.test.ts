/** Rewriting with a brief, checking and comparing, through the SDK's client over stdio and HTTP. */
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Door, LEGACY, MODERN, openHttp, openStdio } from './doors.ts';

const DOORS = [
  ['stdio', () => openStdio(LEGACY)],
  ['HTTP', () => openHttp(MODERN)],
] as const;

const PROMPT = 'Write an e-mail to jo@example.org about order 1204 in at most 120 words.';

describe.each(DOORS)('over %s', (_name, open) => {
  let door: Door;
  let client: Client;
  beforeAll(async () => {
    door = await open();
    ({ client } = door);
    // The client checks structured content only of tools it has listed.
    await client.listTools();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it('a brief comes with an improvement when it is asked for, and only then', async () => {
    const plain = await call(client, 'improve_prompt', { prompt: PROMPT });
    expect(plain.structured).not.toHaveProperty('rewrite_brief');
    const { structured, text } = await call(client, 'improve_prompt', { prompt: PROMPT, rewrite_brief: true });
    expect(Object.keys(structured).filter((key) => !(key in plain.structured))).toEqual(['rewrite_brief']);
    expect(structured['rewrite_brief']).toMatchObject({
      tag: expect.stringMatching(/^prompt-[0-9a-f]{16}$/),
      language: 'en',
      keep: [{ kind: 'email', text: 'jo@example.org' }, { text: '1204' }, { text: '120 words' }],
      secrets_masked: 0,
    });
    expect(text).toContain('check_rewrite');
    expect(text).toContain(PROMPT);
  });

  it('a rewrite that keeps everything is accepted', async () => {
    const rewrite = 'Write jo@example.org an e-mail about order 1204, in at most 120 words.';
    const { structured, text, isError } = await call(client, 'check_rewrite', { prompt: PROMPT, rewrite });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ accepted: true, issues: [], score: { worse: false } });
    expect(text).toMatch(/^Accepted/);
  });

  it('a rewrite that loses and invents is not an error: it is told what and where', async () => {
    const rewrite = 'Write an e-mail to jo@example.org about the order in at most 120 words, see https://example.org.';
    const { structured, text, isError } = await call(client, 'check_rewrite', { prompt: PROMPT, rewrite });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({
      accepted: false,
      issues: [
        { kind: 'lost_span', type: 'number', text: '1204', in: 'prompt', start: 46, end: 50 },
        { kind: 'added_fact', type: 'url', text: 'https://example.org', in: 'rewrite' },
      ],
    });
    expect(text).toContain('lost_span (prompt 46-50): "1204"');
  });

  it('answers and context are what a rewrite may take facts from', async () => {
    const told = { context: { files: ['src/a.ts'] }, answers: { 'Q05.tech_stack': 'Node 24' } };
    const texts = {
      prompt: 'Write a test for the parser',
      rewrite: 'Write a test for the parser in src/a.ts, for Node 24.',
    };
    expect((await call(client, 'check_rewrite', texts)).structured).toMatchObject({ accepted: false });
    expect((await call(client, 'check_rewrite', { ...texts, ...told })).structured).toMatchObject({ accepted: true });
  });

  it('of two prompts the better one is told, with what only it says', async () => {
    const args = { prompt_a: 'Write an e-mail', prompt_b: PROMPT, target: 'claude', context: { mode: 'chat' } };
    const { structured, text } = await call(client, 'compare_prompts', args);
    expect(structured).toMatchObject({
      better: 'b',
      points: expect.any(Number),
      parts: expect.arrayContaining([expect.objectContaining({ part: 'goal' })]),
      a: { only_details: [] },
      b: { only_details: expect.arrayContaining([expect.objectContaining({ text: '1204' })]) },
    });
    expect(text).toMatch(/^B is better by/);
    expect(text).toContain('Only in B');
  });

  it('both are read-only and idempotent', async () => {
    const { tools } = await client.listTools();
    for (const name of ['check_rewrite', 'compare_prompts']) {
      expect(tools.find((tool) => tool.name === name)?.annotations).toMatchObject({
        readOnlyHint: true,
        idempotentHint: true,
        destructiveHint: false,
        openWorldHint: false,
      });
    }
  });

  it.each([
    ['an empty rewrite', 'check_rewrite', { prompt: 'x', rewrite: ' ' }, 'PROMPT_EMPTY', 'rewrite', 1],
    [
      'an over-long rewrite',
      'check_rewrite',
      { prompt: 'x', rewrite: 'é'.repeat(500_001) },
      'PROMPT_TOO_LONG',
      'rewrite',
      1_000_000,
    ],
    [
      'an over-long prompt',
      'check_rewrite',
      { prompt: 'x'.repeat(1_000_001), rewrite: 'x' },
      'PROMPT_TOO_LONG',
      'prompt',
      1_000_000,
    ],
    [
      'an answer to no question',
      'check_rewrite',
      { prompt: 'x', rewrite: 'y', answers: { 'Q99.other': 'z' } },
      'INVALID_ARGUMENT',
      'answers.Q99.other',
      undefined,
    ],
    [
      'an over-long second prompt',
      'compare_prompts',
      { prompt_a: 'x', prompt_b: 'x'.repeat(1_000_001) },
      'PROMPT_TOO_LONG',
      'prompt_b',
      1_000_000,
    ],
    ['an empty first prompt', 'compare_prompts', { prompt_a: '', prompt_b: 'x' }, 'PROMPT_EMPTY', 'prompt_a', 1],
    [
      'too many files',
      'compare_prompts',
      { prompt_a: 'x', prompt_b: 'y', context: { files: Array(1_001).fill('a') } },
      'INVALID_ARGUMENT',
      'context.files',
      1_000,
    ],
    [
      'an unknown argument',
      'compare_prompts',
      { prompt_a: 'x', prompt_b: 'y', session_id: 'z' },
      'INVALID_ARGUMENT',
      'session_id',
      undefined,
    ],
    [
      'a brief that is not a yes or no',
      'improve_prompt',
      { prompt: 'x', rewrite_brief: 'yes' },
      'INVALID_ARGUMENT',
      'rewrite_brief',
      undefined,
    ],
  ])('refuses %s', async (_what, tool, args, code, field, limit) => {
    const { isError, text, error } = await call(client, tool, args);
    expect(isError).toBe(true);
    expect(text.startsWith(`${code}: `)).toBe(true);
    expect(error).toMatchObject({ code, field, hint: expect.any(String), ...(limit !== undefined && { limit }) });
  });

  it('two texts of a megabyte are checked', async () => {
    const prompt = `Sum up the text.\n${'a line of text '.repeat(66_000)}`;
    const { structured } = await call(client, 'check_rewrite', { prompt, rewrite: `Please ${prompt}` });
    expect(structured).toMatchObject({ accepted: true });
  });
});
