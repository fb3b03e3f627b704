/** Rows of sessions, and the statements that change them: one by one, and on PostgreSQL many at once. */
import type { Session, SessionKey, SessionWrite } from '../store.ts';
import type { RowWrite, SqlValue } from './database.ts';
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

/** What a change returns. */
export interface ChangedSession extends SessionRow {
  readonly owner: string;
}

/**
 * Values: `writeValues`, and the expected version or null. Many at once leave a row out that another transaction holds:
 * they wait for nobody, so that two groups with the same sessions cannot wait for each other in a circle.
 */
export const REPLACE: RowWrite = {
  one: {
    name: 'session-replace',
    text: `UPDATE sessions
      SET data = $4, version = version + 1, updated_at_ms = $3, expires_at_ms = $5, ttl_seconds = $6
      WHERE owner = $1 AND id = $2 AND expires_at_ms > $3 AND version = COALESCE(CAST($7 AS BIGINT), version)
      RETURNING owner, ${COLUMNS}`,
  },
  many: {
    name: 'session-replace-many',
    text: `UPDATE sessions
      SET data = new_data, version = version + 1, updated_at_ms = now_ms, expires_at_ms = until_ms, ttl_seconds = ttl
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
          AS wanted (of_owner, of_id, now_ms, new_data, until_ms, ttl, expected),
        LATERAL (SELECT FROM sessions WHERE owner = of_owner AND id = of_id FOR NO KEY UPDATE SKIP LOCKED) AS free
      WHERE owner = of_owner AND id = of_id AND expires_at_ms > now_ms AND version = COALESCE(expected, version)
      RETURNING owner, ${COLUMNS}`,
  },
};

/**
 * Values: `writeValues`, and how many live sessions the owner may have. Writes no row where there is a live session, or as
 * many as allowed. Many at once are all of one owner, and leave what the row of an expired session stands in the way of.
 */
export const CREATE: RowWrite = {
  one: {
    name: 'session-create',
    text: `INSERT INTO sessions (owner, ${COLUMNS})
      SELECT $1, $2, $4, 1, CAST($3 AS BIGINT), CAST($3 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)
      WHERE (SELECT count(*) FROM sessions WHERE owner = $1 AND expires_at_ms > $3) < CAST($7 AS BIGINT)
      ON CONFLICT (owner, id) DO UPDATE
      SET data = excluded.data, version = 1, created_at_ms = excluded.created_at_ms,
        updated_at_ms = excluded.updated_at_ms, expires_at_ms = excluded.expires_at_ms,
        ttl_seconds = excluded.ttl_seconds
      WHERE sessions.expires_at_ms <= excluded.created_at_ms
      RETURNING owner, ${COLUMNS}`,
  },
  many: {
    name: 'session-create-many',
    text: `INSERT INTO sessions (owner, ${COLUMNS})
      SELECT of_owner, of_id, new_data, 1, now_ms, now_ms, until_ms, ttl
      FROM (
        SELECT *, row_number() OVER (ORDER BY place) AS nth
        FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
          WITH ORDINALITY AS wanted (of_owner, of_id, now_ms, new_data, until_ms, ttl, most, place)
        WHERE NOT EXISTS (SELECT FROM sessions WHERE owner = of_owner AND id = of_id)
      ) AS absent
      WHERE nth + (
        SELECT count(*) FROM sessions
        WHERE owner = ($1::text[])[1] AND expires_at_ms > (SELECT min(ms) FROM unnest($3::bigint[]) AS ms)
      ) <= most
      ON CONFLICT (owner, id) DO NOTHING
      RETURNING owner, ${COLUMNS}`,
  },
};

/** Values: owner, id, now, and the new time to live or null. Many at once leave out what `REPLACE` does. */
export const TOUCH: RowWrite = {
  one: {
    name: 'session-touch',
    text: `UPDATE sessions
      SET ttl_seconds = COALESCE(CAST($4 AS BIGINT), ttl_seconds),
        expires_at_ms = CAST($3 AS BIGINT) + COALESCE(CAST($4 AS BIGINT), ttl_seconds) * 1000
      WHERE owner = $1 AND id = $2 AND expires_at_ms > $3
      RETURNING owner, ${COLUMNS}`,
  },
  many: {
    name: 'session-touch-many',
    text: `UPDATE sessions
      SET ttl_seconds = COALESCE(ttl, ttl_seconds), expires_at_ms = now_ms + COALESCE(ttl, ttl_seconds) * 1000
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS wanted (of_owner, of_id, now_ms, ttl),
        LATERAL (SELECT FROM sessions WHERE owner = of_owner AND id = of_id FOR NO KEY UPDATE SKIP LOCKED) AS free
      WHERE owner = of_owner AND id = of_id AND expires_at_ms > now_ms
      RETURNING owner, ${COLUMNS}`,
  },
};

/** Values: owner, id, now. Many at once leave out what `REPLACE` does. */
export const DELETE: RowWrite = {
  one: {
    name: 'session-delete',
    text: 'DELETE FROM sessions WHERE owner = $1 AND id = $2 AND expires_at_ms > $3 RETURNING owner, id',
  },
  many: {
    name: 'session-delete-many',
    text: `DELETE FROM sessions
      USING unnest($1::text[], $2::text[], $3::bigint[]) AS wanted (of_owner, of_id, now_ms),
        LATERAL (SELECT FROM sessions WHERE owner = of_owner AND id = of_id FOR UPDATE SKIP LOCKED) AS free
      WHERE owner = of_owner AND id = of_id AND expires_at_ms > now_ms
      RETURNING owner, id`,
  },
};

/** Held while sessions of the owner are made: what was counted stays true until the new ones are committed. */
export function creationLock(owner: string): string {
  return `sessions of ${owner}`;
}

export function writeValues({ owner, id, data, ttlSeconds }: SessionWrite, nowMs: number): readonly SqlValue[] {
  return [owner, id, nowMs, JSON.stringify(data), nowMs + ttlSeconds * 1000, ttlSeconds];
}

export function requireSessionKey(key: SessionKey): void {
  requireKey('owner', key.owner);
  requireKey('session_id', key.id);
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
