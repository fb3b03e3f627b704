export interface SessionKey {
  readonly owner: string;
  readonly id: string;
}

export interface Session {
  readonly id: string;
  /** Any JSON object, at most 256 KiB as JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  /** 1 for a new session, one more with each change of `data`. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly expiresAtMs: number;
  readonly ttlSeconds: number;
}

export interface SessionWrite extends SessionKey {
  readonly data: Readonly<Record<string, unknown>>;
  readonly ttlSeconds: number;
  /** Write only if the stored version is this one; 0: only if there is no live session of this id. */
  readonly expectedVersion?: number;
  /** A new session is refused once its owner has this many live ones. */
  readonly maxSessions: number;
}

/** One of several changes that are made together. */
export type SessionChange = SessionSet | SessionTouch | SessionDelete;

interface Timed {
  readonly nowMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SessionSet extends SessionWrite, Timed {
  readonly kind: 'set';
}

export interface SessionTouch extends SessionKey, Timed {
  readonly kind: 'touch';
  readonly ttlSeconds?: number;
}

export interface SessionDelete extends SessionKey, Timed {
  readonly kind: 'delete';
}

/** What comes of a change: that of the method of its name. */
export interface SessionResults {
  readonly set: Session;
  readonly touch: Session | undefined;
  readonly delete: boolean;
}

export interface SessionStore {
  /** The live session, or undefined when there is none or it has expired. */
  get(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<Session | undefined>;
  /**
   * Creates the session or replaces its data, and starts its time to live anew. An expired row counts as absent.
   * Rejects with `SESSION_CONFLICT` when `expectedVersion` is not the stored one, with `SESSION_LIMIT` at the limit.
   */
  set(write: SessionWrite, nowMs: number, signal?: AbortSignal): Promise<Session>;
  /** Starts the time to live anew, optionally with another length; undefined when there is no live session. */
  touch(key: SessionKey, nowMs: number, ttlSeconds?: number, signal?: AbortSignal): Promise<Session | undefined>;
  /** True if a live session was deleted. */
  delete(key: SessionKey, nowMs: number, signal?: AbortSignal): Promise<boolean>;
  /**
   * Each as the method of its kind, and says of each, by position, what came of it. What can be is committed together; a
   * change that fails fails alone. Several of one session are carried out in their order.
   */
  changeMany<C extends SessionChange>(
    changes: readonly C[],
  ): Promise<readonly PromiseSettledResult<SessionResults[C['kind']]>[]>;
  /** Removes expired rows, at most `limit` at a time, and says how many. */
  sweep(nowMs: number, limit: number): Promise<number>;
}
