import { describe, expect, test, vi } from 'vitest';
import type { Caller, ExportRequest, ExportService } from '../../src/services/types.ts';
import { fill, improvementOf, readNdjson } from '../export/records.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { startApp } from './app.ts';

const caller = { owner: 'local' };
const ALL: ExportRequest = { kind: 'improvements', format: 'ndjson' };
/** A prompt of which a page holds two. */
const LARGE = 75_000;

async function startFilled(count: number, bytes = 10) {
  const started = await startApp();
  await using store = await openEmbeddedAt(started.dataDir);
  const ids = await fill(store, 'local', count, bytes);
  return { ...started, ids, exports: started.app.services.exports };
}

async function textOf(exports: ExportService, request = ALL, as: Caller = caller): Promise<string> {
  let text = '';
  for await (const chunk of exports.export(as, request)) text += chunk.text;
  return text;
}

describe('an export', () => {
  test('holds everything that was stored of a real improvement, its feedback and its session', async () => {
    await using started = await startApp();
    const { services } = started.app;
    await services.sessions.set(caller, { sessionId: 's', data: { topic: 'rivers' } });
    const improvement = await services.improvements.improve(caller, { prompt: 'fix it', sessionId: 's' });
    const { improvementId = '', score } = improvement;
    await services.feedback.record(caller, { improvementId, rating: 4, edits: [{ index: 0, accepted: true }] });
    // An export ends before the moment it starts.
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(readNdjson(await textOf(services.exports))).toMatchObject([
      { id: improvementId, session_id: 's', prompt: 'fix it', prompt_bytes: 6, score_before: score.before },
    ]);
    expect(readNdjson(await textOf(services.exports, { ...ALL, kind: 'feedback' }))).toMatchObject([
      { improvement_id: improvementId, rating: 4, accepted: null, edits: [{ index: 0, accepted: true }] },
    ]);
    expect(await textOf(services.exports, { kind: 'sessions', format: 'csv' })).toMatch(
      /^id,created_at,[^]*\r\ns,2[^]*,1,"\{""topic"":""rivers""\}"\r\n$/,
    );
  });

  test('gives every text back exactly, whatever characters it has', async () => {
    await using started = await startApp();
    await using store = await openEmbeddedAt(started.dataDir);
    const prompt = '\0 \uD83D \uDC00 👩‍💻 "\r\n\u2028\uFEFF';
    await store.improvements.insert(improvementOf('local', { prompt, createdAtMs: Date.now() - 10 }));
    const text = await textOf(started.app.services.exports);
    expect(readNdjson(Buffer.from(text).toString())).toMatchObject([{ prompt }]);
  });

  test('holds what was stored after a clock that was a day ahead had been set back, and its feedback', async () => {
    await using started = await startApp();
    const { services } = started.app;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
    await services.improvements.improve(caller, { prompt: 'fix it tomorrow' });
    clock.mockRestore();
    const { improvementId = '' } = await services.improvements.improve(caller, { prompt: 'fix it today' });
    await services.feedback.record(caller, { improvementId, rating: 4 });
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(readNdjson(await textOf(services.exports))).toMatchObject([{ prompt: 'fix it today' }]);
    expect(readNdjson(await textOf(services.exports, { ...ALL, kind: 'feedback' }))).toMatchObject([{ rating: 4 }]);
  });

  test('of one owner holds no row of another', async () => {
    await using started = await startFilled(3);
    expect(await textOf(started.exports, ALL, { owner: 'stranger' })).toBe('');
    expect(await textOf(started.exports, { kind: 'feedback', format: 'csv' }, { owner: 'stranger' })).toBe(
      'id,improvement_id,created_at,rating,accepted,edits,comment\r\n',
    );
  });

  test('leaves out what is written while it runs', async () => {
    await using started = await startFilled(5, LARGE);
    await using store = await openEmbeddedAt(started.dataDir);
    let rows = 0;
    for await (const chunk of started.exports.export(caller, ALL)) {
      rows += chunk.rows;
      await fill(store, 'local', 1);
    }
    expect(rows).toBe(5);
  });

  test('of which the store fails in the middle ends with a line that tells it, and fails', async () => {
    for (const [format, line] of [
      ['ndjson', /\n\{"error":\{"code":"STORE_UNAVAILABLE".*\}\n$/],
      ['csv', /\r\nERROR STORE_UNAVAILABLE: .* The rows above are not all\.\r\n$/],
    ] as const) {
      await using started = await startFilled(8, LARGE);
      let text = '';
      const reading = async () => {
        for await (const chunk of started.exports.export(caller, { ...ALL, format })) {
          text += chunk.text;
          await started.app.close();
        }
      };
      await expect(reading()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(text).toMatch(line);
    }
  });

  test('of which the store fails at once is an error and no text', async () => {
    await using started = await startApp();
    await started.app.close();
    await expect(textOf(started.app.services.exports)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('is refused while four others run, until one of them is ended, by whatever means', async () => {
    await using started = await startFilled(5, LARGE);
    const { exports } = started;
    const abort = new AbortController();
    const running = Array.from({ length: 4 }, (_, n) =>
      exports.export(n === 0 ? { ...caller, signal: abort.signal } : caller, ALL),
    );
    for (const each of running) await each.next();
    await expect(textOf(exports)).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true });
    await running[1]?.return();
    expect(readNdjson(await textOf(exports))).toHaveLength(5);
    abort.abort();
    await expect(running[0]?.next()).rejects.toThrow('aborted');
    await exports.export(caller, ALL).next();
    expect(readNdjson(await textOf(exports))).toHaveLength(5);
    for (const each of running) await each.return();
  });
});
