import type { MetricFigure, MetricKey, MetricMinute, MetricQuery, MetricReplica, MetricStore } from '../store.ts';
import type { Database, RowWrite, SqlValue, Statement } from './database.ts';
import { requireKey } from './keys.ts';

const PAGE_FIGURES = 1_000;
/** With all their operations, which are read on the event loop. */
const PAGE_MINUTES = 100;

const COLUMNS = 'minute_ms, replica, part, since_ms, until_ms, total, process, operations';

const IF_LONGER = `ON CONFLICT (minute_ms, replica, part) DO UPDATE SET since_ms = excluded.since_ms,
  until_ms = excluded.until_ms, total = excluded.total, process = excluded.process, operations = excluded.operations
  WHERE metric_minutes.until_ms < excluded.until_ms`;

const WRITE: RowWrite = {
  one: {
    name: 'metric-write',
    text: `INSERT INTO metric_minutes (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ${IF_LONGER}`,
  },
  many: {
    name: 'metric-write-many',
    text: `INSERT INTO metric_minutes (${COLUMNS})
      SELECT minute_ms, replica, part, since_ms, until_ms, total, CAST(process AS json), CAST(operations AS json)
      FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
        AS given (${COLUMNS}) ${IF_LONGER}`,
  },
};

/** From `$1` on, behind the row with the key `$3`, `$4`, `$5`. */
function page(name: string, columns: string, limit: number, condition = ''): Statement {
  return {
    name,
    text: `SELECT minute_ms, replica, part, ${columns} FROM metric_minutes
      WHERE minute_ms >= $1 AND minute_ms < $2 AND (minute_ms, replica, part) > ($3, $4, $5)
        AND replica = COALESCE(CAST($6 AS TEXT), replica) AND replica <> $7 ${condition}
      ORDER BY minute_ms, replica, part LIMIT ${limit}`,
  };
}

const TOTALS = page('metric-totals', 'total AS figure', PAGE_FIGURES);
const OPERATION = page(
  'metric-operation',
  'operations ->> $8 AS figure',
  PAGE_FIGURES,
  'AND operations ->> $8 IS NOT NULL',
);
const MINUTES = page(
  'metric-minutes',
  'since_ms, until_ms, total, CAST(process AS TEXT) AS process, CAST(operations AS TEXT) AS operations',
  PAGE_MINUTES,
);

const SAY_ALIVE: Statement = {
  name: 'metric-say-alive',
  text: `INSERT INTO metric_replicas (id, host, pid, version, started_at_ms, seen_at_ms, process)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms, process = excluded.process`,
};

const SAY_GONE: Statement = { name: 'metric-say-gone', text: 'DELETE FROM metric_replicas WHERE id = $1' };

const REPLICAS: Statement = {
  name: 'metric-replicas',
  text: `SELECT id, host, pid, version, started_at_ms, seen_at_ms, CAST(process AS TEXT) AS process FROM metric_replicas
    WHERE seen_at_ms >= $1 ORDER BY seen_at_ms DESC, id LIMIT $2`,
};

/** By place, as in `retention.ts`: PostgreSQL would look keys up again in the whole table. */
function expiry(kind: Database['kind'], table: string, column: string): Statement {
  const place = kind === 'postgres' ? 'ctid' : 'rowid';
  const expired = `SELECT ${place} FROM ${table} WHERE ${column} < $1 ORDER BY ${column} LIMIT $2`;
  const isExpired = kind === 'postgres' ? `ctid = ANY (ARRAY(${expired}))` : `rowid IN (${expired})`;
  return { name: `${table}-expire`, text: `DELETE FROM ${table} WHERE ${isExpired} RETURNING ${column}` };
}

interface KeyRow {
  readonly minute_ms: number;
  readonly replica: string;
  readonly part: number;
}

interface FigureRow extends KeyRow {
  readonly figure: string;
}

interface MinuteRow extends KeyRow {
  readonly since_ms: number;
  readonly until_ms: number;
  readonly total: string;
  readonly process: string;
  readonly operations: string;
}

interface ReplicaRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly started_at_ms: number;
  readonly seen_at_ms: number;
  readonly process: string;
}

export class SqlMetricStore implements MetricStore {
  readonly #database: Database;
  readonly #expire: readonly Statement[];

  constructor(database: Database) {
    this.#database = database;
    this.#expire = [
      expiry(database.kind, 'metric_minutes', 'minute_ms'),
      expiry(database.kind, 'metric_replicas', 'seen_at_ms'),
    ];
  }

  async write(minutes: readonly MetricMinute[]): Promise<void> {
    if (minutes.length > 0)
      await this.#database.writeRows(
        WRITE,
        minutes.map((minute) => ({ values: toRow(minute) })),
      );
  }

  totals(query: MetricQuery, after?: MetricKey): Promise<readonly MetricFigure[]> {
    return this.#figures(TOTALS, valuesOf(query, after));
  }

  operation(query: MetricQuery, name: string, after?: MetricKey): Promise<readonly MetricFigure[]> {
    requireKey('operation', name);
    return this.#figures(OPERATION, [...valuesOf(query, after), name]);
  }

  async minutes(query: MetricQuery, after?: MetricKey): Promise<readonly MetricMinute[]> {
    const rows = await this.#database.query<MinuteRow>(MINUTES, valuesOf(query, after));
    return rows.map((row) => ({
      minuteMs: row.minute_ms,
      replica: row.replica,
      part: row.part,
      sinceMs: row.since_ms,
      untilMs: row.until_ms,
      total: row.total,
      // `toRow` is the only writer of both.
      process: JSON.parse(row.process) as MetricMinute['process'],
      operations: JSON.parse(row.operations) as MetricMinute['operations'],
    }));
  }

  async sayAlive(replica: MetricReplica): Promise<void> {
    const { id, host, pid, version, startedAtMs, seenAtMs, process } = replica;
    await this.#database.query(SAY_ALIVE, [id, host, pid, version, startedAtMs, seenAtMs, JSON.stringify(process)]);
  }

  async sayGone(replicaId: string): Promise<void> {
    await this.#database.query(SAY_GONE, [replicaId]);
  }

  async replicas(seenSinceMs: number, limit: number): Promise<readonly MetricReplica[]> {
    const rows = await this.#database.query<ReplicaRow>(REPLICAS, [seenSinceMs, limit]);
    return rows.map((row) => ({
      id: row.id,
      host: row.host,
      pid: row.pid,
      version: row.version,
      startedAtMs: row.started_at_ms,
      seenAtMs: row.seen_at_ms,
      // `sayAlive` is the only writer.
      process: JSON.parse(row.process) as MetricReplica['process'],
    }));
  }

  async expire(beforeMs: number, limit: number): Promise<number> {
    let removed = 0;
    // Two replicas at once would wait for each other's rows.
    for (const statement of this.#expire)
      removed += (await this.#database.queryLocked('retention', statement, [beforeMs, limit])).length;
    return removed;
  }

  async #figures(statement: Statement, values: readonly SqlValue[]): Promise<readonly MetricFigure[]> {
    const rows = await this.#database.query<FigureRow>(statement, values);
    return rows.map(({ minute_ms: minuteMs, replica, part, figure }) => ({ minuteMs, replica, part, figure }));
  }
}

function toRow(minute: MetricMinute): readonly SqlValue[] {
  const { minuteMs, replica, part, sinceMs, untilMs, total, process, operations } = minute;
  requireKey('replica', replica);
  return [minuteMs, replica, part, sinceMs, untilMs, total, JSON.stringify(process), JSON.stringify(operations)];
}

function valuesOf({ sinceMs, untilMs, replica, exceptReplica }: MetricQuery, after?: MetricKey): readonly SqlValue[] {
  // SQLite searches its index by the first bound alone.
  const firstMs = after?.minuteMs ?? sinceMs;
  return [firstMs, untilMs, firstMs, after?.replica ?? '', after?.part ?? -1, replica ?? null, exceptReplica ?? ''];
}
