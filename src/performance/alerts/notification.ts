/** What receivers are told, and how far the telling has come. */
import type { Condition } from './condition.ts';
import type { ResolveReason } from './state.ts';

export interface Notification {
  /** The same for the same news: a receiver can recognise what it has been told twice. */
  readonly id: string;
  /** Id of the rule. */
  readonly rule: string;
  readonly status: 'firing' | 'resolved';
  readonly startedAtMs: number;
  /** When the alert ended; null while it fires. */
  readonly endedAtMs: number | null;
  readonly reason?: ResolveReason;
  readonly condition: Condition;
  /** When it was put here. Those of one name and moment are told in one message. */
  readonly atMs: number;
}

export interface Delivery {
  readonly lease: { readonly replica: string; readonly untilMs: number; readonly ids: readonly string[] } | null;
  /** Tries in a row that failed. */
  readonly failures: number;
  /** No replica tries again before. */
  readonly notBeforeMs: number;
  /** Ids of what was told last: a copy of the book from before must not tell it again. */
  readonly delivered: readonly string[];
}

export const EMPTY_DELIVERY: Delivery = { lease: null, failures: 0, notBeforeMs: 0, delivered: [] };

/** Ids of what was told last that are kept. */
export const DELIVERED_REMEMBERED = 64;

export function notificationId(rule: string, status: Notification['status'], startedAtMs: number): string {
  return `${rule}/${startedAtMs}/${status}`;
}
