/**
 * Changes of sessions that arrive together. What is plain is made together, in one statement for each kind: sets of what is
 * there, then new sessions in one for each owner; touches; deletes. Whatever these leave out (a conflict, the limit, no live
 * session, a row that another process holds) is made alone, so there is one place only that says why a change is refused.
 */
import { AppError, toAppError } from '../../errors/app-error.ts';
import type { SessionChange, SessionDelete, SessionResults, SessionSet, SessionTouch } from '../store.ts';
import type { Database, RowToWrite, RowWrite, SqlValue, WrittenRow } from './database.ts';
import { isOfOneRow, keyOf } from './insert-many.ts';
import {
  type ChangedSession,
  CREATE,
  creationLock,
  DELETE,
  REPLACE,
  requireSessionKey,
  toSession,
  TOUCH,
  writeValues,
} from './session-rows.ts';

export type SessionResult = SessionResults[SessionChange['kind']];

type Outcome = PromiseSettledResult<SessionResult>;

/** One statement, and what it is given and gives back of each change. */
interface Round<C extends SessionChange, Row extends WrittenRow> {
  readonly statement: RowWrite;
  readonly values: (change: C) => readonly SqlValue[];
  readonly result: (row: Row) => SessionResult;
  readonly lock?: string;
}

const REPLACED: Round<SessionSet, ChangedSession> = {
  statement: REPLACE,
  values: (change) => [...writeValues(change, change.nowMs), change.expectedVersion ?? null],
  result: toSession,
};

const CREATED: Round<SessionSet, ChangedSession> = {
  statement: CREATE,
  values: (change) => [...writeValues(change, change.nowMs), change.maxSessions],
  result: toSession,
};

const TOUCHED: Round<SessionTouch, ChangedSession> = {
  statement: TOUCH,
  values: ({ owner, id, nowMs, ttlSeconds }) => [owner, id, nowMs, ttlSeconds ?? null],
  result: toSession,
};

const DELETED: Round<SessionDelete, WrittenRow> = {
  statement: DELETE,
  values: ({ owner, id, nowMs }) => [owner, id, nowMs],
  result: () => true,
};

/** Every change has an outcome; this is what a mistake in here would be called. */
const LOST: Outcome = { status: 'rejected', reason: new AppError('INTERNAL', 'The change got lost in its group.') };

export class SessionGroup {
  readonly #database: Database;
  readonly #changeAlone: (change: SessionChange) => Promise<SessionResult>;
  readonly #outcomes = new Map<SessionChange, Outcome>();

  /** @param changeAlone as the method of `SessionStore` for its kind */
  constructor(database: Database, changeAlone: (change: SessionChange) => Promise<SessionResult>) {
    this.#database = database;
    this.#changeAlone = changeAlone;
  }

  /** As `SessionStore.changeMany`; once. */
  async change<C extends SessionChange>(
    changes: readonly C[],
  ): Promise<readonly PromiseSettledResult<SessionResults[C['kind']]>[]> {
    const ofSessions = Map.groupBy(changes, keyOf);
    await this.#together([...ofSessions.values()].flatMap(([first]) => first ?? []));
    await Promise.all([...ofSessions.values()].map((ofOne) => this.#alone(ofOne)));
    const outcomes = changes.map((change) => this.#outcomes.get(change) ?? LOST);
    // The rounds and `changeAlone` give each change what its kind gives.
    return outcomes as PromiseSettledResult<SessionResults[C['kind']]>[];
  }

  async #together(changes: readonly SessionChange[]): Promise<void> {
    const usable = changes.filter(hasUsableKey);
    await Promise.all([
      this.#sets(usable.filter((change) => change.kind === 'set')),
      this.#round(
        TOUCHED,
        usable.filter((change) => change.kind === 'touch'),
      ),
      this.#round(
        DELETED,
        usable.filter((change) => change.kind === 'delete'),
      ),
    ]);
  }

  async #sets(sets: readonly SessionSet[]): Promise<void> {
    await this.#round(
      REPLACED,
      sets.filter(({ expectedVersion }) => expectedVersion !== 0),
    );
    const creations = this.#open(sets).filter(({ expectedVersion = 0 }) => expectedVersion === 0);
    const ofOwners = [...Map.groupBy(creations, ({ owner }) => owner)];
    await Promise.all(ofOwners.map(([owner, ofOne]) => this.#round({ ...CREATED, lock: creationLock(owner) }, ofOne)));
  }

  async #round<C extends SessionChange, Row extends WrittenRow>(
    { statement, values, result, lock }: Round<C, Row>,
    changes: readonly C[],
  ): Promise<void> {
    if (changes.length < 2) return;
    const rows = changes.map((change): RowToWrite => ({ values: values(change), signal: change.signal }));
    try {
      const changed = await this.#database.writeRows<Row>(statement, rows, lock);
      const results = new Map(changed.map((row) => [keyOf(row), result(row)]));
      for (const change of changes) {
        const value = results.get(keyOf(change));
        if (value !== undefined) this.#outcomes.set(change, { status: 'fulfilled', value });
      }
    } catch (thrown) {
      const reason = toAppError(thrown);
      // Made alone, each of them shows whether it was its own.
      if (isOfOneRow(reason)) return;
      for (const change of changes) this.#outcomes.set(change, { status: 'rejected', reason });
    }
  }

  /** In their order. */
  async #alone(ofOneSession: readonly SessionChange[]): Promise<void> {
    for (const change of this.#open(ofOneSession)) {
      const [outcome] = await Promise.allSettled([this.#changeAlone(change)]);
      this.#outcomes.set(change, outcome);
    }
  }

  #open<C extends SessionChange>(changes: readonly C[]): readonly C[] {
    return changes.filter((change) => !this.#outcomes.has(change));
  }
}

function hasUsableKey(change: SessionChange): boolean {
  try {
    requireSessionKey(change);
    return true;
  } catch {
    return false;
  }
}
