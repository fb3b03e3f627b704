/** The connections of this process. Counts are since the store was opened. */
export interface PoolHealth {
  readonly min: number;
  readonly max: number;
  readonly size: number;
  readonly idle: number;
  readonly inUse: number;
  /** Calls that wait for a connection. */
  readonly waiting: number;
  readonly opened: number;
  /** Idle connections that broke, or gave no sign of life. */
  readonly lost: number;
  readonly acquired: number;
  readonly acquireTimeouts: number;
  /** Time that calls waited for a connection; null before the first. */
  readonly waitP50Ms: number | null;
  readonly waitP99Ms: number | null;
  readonly waitMaxMs: number;
}

export interface StoreHealth {
  readonly kind: 'embedded' | 'postgres';
  /** File path or `host:port/database`, never with a password. */
  readonly location: string;
  readonly schemaVersion: number;
  /** Round trip of a trivial query. */
  readonly latencyMs: number;
  readonly serverVersion: string;
  /** The rest: of PostgreSQL only. */
  readonly pool?: PoolHealth;
  /** Read back from the server: what holds on a connection of the pool. */
  readonly sessionSettings?: Readonly<Record<string, string>>;
  /** Prepared statements that had gone stale and were run anew. */
  readonly replans?: number;
}
