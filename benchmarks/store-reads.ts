/** Reads of a store that `openFilled` has filled, for the benchmarks that time them. */
import type { Store } from '../src/store/store.ts';
import { FILL_START_MS, type Sample } from '../test/store/fill.ts';
import { improvementOf } from '../test/store/records.ts';

/** @param n of the call */
export type Query = (store: Store, sample: Sample, n: number) => Promise<unknown>;

const ALL_WEEKS = { sinceMs: FILL_START_MS, untilMs: Date.now() };
/** Owner of half of all rows. */
const BUSY = 'busy';

export const READS = {
  'session get': (store, _, n) => store.sessions.get({ owner: `owner-${n % 100}`, id: `session-${n}` }, 0),
  'improvement get': (store, { owner, id }) => store.improvements.get(owner, id),
  'improvements of a session (40)': (store, { owner, sessionId }) =>
    store.improvements.listBySession({ owner, id: sessionId }, 50, 1_000_000),
  'feedback of an improvement': (store, { owner, id }) => store.feedback.listByImprovement(owner, id),
  'usage of nine weeks, by day': (store, { owner }) => store.analytics.usage({ owner, ...ALL_WEEKS, bucket: 'day' }),
  // Of the last row of the page before only the id is looked at.
  'page of an export (100)': (store, { id }) =>
    store.pages.improvements({ owner: BUSY, ...ALL_WEEKS }, improvementOf(BUSY, { id })),
} as const satisfies Readonly<Record<string, Query>>;
