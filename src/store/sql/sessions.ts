import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { Session, SessionChange, SessionKey, SessionResults, SessionStore, SessionWrite } from '../store.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { SessionGroup, type SessionResult } from './session-group.ts';
import {
  COLUMNS,
  CREATE,
  creationLock,
  DELETE,
  REPLACE,
  requireSessionKey,
  type SessionRow,
  toSession,
  TOUCH,
  writeValues,
} from './session-rows.ts';

const GET: Statement = {
  name: 'session-get',
  text: `SELECT ${COLUMNS} FROM sessions WHERE owner = $1 AND id = $2 AND expires_at_ms > $3`,
};

const COUNT: Statement = {
  name: 'session-count',
  text: 'SELECT count(*) AS live FROM sessions WHERE owner = $1 AND expires_at_ms > $2',
};

const SWEEP: Statement = {
  name: 'session-sweep',
  text: `DELETE FROM sessions
    WHERE expires_at_ms <= $1 AND (owner, id) IN
      (SELECT owner, id FROM sessions WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2)
    RETURNING id`,
};

/** Another caller can create and delete the session between our statements; more often than this it is not chance. */
const MAX_ATTEMPTS = 10;

export class SqlSessionStore implements SessionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async get(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<Session | undefined> {
    requireSessionKey(key);
    return this.#one(GET, [key.owner, key.id, nowMs], signal);
  }

  async set(write: SessionWrite, nowMs: number, signal?: AbortSignal): Promise<Session> {
    requireSessionKey(write);
    const { owner, id, expectedVersion, maxSessions } = write;
    const values = writeValues(write, nowMs);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (expectedVersion !== 0) {
        const replaced = await this.#one(REPLACE.one, [...values, expectedVersion ?? null], signal);
        if (replaced !== undefined) return replaced;
        if (expectedVersion !== undefined) throw conflict(id, expectedVersion);
      }
      // The lock makes the count of live sessions hold until the new one is committed.
      const created = [...values, maxSessions];
      const rows = await this.#database.queryLocked<SessionRow>(creationLock(owner), CREATE.one, created, signal);
      if (rows[0] !== undefined) return toSession(rows[0]);
      if ((await this.get(write, nowMs)) !== undefined) {
        if (expectedVersion === 0) throw conflict(id, expectedVersion);
      } else if ((await this.#countLive(owner, nowMs)) >= maxSessions) {
        throw new AppError('SESSION_LIMIT', `There are ${maxSessions} live sessions already, which is the limit.`, {
          limit: maxSessions,
        });
      }
    }
    throw new AppError('STORE_UNAVAILABLE', `Session ${named(id)} is created and deleted too often at the same time.`);
  }

  async touch(key: SessionKey, nowMs: number, ttlSeconds?: number, signal?: AbortSignal): Promise<Session | undefined> {
    requireSessionKey(key);
    return this.#one(TOUCH.one, [key.owner, key.id, nowMs, ttlSeconds ?? null], signal);
  }

  async delete(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<boolean> {
    requireSessionKey(key);
    const rows = await this.#database.query(DELETE.one, [key.owner, key.id, nowMs], signal);
    return rows.length > 0;
  }

  changeMany<C extends SessionChange>(
    changes: readonly C[],
  ): Promise<readonly PromiseSettledResult<SessionResults[C['kind']]>[]> {
    return new SessionGroup(this.#database, (change) => this.#change(change)).change(changes);
  }

  #change(change: SessionChange): Promise<SessionResult> {
    const { kind, nowMs, signal } = change;
    switch (kind) {
      case 'set':
        return this.set(change, nowMs, signal);
      case 'touch':
        return this.touch(change, nowMs, change.ttlSeconds, signal);
      case 'delete':
        return this.delete(change, nowMs, signal);
    }
  }

  async sweep(nowMs: number, limit: number): Promise<number> {
    // Two sweeps at once would wait for each other's rows, in PostgreSQL possibly in a circle.
    const rows = await this.#database.queryLocked('sweep of sessions', SWEEP, [nowMs, limit]);
    return rows.length;
  }

  async #one(
    statement: Statement,
    values: readonly SqlValue[],
    signal: AbortSignal | undefined,
  ): Promise<Session | undefined> {
    const [row] = await this.#database.query<SessionRow>(statement, values, signal);
    return row && toSession(row);
  }

  async #countLive(owner: string, nowMs: number): Promise<number> {
    const [row] = await this.#database.query<{ readonly live: number }>(COUNT, [owner, nowMs]);
    return row?.live ?? 0;
  }
}

function conflict(id: string, expectedVersion: number): AppError {
  const message =
    expectedVersion === 0
      ? `Session ${id} exists already.`
      : `Session ${id} is not at version ${expectedVersion}: it was changed, has expired or was deleted.`;
  return new AppError('SESSION_CONFLICT', message, { field: 'expected_version' });
}
