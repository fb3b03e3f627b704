/** What both stores must do with sessions. */
import { describe, expect, it } from 'vitest';
import type { SessionWrite, Store } from '../../src/store/store.ts';
import { newOwner, T0 } from './contract-data.ts';

const HOUR_MS = 3_600_000;

function sessionOf(owner: string, changes: Partial<SessionWrite> = {}): SessionWrite {
  return { owner, id: 's1', data: { goal: 'shorter' }, ttlSeconds: 3_600, maxSessions: 100, ...changes };
}

/** @param open opens another store on the same data */
export function describeSessionContract(store: () => Store, open: () => Promise<Store>): void {
  describe('sessions', () => {
    it('gives back what was set, as version 1', async () => {
      const owner = newOwner();
      const set = await store().sessions.set(sessionOf(owner), T0);
      expect(set).toEqual({
        id: 's1',
        data: { goal: 'shorter' },
        version: 1,
        createdAtMs: T0,
        updatedAtMs: T0,
        expiresAtMs: T0 + HOUR_MS,
        ttlSeconds: 3_600,
      });
      expect(await store().sessions.get({ owner, id: 's1' }, T0 + 1)).toEqual(set);
    });

    it.each([
      ['an empty object', {}],
      ['nested values of every kind', { a: [1, -0.5, 1e300, true, null, { b: [] }], '': '' }],
      ['U+0000, lone surrogates and emoji', { 'k\0': 'a\0b \uD800 👩‍💻 \u2028' }],
      ['names that objects have by themselves', JSON.parse('{"__proto__":{"x":1},"constructor":1}')],
      ['256 KiB', { text: 'ä'.repeat(131_000) }],
    ])('keeps data with %s', async (_name, data) => {
      const owner = newOwner();
      await store().sessions.set(sessionOf(owner, { data }), T0);
      expect(JSON.stringify((await store().sessions.get({ owner, id: 's1' }, T0))?.data)).toBe(JSON.stringify(data));
    });

    it('counts a version up with each change, and keeps when it was made', async () => {
      const owner = newOwner();
      await store().sessions.set(sessionOf(owner), T0);
      const second = await store().sessions.set(sessionOf(owner, { data: { n: 2 }, ttlSeconds: 60 }), T0 + 5);
      expect(second).toMatchObject({ version: 2, createdAtMs: T0, updatedAtMs: T0 + 5, expiresAtMs: T0 + 60_005 });
      expect(await store().sessions.get({ owner, id: 's1' }, T0 + 6)).toEqual(second);
    });

    it('does not know a session from the moment it expires, and starts it over at version 1', async () => {
      const owner = newOwner();
      const key = { owner, id: 's1' };
      await store().sessions.set(sessionOf(owner, { ttlSeconds: 10 }), T0);
      await store().sessions.set(sessionOf(owner, { ttlSeconds: 10 }), T0);
      expect(await store().sessions.get(key, T0 + 9_999)).toMatchObject({ version: 2 });
      expect(await store().sessions.get(key, T0 + 10_000)).toBeUndefined();
      expect(await store().sessions.touch(key, T0 + 10_000)).toBeUndefined();
      expect(await store().sessions.delete(key, T0 + 10_000)).toBe(false);
      const again = await store().sessions.set(sessionOf(owner, { data: { again: true } }), T0 + 10_000);
      expect(again).toMatchObject({ version: 1, createdAtMs: T0 + 10_000, data: { again: true } });
    });

    it('writes when the expected version is the stored one', async () => {
      const owner = newOwner();
      await store().sessions.set(sessionOf(owner, { expectedVersion: 0 }), T0);
      expect(await store().sessions.set(sessionOf(owner, { expectedVersion: 1 }), T0)).toMatchObject({ version: 2 });
    });

    it.each([
      ['0, and there is a session', 0, true],
      ['older than the stored one', 1, true],
      ['newer than the stored one', 3, true],
      ['that of a session that is not there', 1, false],
    ])('refuses a write whose expected version is %s, and changes nothing', async (_name, expectedVersion, exists) => {
      const owner = newOwner();
      if (exists) {
        await store().sessions.set(sessionOf(owner), T0);
        await store().sessions.set(sessionOf(owner), T0);
      }
      const before = await store().sessions.get({ owner, id: 's1' }, T0);
      await expect(
        store().sessions.set(sessionOf(owner, { expectedVersion, data: { lost: true } }), T0 + 1),
      ).rejects.toMatchObject({ code: 'SESSION_CONFLICT' });
      expect(await store().sessions.get({ owner, id: 's1' }, T0)).toEqual(before);
    });

    it('lets exactly one of many writers with the same expected version through', async () => {
      const owner = newOwner();
      await using other = await open();
      for (let version = 0; version < 5; version++) {
        const writes = Array.from({ length: 12 }, (_, writer) =>
          (writer % 2 ? other : store()).sessions.set(
            sessionOf(owner, { expectedVersion: version, data: { writer } }),
            T0,
          ),
        );
        const results = await Promise.allSettled(writes);
        const winners = results.filter((result) => result.status === 'fulfilled');
        expect(winners).toHaveLength(1);
        expect(await store().sessions.get({ owner, id: 's1' }, T0)).toEqual(winners[0]?.value);
        const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
        expect(new Set(codes)).toEqual(new Set(['SESSION_CONFLICT']));
      }
    });

    it('loses no write without an expected version', async () => {
      const owner = newOwner();
      await using other = await open();
      const writes = Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? other : store()).sessions.set(sessionOf(owner, { data: { n } }), T0),
      );
      const versions = (await Promise.all(writes)).map((session) => session.version);
      expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    });

    it('refuses a new session at the limit, but not a change of one that is there', async () => {
      const owner = newOwner();
      await store().sessions.set(sessionOf(owner, { id: 'a', maxSessions: 2 }), T0);
      await store().sessions.set(sessionOf(owner, { id: 'b', maxSessions: 2, ttlSeconds: 1 }), T0);
      await expect(store().sessions.set(sessionOf(owner, { id: 'c', maxSessions: 2 }), T0)).rejects.toMatchObject({
        code: 'SESSION_LIMIT',
        limit: 2,
      });
      expect(await store().sessions.set(sessionOf(owner, { id: 'a', maxSessions: 2 }), T0)).toMatchObject({
        version: 2,
      });
      // An expired session does not count.
      expect(await store().sessions.set(sessionOf(owner, { id: 'c', maxSessions: 2 }), T0 + 1_000)).toMatchObject({
        version: 1,
      });
    });

    it('keeps to the limit when many sessions are made at once', async () => {
      const owner = newOwner();
      await using other = await open();
      const writes = Array.from({ length: 24 }, (_, n) =>
        (n % 2 ? other : store()).sessions.set(sessionOf(owner, { id: `s${n}`, maxSessions: 7 }), T0),
      );
      const results = await Promise.allSettled(writes);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7);
    });

    it('starts the time to live anew when touched, with the same or another length, and leaves the rest', async () => {
      const owner = newOwner();
      const key = { owner, id: 's1' };
      const set = await store().sessions.set(sessionOf(owner, { ttlSeconds: 10 }), T0);
      expect(await store().sessions.touch(key, T0 + 5_000)).toEqual({ ...set, expiresAtMs: T0 + 15_000 });
      const longer = { ...set, expiresAtMs: T0 + 105_000, ttlSeconds: 100 };
      expect(await store().sessions.touch(key, T0 + 5_000, 100)).toEqual(longer);
      expect(await store().sessions.get(key, T0 + 5_000)).toEqual(longer);
    });

    it('deletes a session once', async () => {
      const owner = newOwner();
      const key = { owner, id: 's1' };
      await store().sessions.set(sessionOf(owner), T0);
      expect(await store().sessions.delete(key, T0)).toBe(true);
      expect(await store().sessions.get(key, T0)).toBeUndefined();
      expect(await store().sessions.delete(key, T0)).toBe(false);
    });

    it('reaches no session of another owner', async () => {
      const [owner, stranger] = [newOwner(), newOwner()];
      const key = { owner: stranger, id: 's1' };
      const session = await store().sessions.set(sessionOf(owner), T0);
      expect(await store().sessions.get(key, T0)).toBeUndefined();
      expect(await store().sessions.touch(key, T0)).toBeUndefined();
      expect(await store().sessions.delete(key, T0)).toBe(false);
      expect(await store().sessions.set(sessionOf(stranger, { expectedVersion: 0 }), T0)).toMatchObject({ version: 1 });
      expect(await store().sessions.get({ owner, id: 's1' }, T0)).toEqual(session);
    });

    it('tells ids apart by each character', async () => {
      const owner = newOwner();
      const ids = ['a', 'A', 'á', 'a\u0301', ' a', 'a '];
      for (const id of ids) await store().sessions.set(sessionOf(owner, { id, data: { id } }), T0);
      for (const id of ids) expect((await store().sessions.get({ owner, id }, T0))?.data).toEqual({ id });
    });

    it.each(['a\0b', '\uD800'])('refuses the id %j, which it could not keep apart from others', async (id) => {
      const owner = newOwner();
      const refusal = { code: 'INVALID_ARGUMENT', field: 'session_id' };
      await expect(store().sessions.get({ owner, id }, T0)).rejects.toMatchObject(refusal);
      await expect(store().sessions.set(sessionOf(owner, { id }), T0)).rejects.toMatchObject(refusal);
    });

    it('sweeps expired sessions away, the oldest first, as many as it is told', async () => {
      const owner = newOwner();
      const early = T0 - 1_000 * HOUR_MS;
      for (let n = 0; n < 5; n++) {
        await store().sessions.set(sessionOf(owner, { id: `s${n}`, ttlSeconds: 10 + n }), early);
      }
      await store().sessions.set(sessionOf(owner, { id: 'live', ttlSeconds: HOUR_MS }), early);
      expect(await store().sessions.sweep(early + 9_999, 100)).toBe(0);
      expect(await store().sessions.sweep(early + 13_000, 3)).toBe(3);
      expect(await store().sessions.get({ owner, id: 's3' }, early)).toBeDefined();
      expect(await store().sessions.sweep(early + 20_000, 100)).toBe(2);
      expect(await store().sessions.get({ owner, id: 'live' }, early + 20_000)).toBeDefined();
    });

    it('sweeps each expired session once when several sweep at the same time', async () => {
      const owner = newOwner();
      const early = T0 - 3_000 * HOUR_MS;
      for (let n = 0; n < 10; n++) await store().sessions.set(sessionOf(owner, { id: `s${n}`, ttlSeconds: 1 }), early);
      await using other = await open();
      const swept = await Promise.all(
        [store(), other, store(), other].map((one) => one.sessions.sweep(early + 1_000, 4)),
      );
      expect(swept.reduce((sum, n) => sum + n)).toBe(10);
    });
  });
}
