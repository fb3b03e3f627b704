import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK } from './book.ts';
import { type Notification, notificationId } from './notification.ts';
import { MAX_WAITING_OF_RULE, claim, delivered, dueAtMs, enqueue, nextMessage, undelivered } from './outbox.ts';
import { ABOVE, CRITICAL, WARNING } from '../../../test/alerts/rules.ts';

const note = (rule: string, status: Notification['status'], startedAtMs: number, atMs = startedAtMs): Notification => ({
  id: notificationId(rule, status, startedAtMs),
  rule,
  status,
  startedAtMs,
  endedAtMs: null,
  condition: ABOVE,
  atMs,
});

describe('a message', () => {
  it('holds what one name has to tell of one moment', () => {
    const burn = note('ErrorBudgetBurn/critical', 'firing', 1);
    const outbox = [note(WARNING, 'resolved', 1), note(CRITICAL, 'resolved', 1), burn, note(WARNING, 'firing', 2)];
    expect(nextMessage(outbox)).toEqual(outbox.slice(0, 2));
    expect(nextMessage([])).toEqual([]);
  });
});

describe('a replica', () => {
  const book = { ...EMPTY_BOOK, outbox: [note(WARNING, 'firing', 1), note(WARNING, 'resolved', 1, 5)] };

  it('keeps what it has taken from the others until its lease is over', () => {
    const claimed = claim(book, 'a', 1_000, 10);
    expect(claimed.delivery.lease).toMatchObject({ replica: 'a', ids: [`${WARNING}/1/firing`] });
    expect(claim(claimed, 'b', 1_000, 1_009)).toBe(claimed);
    expect(claim(claimed, 'b', 1_000, 1_010).delivery.lease).toMatchObject({ replica: 'b' });
  });

  it('takes out what it has told, and goes on with the next', () => {
    const next = delivered(claim(book, 'a', 1_000, 10), [`${WARNING}/1/firing`]);
    expect(next.outbox).toEqual(book.outbox.slice(1));
    expect(next.delivery).toMatchObject({ lease: null, delivered: [`${WARNING}/1/firing`] });
    expect(dueAtMs(next)).toBe(0);
  });

  it('that comes late does not take the next message from another', () => {
    const later = claim(delivered(claim(book, 'a', 1_000, 10), [`${WARNING}/1/firing`]), 'b', 1_000, 20);
    expect(delivered(later, [`${WARNING}/1/firing`]).delivery.lease).toMatchObject({ replica: 'b' });
  });

  it('that failed leaves it to everybody after a pause; one whose lease is gone changes nothing', () => {
    const claimed = claim(book, 'a', 1_000, 10);
    const failed = undelivered(claimed, 'a', 500, 20);
    expect(failed.delivery).toMatchObject({ lease: null, failures: 1, notBeforeMs: 520 });
    expect(failed.outbox).toBe(book.outbox);
    expect(claim(failed, 'b', 1_000, 519)).toBe(failed);
    expect(undelivered(claimed, 'b', 500, 20)).toBe(claimed);
  });
});

describe('more than a receiver can be told later', () => {
  const episodes = Array.from({ length: MAX_WAITING_OF_RULE / 2 }, (_, index) => [
    note(WARNING, 'firing', index),
    note(WARNING, 'resolved', index),
  ]).flat();

  it('gives up the oldest whole episode', () => {
    const { outbox, dropped } = enqueue(episodes, [note(WARNING, 'firing', 99)], []);
    expect(dropped).toBe(2);
    expect(outbox[0]).toEqual(note(WARNING, 'firing', 1));
    expect(outbox.at(-1)).toEqual(note(WARNING, 'firing', 99));
  });

  it('keeps the end of an alert that the receiver knows of', () => {
    const waiting = [note(WARNING, 'resolved', -1), ...episodes.slice(0, -1)];
    const { outbox } = enqueue(waiting, [note(WARNING, 'resolved', 7)], []);
    expect(outbox.map(({ status }) => status).slice(0, 3)).toEqual(['resolved', 'firing', 'resolved']);
    expect(outbox[1]?.startedAtMs).toBe(1);
  });

  it('leaves alone what is on its way', () => {
    const { outbox } = enqueue(
      episodes,
      [note(WARNING, 'firing', 99), note(WARNING, 'resolved', 99)],
      [`${WARNING}/0/firing`, `${WARNING}/0/resolved`],
    );
    expect(outbox[0]).toEqual(episodes[0]);
    expect(outbox[1]).toEqual(episodes[1]);
  });
});
