import { describe, expect, test, vi } from 'vitest';
import { Deadline, DeadlineError, withDeadline } from './deadline.ts';

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

describe('while the event loop is busy past the deadline', () => {
  /** Longer than the machine keeps a test waiting when others run beside it. */
  const DEADLINE_MS = 200;
  /** A request that the client writes at the end of the turn, and whose answer takes a millisecond from then on. */
  const asked = (answer: () => void) => setImmediate(() => setTimeout(answer, 1));
  const beBusy = () => {
    for (const untilMs = performance.now() + 2 * DEADLINE_MS; performance.now() < untilMs;);
  };

  test('what is answered soon after it could be sent is not expired', async () => {
    const deadline = new Deadline(DEADLINE_MS);
    const expire = vi.fn<(error: DeadlineError) => void>();
    const waiting = deadline.begin(performance.now(), expire);
    const answered = new Promise<void>((resolve) => asked(resolve)).then(() => deadline.end(waiting));
    const probed = withDeadline(new Promise<string>((resolve) => asked(() => resolve('pong'))), DEADLINE_MS);
    beBusy();
    await answered;
    expect(await probed).toBe('pong');
    await new Promise((resolve) => setTimeout(resolve, 2 * DEADLINE_MS));
    expect(expire).not.toHaveBeenCalled();
  });

  test('what is not answered is expired all the same', async () => {
    const deadline = new Deadline(DEADLINE_MS);
    const expired = new Promise<DeadlineError>((resolve) => deadline.begin(performance.now(), resolve));
    const probed = withDeadline(new Promise(() => {}), DEADLINE_MS);
    beBusy();
    expect(await expired).toBeInstanceOf(DeadlineError);
    await expect(probed).rejects.toBeInstanceOf(DeadlineError);
    expect(await new Promise((resolve) => deadline.begin(performance.now(), resolve))).toBeInstanceOf(DeadlineError);
  });
});
