/** What the store needs now and then: expired sessions and improvements out, room for those to come. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

const SWEEP_BATCH = 1_000;
/** The embedded store removes them on the event loop, in some 80 µs a row. */
const EXPIRE_BATCH = 50;
/** Rows of some kilobytes. */
const METRICS_BATCH = 100;
const DAY_MS = 86_400_000;

export async function sweepSessions(store: Store, nowMs: number, signal: AbortSignal): Promise<void> {
  const upToMs = await store.retention.clock(nowMs);
  while ((await store.sessions.sweep(upToMs, SWEEP_BATCH)) === SWEEP_BATCH && !signal.aborted);
}

export async function makeRoom({ retention }: Store, nowMs: number): Promise<void> {
  await retention.prepare(await retention.clock(nowMs));
}

/** @param retentionDays 0: improvements are kept for ever */
export async function keepRetention(
  store: Store,
  nowMs: number,
  retentionDays: number,
  signal: AbortSignal,
): Promise<void> {
  if (retentionDays === 0) return;
  const keepSinceMs = (await store.retention.clock(nowMs)) - retentionDays * DAY_MS;
  while (!signal.aborted && (await store.retention.expire(keepSinceMs, EXPIRE_BATCH)) > 0) {
    // Calls go first.
    await nextTurn();
  }
}

/** @param historyDays 0: there are none */
export async function keepHistory(
  store: Store,
  nowMs: number,
  historyDays: number,
  signal: AbortSignal,
): Promise<void> {
  const keepSinceMs = (await store.retention.clock(nowMs)) - historyDays * DAY_MS;
  while (!signal.aborted && (await store.metrics.expire(keepSinceMs, METRICS_BATCH)) > 0) await nextTurn();
}
