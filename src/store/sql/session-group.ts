/**
 * Writes of sessions that arrive together. What is plain is written together: changes in one statement, then new sessions
 * in one for each owner. Whatever these leave out (a conflict, the limit, an expired session, a row that another process
 * holds) is written alone, so there is one place only that says why a write is refused.
 */
import { AppError, toAppError } from '../../errors/app-error.ts';
import type { Session, TimedSessionWrite } from '../store.ts';
import type { Database, RowToWrite, RowWrite, SqlValue } from './database.ts';
import { isOfOneRow, keyOf } from './insert-many.ts';
import {
  CREATE,
  creationLock,
  REPLACE,
  requireSessionKey,
  type WrittenSession,
  toSession,
  writeValues,
} from './session-rows.ts';

type Outcome = PromiseSettledResult<Session>;

/** Every write has an outcome; this is what a mistake in here would be called. */
const LOST: Outcome = { status: 'rejected', reason: new AppError('INTERNAL', 'The write got lost in its group.') };

export class SessionGroup {
  readonly #database: Database;
  readonly #writeAlone: (write: TimedSessionWrite) => Promise<Session>;
  readonly #outcomes = new Map<TimedSessionWrite, Outcome>();

  /** @param writeAlone as `SessionStore.set` */
  constructor(database: Database, writeAlone: (write: TimedSessionWrite) => Promise<Session>) {
    this.#database = database;
    this.#writeAlone = writeAlone;
  }

  /** As `SessionStore.setMany`; once. */
  async write(writes: readonly TimedSessionWrite[]): Promise<readonly Outcome[]> {
    const ofSessions = Map.groupBy(writes, keyOf);
    await this.#together([...ofSessions.values()].flatMap(([first]) => first ?? []));
    await Promise.all([...ofSessions.values()].map((ofOne) => this.#alone(ofOne)));
    return writes.map((write) => this.#outcomes.get(write) ?? LOST);
  }

  async #together(writes: readonly TimedSessionWrite[]): Promise<void> {
    const usable = writes.filter(hasUsableKey);
    const changes = usable.filter(({ expectedVersion }) => expectedVersion !== 0);
    await this.#round(REPLACE, changes, ({ expectedVersion }) => expectedVersion ?? null);
    const creations = this.#open(usable).filter(({ expectedVersion = 0 }) => expectedVersion === 0);
    const ofOwners = [...Map.groupBy(creations, ({ owner }) => owner)];
    await Promise.all(
      ofOwners.map(([owner, ofOne]) =>
        this.#round(CREATE, ofOne, ({ maxSessions }) => maxSessions, creationLock(owner)),
      ),
    );
  }

  async #round(
    statement: RowWrite,
    writes: readonly TimedSessionWrite[],
    last: (write: TimedSessionWrite) => SqlValue,
    lock?: string,
  ): Promise<void> {
    if (writes.length < 2) return;
    const rows = writes.map((write): RowToWrite => ({
      values: [...writeValues(write, write.nowMs), last(write)],
      signal: write.signal,
    }));
    try {
      const written = await this.#database.writeRows<WrittenSession>(statement, rows, lock);
      const sessions = new Map(written.map((row) => [keyOf(row), toSession(row)]));
      for (const write of writes) {
        const value = sessions.get(keyOf(write));
        if (value !== undefined) this.#outcomes.set(write, { status: 'fulfilled', value });
      }
    } catch (thrown) {
      const reason = toAppError(thrown);
      // Written alone, each of them shows whether it was its own.
      if (isOfOneRow(reason)) return;
      for (const write of writes) this.#outcomes.set(write, { status: 'rejected', reason });
    }
  }

  /** In their order. */
  async #alone(ofOneSession: readonly TimedSessionWrite[]): Promise<void> {
    for (const write of this.#open(ofOneSession)) {
      const [outcome] = await Promise.allSettled([this.#writeAlone(write)]);
      this.#outcomes.set(write, outcome);
    }
  }

  #open(writes: readonly TimedSessionWrite[]): readonly TimedSessionWrite[] {
    return writes.filter((write) => !this.#outcomes.has(write));
  }
}

function hasUsableKey(write: TimedSessionWrite): boolean {
  try {
    requireSessionKey(write);
    return true;
  } catch {
    return false;
  }
}
