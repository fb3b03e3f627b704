import { expect, test } from 'vitest';
import { Hearing } from './hearing.ts';

/** Whether `work` has ended after the promises of this turn. */
async function hasEnded(work: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void work.then(() => (isOver = true));
  await new Promise((resolve) => setImmediate(resolve));
  return isOver;
}

test('all have heard it when as many have answered as it was handed to, before or after Redis says how many', async () => {
  const hearing = new Hearing(60_000);
  const sent = hearing.all('a', async () => {
    hearing.heard('a');
    return 3;
  });
  expect(await hasEnded(sent)).toBe(false);
  hearing.heard('a');
  hearing.heard('b');
  expect(await hasEnded(sent)).toBe(false);
  hearing.heard('a');
  await sent;
  expect(hearing.unheard).toBe(0);
  hearing.heard('a');
});

test('what cannot be told, or was handed to nobody, is not waited for', async () => {
  const hearing = new Hearing(60_000);
  await hearing.all('a', async () => undefined);
  await hearing.all('b', async () => 0);
  await expect(hearing.all('c', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(hearing.unheard).toBe(0);
});

test('many that are not answered at the same time count as one', async () => {
  const hearing = new Hearing(1);
  await Promise.all(Array.from({ length: 20 }, (_, n) => hearing.all(`${n}`, async () => 1)));
  expect(hearing.unheard).toBe(20);
  const next = hearing.all('next', async () => 1);
  hearing.heard('next');
  await next;
  expect(hearing.unheard).toBe(20);
});

test('one who does not answer is waited for so long, and after five times not for a while', async () => {
  const hearing = new Hearing(1);
  for (let n = 1; n <= 5; n++) {
    await hearing.all(`${n}`, async () => 1);
    expect(hearing.unheard).toBe(n);
  }
  const patient = hearing.all('6', async () => 1);
  expect(await hasEnded(patient)).toBe(true);
  expect(hearing.unheard).toBe(6);
});
