import { AppError } from '../../errors/app-error.ts';
import { named } from '../../errors/named.ts';
import type { Session, SessionKey, SessionStore, SessionWrite } from '../store.ts';
import type { Database, Statement } from './database.ts';
import { requireKey } from './keys.ts';

export interface SessionRow {
  readonly id: string;
  readonly data: string;
  readonly version: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly expires_at_ms: number;
  readonly ttl_seconds: number;
}

export const COLUMNS = 'id, data, version, created_at_ms, updated_at_ms, expires_at_ms, ttl_seconds';

const GET: Statement = {
  name: 'session-get',
  text: `SELECT ${COLUMNS} FROM sessions WHERE owner = $1 AND id = $2 AND expires_at_ms > $3`,
};

const REPLACE: Statement = {
  name: 'session-replace',
  text: `UPDATE sessions
    SET data = $4, version = version + 1, updated_at_ms = $3, expires_at_ms = $5, ttl_seconds = $6
    WHERE owner = $1 AND id = $2 AND expires_at_ms > $3 AND version = COALESCE(CAST($7 AS BIGINT), version)
    RETURNING ${COLUMNS}`,
};

/** Returns no row when there is a live session of this id, or as many live ones of this owner as allowed. */
const CREATE: Statement = {
  name: 'session-create',
  text: `INSERT INTO sessions (owner, ${COLUMNS})
    SELECT $1, $2, $4, 1, CAST($3 AS BIGINT), CAST($3 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)
    WHERE (SELECT count(*) FROM sessions WHERE owner = $1 AND expires_at_ms > $3) < CAST($7 AS BIGINT)
    ON CONFLICT (owner, id) DO UPDATE
    SET data = excluded.data, version = 1, created_at_ms = excluded.created_at_ms,
      updated_at_ms = excluded.updated_at_ms, expires_at_ms = excluded.expires_at_ms, ttl_seconds = excluded.ttl_seconds
    WHERE sessions.expires_at_ms <= excluded.created_at_ms
    RETURNING ${COLUMNS}`,
};

const COUNT: Statement = {
  name: 'session-count',
  text: 'SELECT count(*) AS live FROM sessions WHERE owner = $1 AND expires_at_ms > $2',
};

const TOUCH: Statement = {
  name: 'session-touch',
  text: `UPDATE sessions
    SET ttl_seconds = COALESCE(CAST($4 AS BIGINT), ttl_seconds),
      expires_at_ms = CAST($3 AS BIGINT) + COALESCE(CAST($4 AS BIGINT), ttl_seconds) * 1000
    WHERE owner = $1 AND id = $2 AND expires_at_ms > $3
    RETURNING ${COLUMNS}`,
};

const DELETE: Statement = {
  name: 'session-delete',
  text: 'DELETE FROM sessions WHERE owner = $1 AND id = $2 AND expires_at_ms > $3 RETURNING id',
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
    const { owner, id, ttlSeconds, expectedVersion, maxSessions } = write;
    const values = [owner, id, nowMs, JSON.stringify(write.data), nowMs + ttlSeconds * 1000, ttlSeconds];
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (expectedVersion !== 0) {
        const replaced = await this.#one(REPLACE, [...values, expectedVersion ?? null], signal);
        if (replaced !== undefined) return replaced;
        if (expectedVersion !== undefined) throw conflict(id, expectedVersion);
      }
      // The lock makes the count of live sessions hold until the new one is committed.
      const created = [...values, maxSessions];
      const rows = await this.#database.queryLocked<SessionRow>(`sessions of ${owner}`, CREATE, created, signal);
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
    return this.#one(TOUCH, [key.owner, key.id, nowMs, ttlSeconds ?? null], signal);
  }

  async delete(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<boolean> {
    requireSessionKey(key);
    const rows = await this.#database.query(DELETE, [key.owner, key.id, nowMs], signal);
    return rows.length > 0;
  }

  async sweep(nowMs: number, limit: number): Promise<number> {
    // Two sweeps at once would wait for each other's rows, in PostgreSQL possibly in a circle.
    const rows = await this.#database.queryLocked('sweep of sessions', SWEEP, [nowMs, limit]);
    return rows.length;
  }

  async #one(
    statement: Statement,
    values: readonly (string | number | null)[],
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

function requireSessionKey(key: SessionKey): void {
  requireKey('owner', key.owner);
  requireKey('session_id', key.id);
}

function conflict(id: string, expectedVersion: number): AppError {
  const message =
    expectedVersion === 0
      ? `Session ${id} exists already.`
      : `Session ${id} is not at version ${expectedVersion}: it was changed, has expired or was deleted.`;
  return new AppError('SESSION_CONFLICT', message, { field: 'expected_version' });
}

export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    // `set` is the only writer of this column, and writes an object.
    data: JSON.parse(row.data) as Record<string, unknown>,
    version: row.version,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    expiresAtMs: row.expires_at_ms,
    ttlSeconds: row.ttl_seconds,
  };
}
