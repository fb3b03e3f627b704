import { describe, expect, test } from 'vitest';
import { WorkerPool, type WorkerPoolOptions } from '../../src/services/computing/worker-pool.ts';

/** A thread that does what its job says, so that it can be made to die and to hang. */
const OBEDIENT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (job) => {
      if (job === 'die') process.exit(1);
      if (job === 'throw') throw new Error('worker fault');
      if (job === 'eat') { const eaten = []; for (;;) eaten.push(new Array(1e6).fill(Math.random())); }
      while (job === 'hang');
      if (job === 'refuse') parentPort.postMessage({ error: { code: 'INVALID_ARGUMENT', message: 'only: no', field: 'only' } });
      else if (job === 'wait') setTimeout(() => parentPort.postMessage({ result: job }), 50);
      else parentPort.postMessage({ result: job === 'thread' ? threadId : job });
    });
  `)}`,
);

function poolOf(options: Partial<WorkerPoolOptions> = {}) {
  const pool = new WorkerPool<string, unknown>({
    file: OBEDIENT,
    threads: 1,
    maxQueued: 2,
    timeLimitMs: 120_000,
    ...options,
  });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.close() });
}

test('a job is answered by a thread that the next one meets again', async () => {
  await using pool = poolOf();
  const first = await pool.run('thread');
  expect(first).toBeGreaterThan(0);
  expect(await pool.run('thread')).toBe(first);
  expect(pool.figures).toEqual({ running: 0, queued: 0, completed: 2, failed: 0, refused: 0 });
});

test('what a job throws reaches its caller with code and field', async () => {
  await using pool = poolOf();
  await expect(pool.run('refuse')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', field: 'only' });
});

describe.each([
  ['dies', 'die', 'INTERNAL'],
  ['throws', 'throw', 'INTERNAL'],
  ['eats all memory it may have', 'eat', 'INTERNAL'],
])('a thread that %s', (_name, job, code) => {
  test('costs its own call an error and the waiting one nothing', async () => {
    await using pool = poolOf();
    const [lost, next] = await Promise.allSettled([pool.run(job), pool.run('next')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { code } });
    expect(next).toEqual({ status: 'fulfilled', value: 'next' });
    expect(pool.figures).toMatchObject({ completed: 1, failed: 1, running: 0 });
  });
});

test('a thread that hangs is ended at the time limit, and replaced', async () => {
  await using pool = poolOf({ timeLimitMs: 2_000 });
  const [hung, next] = await Promise.allSettled([pool.run('hang'), pool.run('next')]);
  expect(hung).toMatchObject({ status: 'rejected', reason: { code: 'TIMED_OUT' } });
  expect(next).toEqual({ status: 'fulfilled', value: 'next' });
  expect(pool.figures).toMatchObject({ completed: 1, failed: 1 });
});

test('a job that finds the queue full is refused, and the others are answered', async () => {
  await using pool = poolOf();
  const taken = [pool.run('wait'), pool.run('a'), pool.run('b')];
  expect(pool.figures).toMatchObject({ running: 1, queued: 2 });
  await expect(pool.run('c')).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true });
  expect(await Promise.all(taken)).toEqual(['wait', 'a', 'b']);
  expect(pool.figures).toMatchObject({ completed: 3, refused: 1, queued: 0 });
});

test('an aborted call stops waiting, queued or running, and its place in the queue is free again', async () => {
  await using pool = poolOf({ maxQueued: 1 });
  const abort = new AbortController();
  const running = pool.run('wait', abort.signal);
  const queued = pool.run('a', abort.signal);
  const reason = new Error('the caller has gone');
  abort.abort(reason);
  await expect(running).rejects.toBe(reason);
  await expect(queued).rejects.toBe(reason);
  expect(pool.figures.queued).toBe(0);
  expect(await pool.run('b')).toBe('b');
  await expect(pool.run('c', abort.signal)).rejects.toBe(reason);
});

test('closing refuses what runs, what waits and what comes after', async () => {
  await using pool = poolOf();
  const refused = Promise.allSettled([pool.run('hang'), pool.run('a')]);
  await pool.close();
  expect(await refused).toEqual(
    Array.from({ length: 2 }, () => ({ status: 'rejected', reason: expect.objectContaining({ code: 'OVERLOADED' }) })),
  );
  await expect(pool.run('b')).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(pool.figures).toMatchObject({ running: 0, queued: 0 });
});

test('a module that is not there fails each call and nothing else', async () => {
  await using pool = poolOf({ file: new URL('file:///nowhere/worker.js') });
  await expect(pool.run('a')).rejects.toMatchObject({ code: 'INTERNAL' });
  await expect(pool.run('b')).rejects.toMatchObject({ code: 'INTERNAL' });
});
