import { expect, test, vi } from 'vitest';
import { Deadline, DeadlineError } from './deadline.ts';

test('what ends in time is not expired', async () => {
  const deadline = new Deadline(5);
  const expire = vi.fn<(error: DeadlineError) => void>();
  deadline.end(deadline.begin(performance.now(), expire));
  await new Promise((resolve) => deadline.begin(performance.now(), resolve));
  expect(expire).not.toHaveBeenCalled();
});

test('what does not end is expired once, also when others have ended or begun meanwhile', async () => {
  const deadline = new Deadline(5);
  const order: string[] = [];
  const begin = (name: string) =>
    new Promise<DeadlineError>((resolve) => {
      deadline.begin(performance.now(), (error) => {
        order.push(name);
        resolve(error);
      });
    });
  const first = begin('first');
  deadline.end(deadline.begin(performance.now(), () => order.push('ended')));
  expect(await first).toBeInstanceOf(DeadlineError);
  await begin('second');
  expect(order).toEqual(['first', 'second']);
});
