/** What both stores must do with several changes of sessions at once, whatever their kinds: each as if it were alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionChange, SessionKey, SessionResults, SessionSet, Store } from '../../src/store/store.ts';
import { newOwner, T0 } from './contract-data.ts';

const HOUR_MS = 3_600_000;
/** Each is one transaction or more on a real server. */
const RUNS = 60;

type Outcome = PromiseSettledResult<SessionResults[SessionChange['kind']]>;

const set = (owner: string, id: string, data = { of: id }): SessionSet => ({
  kind: 'set',
  owner,
  id,
  data,
  ttlSeconds: 3_600,
  maxSessions: 100,
  nowMs: T0,
});
const touch = (owner: string, id: string, ttlSeconds?: number, nowMs = T0): SessionChange => ({
  kind: 'touch',
  owner,
  id,
  nowMs,
  ...(ttlSeconds !== undefined && { ttlSeconds }),
});
const remove = (owner: string, id: string, nowMs = T0): SessionChange => ({ kind: 'delete', owner, id, nowMs });

/** The version, what else the change gave, or the code or message of the failure. */
function told(outcomes: readonly Outcome[]): readonly unknown[] {
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') return outcome.reason.code ?? outcome.reason.message;
    return typeof outcome.value === 'object' ? outcome.value.version : outcome.value;
  });
}

interface Step {
  readonly kind: SessionChange['kind'];
  readonly owner: number;
  readonly id: string;
  readonly afterMs: number;
  readonly ttlSeconds: number | undefined;
  readonly expectedVersion: number | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('set', 'set', 'touch', 'delete'),
  owner: fc.nat(1),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'a\0b'),
  afterMs: fc.nat(900),
  ttlSeconds: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  expectedVersion: fc.option(fc.nat(3), { nil: undefined, freq: 1 }),
});

function changeOf({ kind, id, ttlSeconds, expectedVersion }: Step, owner: string, nowMs: number): SessionChange {
  const key = { owner, id, nowMs };
  switch (kind) {
    case 'set':
      return {
        kind,
        ...key,
        data: { at: nowMs },
        ttlSeconds: ttlSeconds ?? 2,
        maxSessions: 100,
        ...(expectedVersion !== undefined && { expectedVersion }),
      };
    case 'touch':
      return { kind, ...key, ...(ttlSeconds !== undefined && { ttlSeconds }) };
    case 'delete':
      return { kind, ...key };
  }
}

/** @param open opens another store on the same data */
export function describeSessionChangesContract(store: () => Store, open: () => Promise<Store>): void {
  const change = (...changes: readonly SessionChange[]) => store().sessions.changeMany(changes);
  const get = (key: SessionKey, nowMs = T0) => store().sessions.get(key, nowMs);

  /** As `changeMany` must do it, by the methods for one session. */
  async function alone(one: SessionChange): Promise<Outcome> {
    const { sessions } = store();
    const result = () => {
      switch (one.kind) {
        case 'set':
          return sessions.set(one, one.nowMs);
        case 'touch':
          return sessions.touch(one, one.nowMs, one.ttlSeconds);
        case 'delete':
          return sessions.delete(one, one.nowMs);
      }
    };
    const [outcome] = await Promise.allSettled([result()]);
    return outcome;
  }

  describe('sessions that are changed together', () => {
    it('are touched each with its own time and length, and keep the rest', async () => {
      const [owner, other] = [newOwner(), newOwner()];
      await change(set(owner, 'a'), set(owner, 'b', { of: 'a\0b \uD800 👩‍💻' }), set(other, 'a'), set(other, 'b'));
      const before = await get({ owner, id: 'b' });
      const outcomes = await change(
        touch(owner, 'a', 60, T0 + 1_000),
        touch(owner, 'b', undefined, T0 + 2_000),
        touch(owner, 'c'),
        touch(other, 'a', 90, T0 + 3_000),
      );
      expect(told(outcomes)).toEqual([1, 1, undefined, 1]);
      expect(await get({ owner, id: 'a' })).toMatchObject({ expiresAtMs: T0 + 61_000, ttlSeconds: 60 });
      expect(await get({ owner, id: 'b' })).toEqual({ ...before, expiresAtMs: T0 + 2_000 + HOUR_MS });
      expect(outcomes[1]).toEqual({ status: 'fulfilled', value: await get({ owner, id: 'b' }) });
      expect(await get({ owner: other, id: 'a' })).toMatchObject({ expiresAtMs: T0 + 93_000 });
      expect(await get({ owner: other, id: 'b' })).toMatchObject({ expiresAtMs: T0 + HOUR_MS });
    });

    it('are deleted each for its owner, who is told whether there was one', async () => {
      const [owner, other] = [newOwner(), newOwner()];
      await change(...['a', 'b', 'c'].flatMap((id) => [set(owner, id), set(other, id)]));
      expect(
        told(await change(remove(owner, 'a'), remove(other, 'b'), remove(owner, 'z'), remove(owner, 'c'))),
      ).toEqual([true, true, false, true]);
      const left = async (of: string) =>
        Promise.all(['a', 'b', 'c'].map(async (id) => ((await get({ owner: of, id })) ? id : '')));
      expect(await left(owner)).toEqual(['', 'b', '']);
      expect(await left(other)).toEqual(['a', '', 'c']);
    });

    it('are neither touched nor deleted from the moment they expire', async () => {
      const owner = newOwner();
      await change(...['a', 'b', 'c', 'd'].map((id) => set(owner, id)));
      const [before, after] = [T0 + HOUR_MS - 1, T0 + HOUR_MS];
      const outcomes = await change(
        touch(owner, 'a', 9, before),
        touch(owner, 'b', 9, after),
        remove(owner, 'c', before),
        remove(owner, 'd', after),
      );
      expect(told(outcomes)).toEqual([1, undefined, true, false]);
    });

    it('of one name are changed in their order, whatever the kinds', async () => {
      const owner = newOwner();
      const outcomes = await change(
        set(owner, 'a'),
        touch(owner, 'b'),
        touch(owner, 'a', 60),
        remove(owner, 'a'),
        touch(owner, 'a'),
        remove(owner, 'b'),
        remove(owner, 'a'),
        set(owner, 'b'),
        remove(owner, 'c'),
        set(owner, 'a', { of: 'again' }),
        touch(owner, 'a', 90),
      );
      expect(told(outcomes)).toEqual([1, undefined, 1, true, undefined, false, false, 1, false, 1, 1]);
      expect(await get({ owner, id: 'a' })).toMatchObject({ version: 1, data: { of: 'again' }, ttlSeconds: 90 });
    });

    it('fail one by one', async () => {
      const owner = newOwner();
      await change(...['a', 'b', 'c', 'd'].map((id) => set(owner, id)));
      const outcomes = await change(
        touch(owner, 'a'),
        touch(owner, 'a\0b'),
        touch(owner, 'b'),
        remove(owner, 'c'),
        remove(owner, '\uD800'),
        { ...set(owner, 'e'), expectedVersion: 7 },
        remove(owner, 'd'),
      );
      const invalid = 'INVALID_ARGUMENT';
      expect(told(outcomes)).toEqual([1, invalid, 1, true, invalid, 'SESSION_CONFLICT', true]);
    });

    it('are left as they are for a caller who has gone before', async () => {
      const owner = newOwner();
      const signal = AbortSignal.abort(new Error('gone'));
      await change(...['a', 'b', 'c', 'd'].map((id) => set(owner, id)));
      const outcomes = await change(touch(owner, 'a', 60), { ...touch(owner, 'b', 60), signal }, remove(owner, 'c'), {
        ...remove(owner, 'd'),
        signal,
      });
      expect(told(outcomes)).toEqual([1, 'gone', true, 'gone']);
      expect(await get({ owner, id: 'b' })).toMatchObject({ ttlSeconds: 3_600 });
      expect(await get({ owner, id: 'd' })).toBeDefined();
    });

    it('are deleted once when several stores delete them, in opposite orders, while others touch and set them', async () => {
      const owner = newOwner();
      await using other = await open();
      const ids = Array.from({ length: 8 }, (_, n) => `s${n}`);
      for (let round = 0; round < 5; round++) {
        await change(...ids.map((id) => set(owner, id)));
        const [first, second, touched] = await Promise.all([
          store().sessions.changeMany(ids.map((id) => remove(owner, id))),
          other.sessions.changeMany(ids.toReversed().map((id) => remove(owner, id))),
          other.sessions.changeMany(ids.map((id) => touch(owner, id, 60))),
        ]);
        const deleted = ids.map((_, n) => [first[n], second.toReversed()[n]].map((of) => of && told([of])[0]));
        expect(deleted.map((pair) => pair.toSorted())).toEqual(ids.map(() => [false, true]));
        expect(touched.every(({ status }) => status === 'fulfilled')).toBe(true);
        for (const id of ids) expect(await get({ owner, id })).toBeUndefined();
      }
    });

    it('end as if each change had been made alone, one after the other', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 4 }), async (groups) => {
          const [owners, twins] = [
            [newOwner(), newOwner()],
            [newOwner(), newOwner()],
          ];
          let nowMs = T0;
          for (const group of groups) {
            const timed = group.map((one) => ({ one, nowMs: (nowMs += one.afterMs) }));
            const changesOf = (names: readonly string[]) =>
              timed.map(({ one, nowMs: atMs }) => changeOf(one, names[one.owner] ?? '', atMs));
            const outcomes = await change(...changesOf(owners));
            const expected: Outcome[] = [];
            for (const one of changesOf(twins)) expected.push(await alone(one));
            expect(outcomes).toEqual(expected);
          }
          for (const id of ['a', 'b', 'c', 'd']) {
            for (const [n, owner] of owners.entries()) {
              expect(await get({ owner, id }, nowMs)).toEqual(await get({ owner: twins[n] ?? '', id }, nowMs));
            }
          }
        }),
        { numRuns: RUNS, seed: 20261126 },
      );
    });
  });
}
