/**
 * Everything there is to know of the alerts, as one immutable value: states, silences, history, and what receivers have
 * still to be told. It is kept as one document that replicas replace by compare-and-set: who is told what depends on all
 * of it at once (a critical alert keeps a warning quiet, a silence both), and a notification must be written together with
 * the change it tells of, or a crash in between would lose it.
 */
import type { Condition } from './condition.ts';
import { type Delivery, EMPTY_DELIVERY, type Notification } from './notification.ts';
import type { Severity } from './rule.ts';
import { INACTIVE, type AlertState, type ResolveReason } from './state.ts';
import type { Silence } from './silence.ts';

export interface AlertEntry {
  readonly state: AlertState;
  /** What was measured at the last change of state. */
  readonly condition: Condition;
  /** Since when receivers have been told that it fires; null: they have not, or have been told that it no longer does. */
  readonly announcedSinceMs: number | null;
  /** Counts the changes of this entry; tells copies apart that have gone different ways. */
  readonly revision: number;
}

/** A beginning or an end of firing. */
export interface HistoryItem {
  readonly atMs: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly to: 'firing' | 'resolved';
  readonly startedAtMs: number;
  readonly condition: Condition;
  /** Of an end. */
  readonly reason?: ResolveReason;
  /** Why nobody was told. */
  readonly muted?: 'silenced' | 'inhibited';
}

export interface AlertBook {
  readonly format: 1;
  /** By the id of the rule. */
  readonly entries: Readonly<Record<string, AlertEntry>>;
  readonly silences: readonly Silence[];
  /** Newest first. */
  readonly history: readonly HistoryItem[];
  /** In the order in which they are told. */
  readonly outbox: readonly Notification[];
  readonly delivery: Delivery;
  /** Counts what a reader of the book would want to hear of: changes of state, of silences. */
  readonly news: number;
}

export const EMPTY_BOOK: AlertBook = {
  format: 1,
  entries: {},
  silences: [],
  history: [],
  outbox: [],
  delivery: EMPTY_DELIVERY,
  news: 0,
};

const NEW_ENTRY: AlertEntry = {
  state: INACTIVE,
  condition: { kind: 'insufficient', samples: 0 },
  announcedSinceMs: null,
  revision: 0,
};

export function entryOf(book: AlertBook, rule: string): AlertEntry {
  return book.entries[rule] ?? NEW_ENTRY;
}

/** Nothing is going on and nobody has to be told anything. */
export function isQuiet({ entries, outbox }: AlertBook): boolean {
  return (
    outbox.length === 0 &&
    Object.values(entries).every(
      ({ state, announcedSinceMs }) =>
        announcedSinceMs === null && (state.kind === 'inactive' || state.kind === 'resolved'),
    )
  );
}

export function bookToText(book: AlertBook): string {
  return JSON.stringify(book);
}

/** @returns undefined for what no version up to this one has written */
export function bookFromText(text: string): AlertBook | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return undefined;
    // `bookToText` is the only writer of this format.
    return value as AlertBook;
  } catch {
    return undefined;
  }
}
