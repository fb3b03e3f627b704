/**
 * The state machine of one alert.
 *
 *     inactive ──above──► pending ──above for long enough──► firing ──below for long enough──► resolved
 *        ▲                   │                                 ▲  │                              │
 *        └───not above───────┘                                 │  └── no data for long enough ──►│
 *        ▲                                                     └───────────above─────────────────┤ (by pending)
 *        └──────────────────────────after a while────────────────────────────────────────────────┘
 *
 * Too few samples are no news: they start nothing, and what fires goes on firing, since silence is not recovery. Only after
 * `noDataMs` of it does the alert end, and then it says that it ended for want of data.
 */
import type { Condition } from './condition.ts';
import type { AlertRule } from './rule.ts';

export type ResolveReason = 'recovered' | 'no_data';

/** What has been going on lately that would end a firing alert if it lasted. */
type Ending = { readonly kind: 'none' } | { readonly kind: ResolveReason; readonly sinceMs: number };

export type AlertState =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'pending'; readonly sinceMs: number }
  | { readonly kind: 'firing'; readonly startedAtMs: number; readonly ending: Ending }
  | {
      readonly kind: 'resolved';
      readonly startedAtMs: number;
      readonly resolvedAtMs: number;
      readonly reason: ResolveReason;
    };

export const INACTIVE: AlertState = { kind: 'inactive' };
const NO_ENDING: Ending = { kind: 'none' };

/** So long a resolved alert is still shown as one. */
const RESOLVED_FOR_MS = 900_000;

type Timing = Pick<AlertRule, 'forMs' | 'keepFiringMs' | 'noDataMs'>;

/** The same object when nothing changes. */
export function nextState(state: AlertState, condition: Condition, timing: Timing, nowMs: number): AlertState {
  switch (state.kind) {
    case 'inactive':
      return condition.kind === 'above' ? begun(timing, nowMs) : state;
    case 'pending':
      if (condition.kind !== 'above') return INACTIVE;
      return nowMs - state.sinceMs >= timing.forMs ? firing(nowMs) : state;
    case 'firing':
      return whileFiring(state, condition, timing, nowMs);
    case 'resolved':
      if (condition.kind === 'above') return begun(timing, nowMs);
      return nowMs - state.resolvedAtMs >= RESOLVED_FOR_MS ? INACTIVE : state;
  }
}

function begun({ forMs }: Timing, nowMs: number): AlertState {
  return forMs === 0 ? firing(nowMs) : { kind: 'pending', sinceMs: nowMs };
}

function firing(nowMs: number): AlertState {
  return { kind: 'firing', startedAtMs: nowMs, ending: NO_ENDING };
}

function whileFiring(
  state: Extract<AlertState, { kind: 'firing' }>,
  condition: Condition,
  timing: Timing,
  nowMs: number,
): AlertState {
  switch (condition.kind) {
    case 'above':
    case 'between':
      return state.ending.kind === 'none' ? state : { ...state, ending: NO_ENDING };
    case 'below':
      return towards('recovered', timing.keepFiringMs);
    case 'insufficient':
      return towards('no_data', timing.noDataMs === 0 ? Number.POSITIVE_INFINITY : timing.noDataMs);
  }

  function towards(reason: ResolveReason, afterMs: number): AlertState {
    const { ending } = state;
    const sinceMs = ending.kind === reason ? ending.sinceMs : nowMs;
    if (nowMs - sinceMs >= afterMs)
      return { kind: 'resolved', startedAtMs: state.startedAtMs, resolvedAtMs: nowMs, reason };
    return ending.kind === reason ? state : { ...state, ending: { kind: reason, sinceMs } };
  }
}
