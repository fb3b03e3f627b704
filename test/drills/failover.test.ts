/**
 * PostgreSQL changes its primary, behind one address, under replicas that share a Redis. Each test begins with a primary and
 * its standby, and ends so. `FAILOVER_TIMES=1` prints what was measured.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectionConfig } from '../../src/store/postgres/connection.ts';
import { ConnectionPool } from '../../src/store/postgres/connection-pool.ts';
import { isConnectionBroken } from '../../src/store/postgres/postgres-error.ts';
import type { Answer } from '../replicas/server.ts';
import { withClient } from '../services/postgres.ts';
import { openPostgresAt } from '../store/open-store.ts';
import { quietLogger } from '../store/quiet-logger.ts';
import { isStored, Load } from './failover-load.ts';
import { FailoverService } from './failover-service.ts';

/**
 * From the move of the address to the last replica whose sessions are written again; or that shows what is lost no more. It
 * takes a fraction of that (docs/operations.md); the machine may be busy.
 */
const BACK_WITHIN_MS = 10_000;
const WITHOUT_PRIMARY_MS = 1_000;
/** After which a statement that the server does not answer is given up. */
const SILENCE_MS = 8_000;
const CALLERS_EACH = 4;
const POOL_MIN = 4;

const binaries = inject('postgresBinaries');
const redisBinaries = inject('redisBinaries');

function measured(what: string, ms: number): number {
  if (process.env['FAILOVER_TIMES']) process.stderr.write(`${what}: ${Math.round(ms)} ms\n`);
  return ms;
}

function idleConnections(status: Answer['result']): number {
  // The shape of the tool's own schema.
  return (status['store'] as { readonly pool?: { readonly idle: number } }).pool?.idle ?? 0;
}

const failing = (code: string) => ({ isError: true, error: { code, retryable: true, hint: expect.any(String) } });

describe.skipIf(!binaries || !redisBinaries)('when the primary of PostgreSQL', () => {
  let service: FailoverService;

  beforeAll(async () => {
    if (binaries && redisBinaries) service = await FailoverService.start(binaries, redisBinaries);
  });
  afterAll(() => service?.[Symbol.asyncDispose]());

  /** Milliseconds until the tool has answered, on each of the replicas, as it should. */
  async function whenAll(tool: string, args: object, isRight: (answer: Answer) => boolean): Promise<number> {
    const startedMs = performance.now();
    await Promise.all(
      service.replicas.map(async (replica) => {
        while (!isRight(await replica.call(tool, args))) await delay(10);
      }),
    );
    return performance.now() - startedMs;
  }

  const callAll = (tool: string, args: object) =>
    Promise.all(service.replicas.map((replica) => replica.call(tool, args)));
  const setAgain = () => whenAll('set_session', { session_id: 'again', data: {} }, ({ isError }) => !isError);

  it('is killed, improvements go on, sessions are back soon, and nothing is lost that the standby had to have', async () => {
    await service.primary.waitForStandby();
    const load = new Load(service.replicas, CALLERS_EACH);
    await expect.poll(() => load.set.length).toBeGreaterThan(50);
    const killedMs = performance.now();
    await service.primary.kill();
    await delay(WITHOUT_PRIMARY_MS);
    const isDuring = ({ atMs }: { readonly atMs: number }) => atMs > killedMs + 500;
    await expect.poll(() => load.improved.filter(isDuring).length).toBeGreaterThan(10);
    const promotingMs = performance.now();
    await service.standby.promote();
    service.moveTo(service.standby);
    const movedMs = performance.now();
    measured('promotion', movedMs - promotingMs);
    expect(measured('sessions written again after', await setAgain())).toBeLessThan(BACK_WITHIN_MS);
    await delay(200);
    await load.stop();

    expect(load.improved.filter(({ answer }) => answer.isError)).toEqual([]);
    measured('longest improve_prompt', Math.max(...load.improved.map(({ durationMs }) => durationMs)));
    const during = load.improved.filter((one) => isDuring(one) && one.atMs < movedMs);
    expect(during.length).toBeGreaterThan(10);
    expect(during.filter(isStored)).toEqual([]);
    const failed = load.set.filter(({ answer }) => answer.isError);
    expect(failed.length).toBeGreaterThan(0);
    for (const { answer } of failed) expect(answer).toMatchObject(failing('STORE_UNAVAILABLE'));
    measured('last set_session to fail', Math.max(...failed.map(({ atMs }) => atMs)) - movedMs);
    expect(load.set.at(-1)?.answer.isError).toBe(false);
    await using store = await openPostgresAt(service.standby.url);
    expect(await load.lostIn(store)).toEqual([]);
    const improvements = () =>
      withClient(service.standby.url, async (client) => {
        const { rows } = await client.query('SELECT count(*)::int AS count FROM improvements');
        return rows[0]?.count;
      });
    // Also those whose callers were told that they are not stored.
    await expect.poll(improvements).toBe(load.improved.length);
    await service.rejoin();
  });

  it('gives its place to a standby at the address, that is said, and the next call after it is back works', async () => {
    await callAll('set_session', { session_id: 'uncached', data: {} });
    service.moveTo(service.standby);
    service.address.cut();
    // When they have noticed that their connections are gone.
    await whenAll(
      'set_session',
      { session_id: 'refused', data: {} },
      ({ error }) => error?.['code'] === 'STORE_READ_ONLY',
    );
    for (const [tool, args] of [
      ['set_session', { session_id: 'refused', data: {} }],
      ['get_session', { session_id: 'uncached' }],
    ] as const)
      for (const answer of await callAll(tool, args)) expect(answer).toMatchObject(failing('STORE_READ_ONLY'));
    for (const { result } of await callAll('improve_prompt', { prompt: 'Fix the login form.' }))
      expect(result).toMatchObject({ stored: false });

    service.moveTo(service.primary);
    for (const answer of await callAll('get_session', { session_id: 'uncached' })) expect(answer.isError).toBe(false);
    for (const answer of await callAll('set_session', { session_id: 'uncached', data: {} }))
      expect(answer.isError).toBe(false);
  });

  it('is not what an idle connection leads to, as behind a pooler, that connection is closed', async () => {
    const { config } = connectionConfig(service.standby.url, true);
    const pool = new ConnectionPool(config, { min: 1, max: 1, logger: quietLogger });
    await pool.use((client) => client.query('SELECT 1'), isConnectionBroken);
    expect(pool.health().size).toBe(1);
    await pool.checkIdle();
    expect(pool.health().size).toBe(0);
    await pool.close();
  });

  it('becomes read-only and keeps its connections, they are replaced when the address has moved', async () => {
    await withClient(service.primary.url, async (client) => {
      await client.query('ALTER SYSTEM SET default_transaction_read_only = on');
      await client.query('SELECT pg_reload_conf()');
    });
    const set = { session_id: 'demoted', data: {} };
    await whenAll('set_session', set, ({ isError }) => isError);
    for (const answer of await callAll('set_session', set)) expect(answer).toMatchObject(failing('STORE_READ_ONLY'));
    await service.standby.promote();
    service.moveTo(service.standby);
    expect(measured('read-only before, sessions written again after', await setAgain())).toBeLessThan(BACK_WITHIN_MS);
    for (const answer of await callAll('set_session', set)) expect(answer.isError).toBe(false);
    await service.rejoin();
  });

  it('falls silent without an end of its connections, sessions are back after the time limit of a statement', async () => {
    // The pool is full of connections to it.
    await whenAll('get_performance_status', {}, ({ result }) => idleConnections(result) >= POOL_MIN);
    await service.primary.pause();
    await service.standby.promote();
    service.moveTo(service.standby);
    expect(measured('after silence, sessions written again after', await setAgain())).toBeLessThan(
      SILENCE_MS + BACK_WITHIN_MS,
    );
    await service.rejoin();
  });

  it('is lost with what its standby does not have, no replica shows a session of that for long, cached or not', async () => {
    const both = (session_id: string) => callAll('get_session', { session_id });
    const [replica] = service.replicas;
    await replica?.ok('set_session', { session_id: 'kept', data: {} });
    await service.primary.caughtUp();
    await service.standby.stop();
    await replica?.ok('set_session', { session_id: 'lost', data: {} });
    for (const session_id of ['kept', 'lost'])
      for (const answer of await both(session_id)) expect(answer.isError).toBe(false);
    await service.primary.kill();
    await service.standby.start();
    // It is cached, and nobody can have changed it.
    for (const answer of await both('lost')) expect(answer.isError).toBe(false);
    await service.standby.promote();
    service.moveTo(service.standby);

    const shownMs = await whenAll('get_session', { session_id: 'lost' }, ({ isError }) => isError);
    expect(measured('what was lost is shown for', shownMs)).toBeLessThan(BACK_WITHIN_MS);
    for (const { error } of await both('lost')) expect(error).toMatchObject({ code: 'SESSION_NOT_FOUND' });
    for (const answer of await both('kept')) expect(answer.isError).toBe(false);
    await service.rejoin();
  });
});
