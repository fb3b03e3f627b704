/** What becomes of a copy of the book that a replica has gone on with alone while the store was away. */
import { type AlertBook, entryOf } from './book.ts';
import { DELIVERED_REMEMBERED } from './notification.ts';

/**
 * A three-way merge, entry by entry: what nobody else has changed since is taken from the lonely copy, all else from the
 * shared one. An alert that both have changed follows the shared book; its condition is looked at anew at once.
 *
 * @param base what both were made of
 */
export function mergeBooks(base: AlertBook, lonely: AlertBook, shared: AlertBook): AlertBook {
  const mine = Object.keys(lonely.entries).filter(
    (rule) =>
      entryOf(lonely, rule).revision !== entryOf(base, rule).revision &&
      entryOf(shared, rule).revision === entryOf(base, rule).revision,
  );
  const isMine = ({ rule }: { readonly rule: string }) => mine.includes(rule);
  const told = new Set([...lonely.delivery.delivered, ...shared.delivery.delivered]);
  const seen = new Set(shared.history.map(historyKey));
  const outbox = [...shared.outbox.filter((one) => !isMine(one)), ...lonely.outbox.filter(isMine)];
  return {
    ...shared,
    entries: { ...shared.entries, ...Object.fromEntries(mine.map((rule) => [rule, entryOf(lonely, rule)])) },
    history: [
      ...shared.history,
      ...lonely.history.filter((item) => isMine(item) && !seen.has(historyKey(item))),
    ].toSorted((a, b) => b.atMs - a.atMs),
    outbox: outbox.filter(({ id }) => !told.has(id)).toSorted((a, b) => a.atMs - b.atMs),
    delivery: { ...shared.delivery, delivered: [...told].slice(0, DELIVERED_REMEMBERED) },
    news: Math.max(shared.news, lonely.news) + 1,
  };
}

function historyKey({ rule, atMs, to }: AlertBook['history'][number]): string {
  return `${rule}/${atMs}/${to}`;
}
