/** What both stores must do with several writes of sessions at once: each as if it were alone. */
import { describe, expect, it } from 'vitest';
import type { Session, Store, SessionSet } from '../../src/store/store.ts';
import { newOwner, T0 } from './contract-data.ts';

function writeOf(owner: string, id: string, changes: Partial<SessionSet> = {}): SessionSet {
  return { kind: 'set', owner, id, data: { of: id }, ttlSeconds: 3_600, maxSessions: 100, nowMs: T0, ...changes };
}

/** The version written, or the code or message of the failure. */
function told(outcomes: readonly PromiseSettledResult<Session>[]): readonly (number | string)[] {
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value.version : (outcome.reason.code ?? outcome.reason.message),
  );
}

/** @param open opens another store on the same data */
export function describeSessionGroupContract(store: () => Store, open: () => Promise<Store>): void {
  const setMany = async (...writes: readonly SessionSet[]) => store().sessions.changeMany(writes);

  describe('sessions that are set together', () => {
    it('are made and changed, each with its own data, time and version, and answered by position', async () => {
      const [owner, other] = [newOwner(), newOwner()];
      await store().sessions.set(writeOf(owner, 'b'), T0);
      const writes = [
        writeOf(owner, 'a', { ttlSeconds: 10 }),
        writeOf(owner, 'b', { data: { text: 'a\0b \uD800 👩‍💻' }, nowMs: T0 + 1 }),
        writeOf(other, 'a', { data: { of: 'other' } }),
        writeOf(owner, 'c', { expectedVersion: 0 }),
        writeOf(other, 'b', { expectedVersion: 0 }),
      ];
      const outcomes = await setMany(...writes);
      expect(told(outcomes)).toEqual([1, 2, 1, 1, 1]);
      for (const [n, { owner: of, id, data, nowMs, ttlSeconds }] of writes.entries()) {
        const session = await store().sessions.get({ owner: of, id }, T0 + 2);
        expect(outcomes[n]).toEqual({ status: 'fulfilled', value: session });
        expect(JSON.stringify(session?.data)).toBe(JSON.stringify(data));
        expect(session).toMatchObject({ id, updatedAtMs: nowMs, expiresAtMs: nowMs + ttlSeconds * 1000 });
      }
    });

    it('fail one by one, and change nothing where they fail', async () => {
      const owner = newOwner();
      for (const id of ['old', 'old', 'there', 'fine', 'also']) await store().sessions.set(writeOf(owner, id), T0);
      const changed = { data: { changed: true }, nowMs: T0 + 1 };
      const outcomes = await setMany(
        writeOf(owner, 'fine', { ...changed, expectedVersion: 1 }),
        writeOf(owner, 'old', { ...changed, expectedVersion: 1 }),
        writeOf(owner, 'there', { ...changed, expectedVersion: 0 }),
        writeOf(owner, 'absent', { ...changed, expectedVersion: 3 }),
        writeOf(owner, 'a\0b', changed),
        writeOf(owner, '\uD800', changed),
        writeOf(owner, 'also', changed),
        writeOf(owner, 'new', changed),
        writeOf(owner, 'newer', changed),
      );
      const [conflict, invalid] = ['SESSION_CONFLICT', 'INVALID_ARGUMENT'];
      expect(told(outcomes)).toEqual([2, conflict, conflict, conflict, invalid, invalid, 2, 1, 1]);
      expect(await store().sessions.get({ owner, id: 'old' }, T0)).toMatchObject({ version: 2, data: { of: 'old' } });
      expect(await store().sessions.get({ owner, id: 'there' }, T0)).toMatchObject({ version: 1 });
      expect(await store().sessions.get({ owner, id: 'absent' }, T0)).toBeUndefined();
    });

    it('start over at version 1 where they have expired', async () => {
      const owner = newOwner();
      for (const id of ['a', 'b', 'live']) {
        await store().sessions.set(writeOf(owner, id), T0);
        await store().sessions.set(writeOf(owner, id, { ttlSeconds: id === 'live' ? 3_600 : 10 }), T0);
      }
      const nowMs = T0 + 10_000;
      const outcomes = await setMany(
        writeOf(owner, 'a', { nowMs }),
        writeOf(owner, 'live', { nowMs }),
        writeOf(owner, 'b', { nowMs, expectedVersion: 2 }),
        writeOf(owner, 'b2', { nowMs }),
      );
      expect(told(outcomes)).toEqual([1, 3, 'SESSION_CONFLICT', 1]);
      expect(await store().sessions.get({ owner, id: 'a' }, nowMs)).toMatchObject({ createdAtMs: nowMs });
    });

    it('keep to the limit of their owner, and what is there does not count twice', async () => {
      const [owner, other] = [newOwner(), newOwner()];
      await store().sessions.set(writeOf(owner, 'there'), T0);
      await store().sessions.set(writeOf(owner, 'gone', { ttlSeconds: 1 }), T0 - 1_000);
      const outcomes = await setMany(
        ...['a', 'there', 'b', 'c', 'd'].map((id) => writeOf(owner, id, { maxSessions: 3 })),
        ...['a', 'b', 'c'].map((id) => writeOf(other, id, { maxSessions: 3 })),
      );
      expect(told(outcomes)).toEqual([1, 2, 1, 'SESSION_LIMIT', 'SESSION_LIMIT', 1, 1, 1]);
    });

    it('keep to the limit when several stores make them at once', async () => {
      const owner = newOwner();
      await using other = await open();
      const groups = await Promise.all(
        Array.from({ length: 6 }, (_, group) =>
          (group % 2 ? other : store()).sessions.changeMany(
            Array.from({ length: 5 }, (__, n) => writeOf(owner, `${group}-${n}`, { maxSessions: 17 })),
          ),
        ),
      );
      const codes = told(groups.flat());
      expect(codes.filter((code) => code === 1)).toHaveLength(17);
      expect(codes.filter((code) => code === 'SESSION_LIMIT')).toHaveLength(13);
    });

    it('of one name are carried out in their order', async () => {
      const owner = newOwner();
      const outcomes = await setMany(
        writeOf(owner, 'a', { data: { n: 1 }, expectedVersion: 0 }),
        writeOf(owner, 'b'),
        writeOf(owner, 'a', { data: { n: 2 }, expectedVersion: 1 }),
        writeOf(owner, 'a', { data: { n: 3 }, expectedVersion: 1 }),
        writeOf(owner, 'a', { data: { n: 4 } }),
      );
      expect(told(outcomes)).toEqual([1, 1, 2, 'SESSION_CONFLICT', 3]);
      expect(await store().sessions.get({ owner, id: 'a' }, T0)).toMatchObject({ data: { n: 4 }, version: 3 });
    });

    it('lose no write, and never wait in a circle, when stores write the same ones in opposite orders', async () => {
      const owner = newOwner();
      await using other = await open();
      const ids = Array.from({ length: 8 }, (_, n) => `s${n}`);
      const rounds = 10;
      const write = async (to: Store, order: readonly string[]) => {
        for (let n = 0; n < rounds; n++) {
          expect(told(await to.sessions.changeMany(order.map((id) => writeOf(owner, id)))).every(Number)).toBe(true);
        }
      };
      await Promise.all([write(store(), ids), write(other, ids.toReversed())]);
      for (const id of ids)
        expect(await store().sessions.get({ owner, id }, T0)).toMatchObject({ version: 2 * rounds });
    });

    it('let exactly one through of several stores with the same expected version', async () => {
      const owner = newOwner();
      await using other = await open();
      for (let expectedVersion = 0; expectedVersion < 5; expectedVersion++) {
        const groups = await Promise.all(
          [store(), other, store(), other].map((to) =>
            to.sessions.changeMany(['a', 'b', 'c'].map((id) => writeOf(owner, id, { expectedVersion }))),
          ),
        );
        for (let n = 0; n < 3; n++) {
          const codes = groups.map((group) => told(group)[n]);
          expect(codes.filter((code) => code === expectedVersion + 1)).toHaveLength(1);
          expect(codes.filter((code) => code === 'SESSION_CONFLICT')).toHaveLength(3);
        }
      }
    });

    it('are not written for a caller who has gone before', async () => {
      const owner = newOwner();
      const signal = AbortSignal.abort(new Error('gone'));
      const outcomes = await setMany(
        writeOf(owner, 'a'),
        writeOf(owner, 'b', { signal }),
        writeOf(owner, 'c', { signal: new AbortController().signal }),
      );
      expect(told(outcomes)).toEqual([1, 'gone', 1]);
      expect(await store().sessions.get({ owner, id: 'b' }, T0)).toBeUndefined();
    });
  });
}
