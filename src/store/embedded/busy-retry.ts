import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqlite-error.ts';

const DEADLINE_MS = 5_000;
const MAX_DELAY_MS = 25;

/**
 * Runs `attempt` until another process lets go of the lock, for at most 5 s. SQLite could wait by itself
 * (`busy_timeout`), but it would sleep on the event loop, and with it every caller of this process. Writes of other
 * processes take well under a millisecond, so the first pauses are short.
 */
export async function retryWhileBusy<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + DEADLINE_MS;
  for (let delayMs = 1; ; delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= deadlineMs) throw thrown;
    }
    // Jitter, so that processes that collided once do not collide again.
    await sleep(delayMs * (0.5 + Math.random()));
  }
}
