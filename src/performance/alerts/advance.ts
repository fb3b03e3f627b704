/** One evaluation: what the conditions of a moment make of the book. Pure; replicas that lose the race do it again. */
import { type AlertBook, type AlertEntry, type HistoryItem, entryOf } from './book.ts';
import type { Condition } from './condition.ts';
import { type Notification, notificationId } from './notification.ts';
import { enqueue } from './outbox.ts';
import type { AlertRule } from './rule.ts';
import { type AlertState, nextState } from './state.ts';
import { isSilenced } from './silence.ts';

export interface Transition {
  readonly rule: AlertRule;
  readonly from: AlertState['kind'];
  readonly to: AlertState;
  readonly condition: Condition;
  readonly muted?: 'silenced' | 'inhibited';
}

export interface Advance {
  /** The same object when nothing changed. */
  readonly book: AlertBook;
  readonly transitions: readonly Transition[];
  /** Notifications given up because too many waited. */
  readonly dropped: number;
}

export interface AdvanceOptions {
  readonly rules: readonly AlertRule[];
  /** By the id of the rule; absent: insufficient. */
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly nowMs: number;
  /** Whether this process has somebody to tell, beside the log. What it cannot tell it leaves to another that has. */
  readonly hasReceiver: boolean;
  readonly historyMs: number;
}

export const MAX_HISTORY = 200;
const NOTHING: Condition = { kind: 'insufficient', samples: 0 };

export function advance(book: AlertBook, options: AdvanceOptions): Advance {
  const { rules, conditions, nowMs } = options;
  const silences = book.silences.filter(({ endsAtMs }) => nowMs < endsAtMs);
  const next = new Map(
    rules.map((rule) => {
      const condition = conditions.get(rule.id) ?? NOTHING;
      return [rule, { condition, state: nextState(entryOf(book, rule.id).state, condition, rule, nowMs) }];
    }),
  );
  const firingCritical = new Set(
    [...next].flatMap(([{ name, severity }, { state }]) =>
      severity === 'critical' && state.kind === 'firing' ? [name] : [],
    ),
  );
  const mutedBy = (rule: AlertRule): 'silenced' | 'inhibited' | undefined => {
    if (isSilenced(rule, silences, nowMs)) return 'silenced';
    return rule.severity === 'warning' && firingCritical.has(rule.name) ? 'inhibited' : undefined;
  };

  const entries: Record<string, AlertEntry> = {};
  const added: Notification[] = [];
  const transitions: Transition[] = [];
  for (const [rule, { condition, state }] of next) {
    const before = entryOf(book, rule.id);
    const muted = mutedBy(rule);
    const changesKind = state.kind !== before.state.kind;
    if (changesKind) {
      transitions.push({ rule, from: before.state.kind, to: state, condition, ...(muted !== undefined && { muted }) });
    }
    const news = options.hasReceiver ? newsOf(rule, before, state, condition, muted, nowMs) : undefined;
    if (news !== undefined) added.push(news);
    if (state === before.state && news === undefined) continue;
    entries[rule.id] = {
      state,
      condition: changesKind ? condition : before.condition,
      announcedSinceMs:
        news === undefined ? before.announcedSinceMs : news.status === 'firing' ? news.startedAtMs : null,
      revision: before.revision + 1,
    };
  }

  const history = trimmed([...transitions.flatMap((one) => historyOf(one, nowMs)), ...book.history], options);
  const isSame =
    Object.keys(entries).length === 0 &&
    silences.length === book.silences.length &&
    history.length === book.history.length;
  if (isSame) return { book, transitions, dropped: 0 };
  const { outbox, dropped } = enqueue(book.outbox, added, book.delivery.lease?.ids ?? []);
  const isNews = transitions.length > 0 || silences.length !== book.silences.length;
  return {
    book: {
      ...book,
      entries: { ...book.entries, ...entries },
      silences,
      history,
      outbox,
      news: book.news + (isNews ? 1 : 0),
    },
    transitions,
    dropped,
  };
}

/**
 * What receivers are owed. Levels count, not edges: an alert that still fires when its silence ends is told then, and the
 * end of an alert they know of is told as soon as no silence forbids it.
 */
function newsOf(
  rule: AlertRule,
  { announcedSinceMs, state: before }: AlertEntry,
  state: AlertState,
  condition: Condition,
  muted: 'silenced' | 'inhibited' | undefined,
  nowMs: number,
): Notification | undefined {
  if (state.kind === 'firing') {
    if (announcedSinceMs !== null || muted !== undefined) return undefined;
    const { startedAtMs } = state;
    const id = notificationId(rule.id, 'firing', startedAtMs);
    return { id, rule: rule.id, status: 'firing', startedAtMs, endedAtMs: null, condition, atMs: nowMs };
  }
  if (announcedSinceMs === null || muted === 'silenced') return undefined;
  // After a silence the state may have moved on already: then now is when they are told that it is over.
  const ended = state.kind === 'resolved' ? state : before.kind === 'resolved' ? before : undefined;
  return {
    id: notificationId(rule.id, 'resolved', announcedSinceMs),
    rule: rule.id,
    status: 'resolved',
    startedAtMs: announcedSinceMs,
    endedAtMs: ended?.resolvedAtMs ?? nowMs,
    ...(ended !== undefined && { reason: ended.reason }),
    condition,
    atMs: nowMs,
  };
}

function historyOf({ rule, to, condition, muted }: Transition, atMs: number): HistoryItem[] {
  if (to.kind !== 'firing' && to.kind !== 'resolved') return [];
  return [
    {
      atMs,
      rule: rule.id,
      severity: rule.severity,
      to: to.kind,
      startedAtMs: to.startedAtMs,
      condition,
      ...(to.kind === 'resolved' && { reason: to.reason }),
      ...(muted !== undefined && { muted }),
    },
  ];
}

function trimmed(history: readonly HistoryItem[], { nowMs, historyMs }: AdvanceOptions): readonly HistoryItem[] {
  return history.slice(0, MAX_HISTORY).filter(({ atMs }) => nowMs - atMs < historyMs);
}
