/** What every door refuses, and how it says so: code, field and limit, in both protocol eras. */
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Door, DOORS } from './doors.ts';

describe.each(DOORS)('%s refuses', (_name, open) => {
  let door: Door;
  let client: Client;
  beforeAll(async () => {
    door = await open();
    ({ client } = door);
    // The client checks structured content only of tools it has listed.
    await client.listTools();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it.each([
    ['an empty prompt', 'improve_prompt', { prompt: ' \n' }, 'PROMPT_EMPTY', 'prompt', 1],
    ['a missing prompt', 'improve_prompt', {}, 'INVALID_ARGUMENT', 'prompt', undefined],
    ['an over-long prompt', 'improve_prompt', { prompt: 'é'.repeat(500_001) }, 'PROMPT_TOO_LONG', 'prompt', 1_000_000],
    ['a prompt that is a number', 'analyze_prompt', { prompt: 5 }, 'INVALID_ARGUMENT', 'prompt', undefined],
    ['an unknown argument', 'improve_prompt', { prompt: 'x', promt: 'x' }, 'INVALID_ARGUMENT', 'promt', undefined],
    [
      'an unknown part of the context',
      'improve_prompt',
      { prompt: 'x', context: { file: 'a' } },
      'INVALID_ARGUMENT',
      'context.file',
      undefined,
    ],
    ['an unknown target', 'improve_prompt', { prompt: 'x', target: 'llama' }, 'INVALID_ARGUMENT', 'target', undefined],
    [
      'an unknown session',
      'improve_prompt',
      { prompt: 'x', session_id: 'none' },
      'SESSION_NOT_FOUND',
      undefined,
      undefined,
    ],
    ['a session id with a blank', 'get_session', { session_id: 'a b' }, 'INVALID_ARGUMENT', 'session_id', undefined],
    [
      'a session id that is too long',
      'get_session',
      { session_id: 'a'.repeat(129) },
      'INVALID_ARGUMENT',
      'session_id',
      128,
    ],
    ['a rating of 6', 'record_feedback', { improvement_id: 'x', rating: 6 }, 'INVALID_ARGUMENT', 'rating', 5],
    ['a time to live of 0', 'touch_session', { session_id: 'x', ttl_seconds: 0 }, 'INVALID_ARGUMENT', 'ttl_seconds', 1],
    ['session data that is a list', 'set_session', { data: [] }, 'INVALID_ARGUMENT', 'data', undefined],
    [
      'session data that is too large',
      'set_session',
      { data: { a: 'x'.repeat(300_000) } },
      'INVALID_ARGUMENT',
      'data',
      262_144,
    ],
    [
      'too many answers',
      'improve_prompt',
      { prompt: 'x', answers: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`q${i}`, 'a'])) },
      'INVALID_ARGUMENT',
      'answers',
      20,
    ],
    [
      'arguments where there are none',
      'get_performance_status',
      { verbose: true },
      'INVALID_ARGUMENT',
      'verbose',
      undefined,
    ],
  ])('%s', async (_what, tool, args, code, field, limit) => {
    const { isError, text, structured, error } = await call(client, tool, args);
    expect(isError).toBe(true);
    expect(structured).toEqual({});
    expect(text.startsWith(`${code}: `)).toBe(true);
    expect(error).toMatchObject({
      code,
      ...(field !== undefined && { field }),
      ...(limit !== undefined && { limit }),
    });
  });

  it('an unknown tool, with a JSON-RPC error that names those there are', async () => {
    await expect(client.callTool({ name: 'improve', arguments: {} })).rejects.toMatchObject({
      code: -32_602,
      message: expect.stringContaining('improve_prompt'),
    });
  });
});
