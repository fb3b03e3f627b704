/**
 * The whole application while its PostgreSQL is killed, shut down, frozen, full or out of connections: an improvement is
 * always made, what needs the store fails with an error that says to try again, and nobody has to restart anything.
 */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../services/postgres.ts';
import { startApp } from '../use-cases/app.ts';

const caller = { owner: 'local' };
const MAX_CONNECTIONS = 12;
const STORE_WAIT_MS = 100;

interface Outage {
  /** @returns what ends it */
  begin(server: PostgresServer): Promise<() => Promise<void>>;
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  'was killed': {
    async begin(server) {
      await server.crash();
      return () => server.start();
    },
  },
  'is shut down and started again': {
    async begin(server) {
      await server.stop();
      return () => server.start();
    },
  },
  'is frozen (SIGSTOP)': {
    async begin(server) {
      await server.pause();
      return () => server.resume();
    },
  },
  'is out of connections': {
    async begin({ url }) {
      const connected = async () => {
        const client = new Client({ connectionString: url });
        client.on('error', () => {});
        return client.connect().then(
          () => client,
          () => undefined,
        );
      };
      const admin = await connected();
      if (admin === undefined) throw new Error('there are connections left');
      const others = [admin];
      const application = "FROM pg_stat_activity WHERE application_name = 'prompt-improver'";
      // It may take a place that it has just lost before the others do.
      for (let isOut = false; !isOut;) {
        await admin.query(`SELECT pg_terminate_backend(pid, 10000) ${application}`);
        for (let other = await connected(); other !== undefined; other = await connected()) others.push(other);
        isOut = (await admin.query(`SELECT ${application}`)).rowCount === 0;
      }
      return async () => {
        await Promise.all(others.map((other) => other.end().catch(() => {})));
      };
    },
  },
  'keeps every statement waiting beyond its time limit': {
    async begin({ url }) {
      const other = new Client({ connectionString: url });
      await other.connect();
      await other.query('BEGIN; LOCK TABLE improvements, sessions, feedback IN ACCESS EXCLUSIVE MODE');
      return () => other.end();
    },
  },
};

describe.skipIf(!inject('postgresBinaries'))('while PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    const binaries = inject('postgresBinaries');
    if (binaries === undefined) return;
    const max_connections = String(MAX_CONNECTIONS);
    server = await startPostgres(binaries, { max_connections, superuser_reserved_connections: '0' });
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it.each(Object.entries(OUTAGES))(
    '%s, improve_prompt answers, session tools fail for now, and later all is as before',
    async (_name, outage) => {
      const store = { databaseUrl: server.url, poolMin: 2, poolMax: 4 };
      await using started = await startApp({ store, storeWaitMs: STORE_WAIT_MS });
      const { improvements, sessions, feedback, status } = started.app.services;
      const prompt = 'Fix the login form.';
      const before = await sessions.set(caller, { sessionId: 'kept', data: { topic: 'rivers' } });
      const stored = async () => improvements.improve(caller, { prompt });
      // The first call opens the store and may wait for it in vain.
      let improvementId = '';
      const isStored = async () => {
        const result = await stored();
        improvementId = result.improvementId ?? '';
        return result.stored;
      };
      await expect.poll(isStored).toBe(true);

      const { improvementsNotStored: notStored } = await status.status();
      const end = await outage.begin(server);
      try {
        for (let call = 0; call < 3; call++) {
          const result = await stored();
          expect(result).toMatchObject({ stored: false, storeError: { code: 'STORE_UNAVAILABLE' } });
          expect(result.questions.length).toBeGreaterThan(0);
        }
        const unavailable = { code: 'STORE_UNAVAILABLE', retryable: true, hint: expect.stringMatching(/try again/i) };
        await Promise.all([
          expect(sessions.get(caller, 'kept')).rejects.toMatchObject(unavailable),
          expect(sessions.set(caller, { sessionId: 'new', data: {} })).rejects.toMatchObject(unavailable),
          expect(feedback.record(caller, { improvementId, rating: 5 })).rejects.toMatchObject(unavailable),
          expect(status.status()).resolves.toMatchObject({ improvementsNotStored: notStored + 3 }),
        ]);
      } finally {
        await end();
      }

      await expect.poll(() => sessions.get(caller, 'kept').catch(() => undefined)).toEqual(before);
      await expect.poll(stored).toMatchObject({ stored: true });
      expect(await feedback.record(caller, { improvementId, rating: 5 })).toMatchObject({ rating: 5 });
      // It waits for the store no longer than an improvement does.
      await expect.poll(() => status.status()).toMatchObject({ store: { state: 'ok' } });
    },
  );
});
