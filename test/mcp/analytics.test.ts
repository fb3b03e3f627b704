/** Analytics through the SDK's client over stdio and HTTP. */
import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { type Door, LEGACY, MODERN, openHttp, openStdio, startHttp } from './doors.ts';

const DOORS: readonly (readonly [string, () => Promise<Door>])[] = [
  ['stdio', () => openStdio(LEGACY)],
  ['HTTP', () => openHttp(MODERN)],
];

async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const result = await client.callTool({ name, arguments: args });
  const text = result.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  // Results are validated against the output schema by the client; the tests below know their shape.
  const structured = (result.structuredContent ?? {}) as Record<string, unknown>;
  return { isError: result.isError === true, text, structured, error: result._meta?.['prompt-improver/error'] };
}

async function improveAndAccept(client: Client, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    const { structured } = await call(client, 'improve_prompt', { prompt: 'Continue.' });
    const { improvement_id } = structured;
    expect((await call(client, 'record_feedback', { improvement_id, accepted: true, rating: 4 })).isError).toBe(false);
  }
}

describe.each(DOORS)('get_analytics over %s', (_name, open) => {
  it('says that nothing is there, then too little, then how much, within its schema', async () => {
    await using door = await open();
    const { client } = door;
    // The client checks structured content only of tools it has listed.
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === 'get_analytics')?.annotations).toMatchObject({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
    });
    expect((await call(client, 'get_analytics')).text).toContain('no improvement is stored');

    // The first answers may be given before the store is open.
    await expect
      .poll(async () => (await call(client, 'improve_prompt', { prompt: 'Continue.' })).structured['stored'])
      .toBe(true);
    await improveAndAccept(client, 1);
    const few = await call(client, 'get_analytics', { period: '24h', rule: 'Q02' });
    expect(few.structured).toMatchObject({
      rules: [{ rule: 'Q02', accepted: { n: 1, rate: null, interval: null }, rating: { n: 1, mean: null } }],
    });
    expect(few.text).toContain('insufficient data (n = 1)');

    await improveAndAccept(client, 9);
    // On a busy machine counting anew may take longer than the first answer waits for it.
    await expect.poll(async () => (await call(client, 'get_analytics')).structured['stale']).toBe(false);
    const { structured, text, isError } = await call(client, 'get_analytics');
    expect(isError).toBe(false);
    expect(structured).toMatchObject({
      period: '30d',
      rule: null,
      task: null,
      minimum_samples: 10,
      totals: { feedback: 10, verdicts: [{ name: 'ask' }] },
      rules: [{ accepted: { n: 10, rate: 1, interval: { low: 0.722467, high: 1 } }, rating: { n: 10, mean: 4 } }],
      caution: expect.stringMatching(/^Association, not effect/),
    });
    expect(structured['series']).toHaveLength(30);
    expect(text).toContain('100.0 % [72.2 %, 100.0 %] (n = 10)');
    expect(text).toContain(structured['caution']);
    expect((await call(client, 'get_analytics', { task: 'plan' })).text).toContain('no improvement is stored');
  });

  it.each([
    ['period', { period: '1y' }, '24h, 7d, 30d, 90d'],
    ['task', { task: 'cooking' }, 'bug-fix, code'],
    ['rule', { rule: 'Z99' }, 'G01, G02'],
    ['owner', { owner: 'other' }, 'known: period, rule, task'],
  ])('refuses a wrong %s and names those allowed', async (field, args, allowed) => {
    await using door = await open();
    const { isError, text, error } = await call(door.client, 'get_analytics', args);
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    expect(text).toContain(allowed);
  });
});

it('callers with different tokens count their own', async () => {
  const [mine, theirs] = ['a'.repeat(32), 'b'.repeat(32)];
  await using door = await startHttp({ tokens: [mine, theirs] });
  const [one, other] = [await door.connect(MODERN, mine), await door.connect(MODERN, theirs)];
  await expect
    .poll(async () => (await call(one, 'improve_prompt', { prompt: 'Continue.' })).structured['stored'])
    .toBe(true);
  expect((await call(one, 'get_analytics')).structured).not.toMatchObject({ totals: { improvements: 0 } });
  expect((await call(other, 'get_analytics')).structured).toMatchObject({ totals: { improvements: 0 }, rules: [] });
});
