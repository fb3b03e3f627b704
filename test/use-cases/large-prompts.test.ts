import { describe, expect, test } from 'vitest';
import { promptOf } from '../../benchmarks/prompts.ts';
import { startApp } from './app.ts';

const caller = { owner: 'local' };
const secret = ['ghp', 'q7Rk2LmX9vTz4BnW8cYd1EfG5hJs3KpUa6Nx'].join('_');
const REPEATED = 'Keep the tone of the whole letter friendly and warm.';
const ANSWERABLE = 'Fix the bug in the login form.';
const long = promptOf(50_000);

/** What differs from call to call. */
function withoutTimes(result: object): object {
  return Object.fromEntries(
    Object.entries(result).filter(([key]) => !['durationMs', 'improvementId', 'performanceTargetMet'].includes(key)),
  );
}

describe('a large prompt', () => {
  test.each([
    ['that is left alone', { prompt: long }],
    ['that is changed', { prompt: `${REPEATED} Write to my landlord. ${REPEATED}\n\n${long}` }],
    ['with a secret', { prompt: `${long}\n\ncurl -H "Authorization: Bearer ${secret}" https://api.example.org` }],
    ['of two-byte characters and lone surrogates', { prompt: `\uD800 “${'总结这篇文章。'.repeat(8_000)}` }],
    [
      'with answers of some size',
      { prompt: ANSWERABLE, answers: { 'Q04.other': `TypeError at ${secret}: ${'x'.repeat(9_000)}` } },
    ],
  ])('%s comes out of a worker as it does without', async (_name, request) => {
    await using one = await startApp({ workers: { promptBytes: 1_024 } });
    await using other = await startApp({ workers: { threads: 0 } });
    const sessionId = 'large';
    const results = await Promise.all(
      [one, other].map(async ({ app: { services } }) => {
        await services.sessions.set(caller, { sessionId, data: {} });
        const result = await services.improvements.improve(caller, { ...request, sessionId });
        const [record] = await services.sessions.history(caller, sessionId);
        const { workers } = await services.status.status();
        const analysis = await services.improvements.analyze(caller, { prompt: request.prompt });
        return { result, record, workers, analysis };
      }),
    );
    const [off, on] = [results[1], results[0]];
    if (!on || !off) throw new Error('there are two');
    expect(on.workers).toMatchObject({ threads: 1, completed: 1 });
    expect(off.workers).toMatchObject({ threads: 0, completed: 0 });
    expect(withoutTimes(on.result)).toEqual(withoutTimes(off.result));
    expect(withoutTimes(on.analysis)).toEqual(withoutTimes(off.analysis));
    expect(on.record?.prompt).toBe(off.record?.prompt);
    expect(on.record?.improved).toBe(off.record?.improved);
    expect(on.record?.improved).not.toContain(secret);
  });

  test.each([
    ['alike', long],
    ['with other numbers and a secret', `${long.replaceAll('e', 'é')}\n\nOrder 1204, token ${secret}.`],
  ])('is compared, checked and described in a worker as without: two %s', async (_name, other) => {
    await using one = await startApp({ workers: { promptBytes: 1_024 } });
    await using two = await startApp({ workers: { threads: 0 } });
    const [on, off] = await Promise.all(
      [one, two].map(async ({ app: { services } }) => {
        const compared = await services.comparison.compare({ promptA: long, promptB: other });
        const checked = await services.rewrites.check({ prompt: long, rewrite: other });
        const improvement = await services.improvements.improve(caller, { prompt: other });
        const before = (await services.status.status()).workers.completed;
        const brief = await services.rewrites.brief({ prompt: other }, improvement);
        const { completed } = (await services.status.status()).workers;
        return { results: [withoutTimes(compared), withoutTimes(checked), brief], jobs: [before, completed] };
      }),
    );
    expect(on?.jobs).toEqual([3, 4]);
    expect(off?.jobs).toEqual([0, 0]);
    expect(on?.results).toEqual(off?.results);
  });

  test('is compared with the rules as the store has them', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const asked = async () => {
      const { a } = await services.comparison.compare({ promptA: ANSWERABLE, promptB: long });
      return a.questions.map(({ rule }) => rule);
    };
    expect(await asked()).toContain('Q04');
    await services.rules.update('Q04', { enabled: false });
    expect(await asked()).not.toContain('Q04');
    expect((await services.status.status()).workers.completed).toBe(2);
  });

  test('whose caller has gone is not worked on', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(services.comparison.compare({ promptA: long, promptB: long }, gone)).rejects.toThrow('gone');
    await expect(services.rewrites.check({ prompt: long, rewrite: long }, gone)).rejects.toThrow('gone');
    expect((await services.status.status()).workers.completed).toBe(0);
  });

  test('with an answer to no question is refused by a check in a worker with the field named', async () => {
    await using started = await startApp();
    const refused = started.app.services.rewrites.check({ prompt: long, rewrite: long, answers: { 'Z99.x': 'y' } });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field: 'answers.Z99.x' });
  });

  test('below the size that is set is computed on the event loop', async () => {
    await using started = await startApp({ workers: { promptBytes: 60_000 } });
    const { services } = started.app;
    await services.improvements.improve(caller, { prompt: long });
    expect((await services.status.status()).workers.completed).toBe(0);
  });

  test('is computed with the rules as the store has them', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const plain = await services.improvements.analyze(caller, { prompt: long });
    await services.rules.update('G01', { enabled: false });
    const { rulesetHash, findings } = await services.improvements.analyze(caller, { prompt: long });
    expect(rulesetHash).not.toBe(plain.rulesetHash);
    expect(findings.map(({ rule }) => rule)).not.toContain('G01');
    expect((await services.status.status()).workers.completed).toBe(2);
  });

  test('with a rule that is not there is refused with the field named', async () => {
    await using started = await startApp();
    const refused = started.app.services.improvements.improve(caller, { prompt: long, only: ['Z99'] });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field: 'only' });
  });

  test('that is being computed while the server ends is refused', async () => {
    const started = await startApp();
    const refused = Promise.allSettled([started.app.services.improvements.improve(caller, { prompt: long })]);
    await started[Symbol.asyncDispose]();
    expect(await refused).toMatchObject([{ status: 'rejected', reason: { code: 'OVERLOADED' } }]);
  });
});
