import { expect, test } from 'vitest';
import { Deadline, DeadlineError } from './deadline.ts';

const never = new Promise<never>(() => {});

test('of work with one deadline between them each gets its own result or failure', async () => {
  const deadline = new Deadline(10_000);
  const nowMs = performance.now();
  expect(await deadline.race(Promise.resolve(1), nowMs)).toBe(1);
  await expect(deadline.race(Promise.reject(new Error('refused')), nowMs)).rejects.toThrow('refused');
});

test('what does not end is given up, also when others have ended or begun meanwhile', async () => {
  const deadline = new Deadline(5);
  const first = deadline.race(never, performance.now());
  expect(await deadline.race(Promise.resolve('answered'), performance.now())).toBe('answered');
  await expect(first).rejects.toBeInstanceOf(DeadlineError);
  await expect(deadline.race(never, performance.now())).rejects.toBeInstanceOf(DeadlineError);
});
