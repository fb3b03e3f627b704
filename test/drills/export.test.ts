/** An export whose database dies in the middle, over HTTP and on the command line: nobody takes the part for the whole. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { RunningCli } from '../cli/cli.ts';
import { fill, readNdjson } from '../export/records.ts';
import { startPostgres, type PostgresServer } from '../services/postgres.ts';
import { openPostgresAt } from '../store/open-store.ts';
import { Replica } from './replica.ts';

/** More than the buffers between the two ends hold. */
const ROWS = 80;
const ROW_BYTES = 250_000;

describe.skipIf(!inject('postgresBinaries'))('an export whose PostgreSQL is killed in the middle', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    const binaries = inject('postgresBinaries');
    if (binaries === undefined) return;
    server = await startPostgres(binaries);
    await using store = await openPostgresAt(server.url);
    await fill(store, 'local', ROWS, ROW_BYTES);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  function expectCutOff(text: string): void {
    const rows = readNdjson(text);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(ROWS);
    expect(rows.at(-1)).toMatchObject({ error: { code: 'STORE_UNAVAILABLE', retryable: true } });
  }

  it('over HTTP ends with a line that tells it, and without the end of the body', async () => {
    await using replica = await Replica.start({ databaseUrl: server.url });
    const req = request(new URL('/api/export', replica.url));
    req.end();
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    expect(res.statusCode).toBe(200);
    await server.crash();
    let text = '';
    const reading = async () => {
      for await (const chunk of res.setEncoding('utf8')) text += String(chunk);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expectCutOff(text);
    await server.start();
    const again = await fetch(new URL('/api/export', replica.url));
    expect(readNdjson(await again.text())).toHaveLength(ROWS);
  });

  it('on the command line ends with a line that tells it, an error and exit code 1', async () => {
    const running = new RunningCli(['export'], { env: { DATABASE_URL: server.url } });
    await running.printed('stdout', /\n/);
    running.child.stdout?.pause();
    await server.crash();
    running.child.stdout?.resume();
    expect(await running.ended()).toEqual({ code: 1, signal: null });
    expectCutOff(running.stdout);
    expect(running.stderr).toMatch(/^error STORE_UNAVAILABLE/);
    await server.start();
  });
});
