/**
 * What receivers have still to be told, in order. A replica takes what comes first for a while (a lease), sends it, and then
 * takes it out; if it dies in between, another does the same after the lease, so a notification may be told twice after a
 * crash, under the same id, but is never lost.
 */
import type { AlertBook } from './book.ts';
import { DELIVERED_REMEMBERED, type Notification } from './notification.ts';

/** Waiting notifications of one rule. Beyond, its oldest whole episode (firing, resolved) is given up. */
export const MAX_WAITING_OF_RULE = 16;

export interface Enqueued {
  readonly outbox: readonly Notification[];
  readonly dropped: number;
}

/** Adds to what waits; what is on its way is left alone. */
export function enqueue(
  outbox: readonly Notification[],
  added: readonly Notification[],
  leased: readonly string[],
): Enqueued {
  let waiting = [...outbox, ...added];
  for (const rule of new Set(added.map((notification) => notification.rule))) {
    const free = waiting.filter((one) => one.rule === rule && !leased.includes(one.id));
    const excess = free.length - MAX_WAITING_OF_RULE;
    if (excess <= 0) continue;
    // Firing and resolved take turns, so from the first firing on they come in pairs.
    const firstFiring = free.findIndex(({ status }) => status === 'firing');
    const pairs = free.slice(firstFiring, firstFiring + 2 * Math.ceil(excess / 2));
    const given = new Set(pairs.map(({ id }) => id));
    waiting = waiting.filter(({ id }) => !given.has(id));
  }
  return { outbox: waiting, dropped: outbox.length + added.length - waiting.length };
}

/** What is told next, all in one message: of one name and moment. */
export function nextMessage(outbox: readonly Notification[]): readonly Notification[] {
  const [first] = outbox;
  if (first === undefined) return [];
  return outbox.filter((one) => one.atMs === first.atMs && nameOf(one) === nameOf(first));
}

function nameOf({ rule }: Notification): string {
  return rule.slice(0, rule.indexOf('/'));
}

/** When somebody may try next, or undefined when there is nothing to tell. */
export function dueAtMs({ outbox, delivery }: AlertBook): number | undefined {
  if (outbox.length === 0) return undefined;
  return Math.max(delivery.lease?.untilMs ?? 0, delivery.notBeforeMs);
}

/** Takes the next message for `leaseMs`; the same book when there is none, or somebody else has it. */
export function claim(book: AlertBook, replica: string, leaseMs: number, nowMs: number): AlertBook {
  const due = dueAtMs(book);
  if (due === undefined || nowMs < due) return book;
  const ids = nextMessage(book.outbox).map(({ id }) => id);
  return { ...book, delivery: { ...book.delivery, lease: { replica, untilMs: nowMs + leaseMs, ids } } };
}

/** They have been told. */
export function delivered(book: AlertBook, ids: readonly string[]): AlertBook {
  const told = [...ids, ...book.delivery.delivered].slice(0, DELIVERED_REMEMBERED);
  const { lease } = book.delivery;
  // Whoever was so slow that another took over must not take the next message from that one.
  const isOfOthers = lease !== null && !lease.ids.every((id) => ids.includes(id));
  return {
    ...book,
    outbox: book.outbox.filter(({ id }) => !ids.includes(id)),
    delivery: { lease: isOfOthers ? lease : null, failures: 0, notBeforeMs: 0, delivered: told },
  };
}

/** They could not be told: whoever comes first after `retryAfterMs` tries again. */
export function undelivered(book: AlertBook, replica: string, retryAfterMs: number, nowMs: number): AlertBook {
  // Its lease ran out, and another has taken over.
  if (book.delivery.lease?.replica !== replica) return book;
  const { failures } = book.delivery;
  return {
    ...book,
    delivery: { ...book.delivery, lease: null, failures: failures + 1, notBeforeMs: nowMs + retryAfterMs },
  };
}
