import { expect, test } from 'vitest';
import { Admission } from './admission.ts';
import { FixedLimit } from './concurrency-limit.ts';
import type { Permit } from './lane.ts';

const admission = (places: number | undefined) =>
  new Admission({
    limit: places === undefined ? undefined : new FixedLimit(places),
    mostWaitMs: 20,
    now: () => performance.now(),
  });
const caught = (entered: Permit | Promise<Permit>) => Promise.resolve(entered).catch((error: unknown) => error);

test('a refusal is an error of the catalogue that says when to come back, and is counted by class and reason', async () => {
  const one = admission(1);
  one.enter('live', 'ann');
  const refused = await caught(one.enter('live', 'ann'));
  expect(refused).toMatchObject({ code: 'OVERLOADED', retryable: true, retryAfterMs: expect.any(Number) });
  expect(one.figures()).toMatchObject({
    isOn: true,
    limit: 1,
    inFlight: 1,
    queued: 0,
    classes: {
      live: { admitted: 1, waited: 0, shed: { queue_full: 0, queue_timeout: 1 } },
      background: { admitted: 0 },
    },
  });
});

test('control calls find a place while work takes all of its own', () => {
  const one = admission(1);
  one.enter('live', 'ann');
  expect(one.enter('control', 'ann')).not.toBeInstanceOf(Promise);
});

test('control calls have few places themselves', () => {
  const one = admission(100);
  const entered = Array.from({ length: 5 }, () => one.enter('control', 'ann'));
  expect(entered.filter((permit) => permit instanceof Promise)).toHaveLength(1);
  void caught(entered.at(-1) as Promise<Permit>); // the one that waits
});

test('switched off, it lets in everybody and still counts', () => {
  const off = admission(undefined);
  for (let n = 0; n < 1_000; n++) expect(off.enter('background', 'ann')).not.toBeInstanceOf(Promise);
  expect(off.figures()).toMatchObject({ isOn: false, limit: null, inFlight: 1_000 });
});
