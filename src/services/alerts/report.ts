/** The book as the doors show it. */
import { type AlertBook, entryOf } from '../../performance/alerts/book.ts';
import type { AlertRule, Signal } from '../../performance/alerts/rule.ts';
import { isSilenced } from '../../performance/alerts/silence.ts';
import type { Conditions } from './fleet.ts';
import type { AlertView } from './types.ts';

export function alertViews(
  book: AlertBook,
  rules: readonly AlertRule[],
  conditions: Conditions,
  nowMs: number,
): readonly AlertView[] {
  const fires = (id: string) => entryOf(book, id).state.kind === 'firing';
  return rules.map((rule): AlertView => {
    const { id, name, severity, summary, signal, fireAbove, resolveBelow } = rule;
    const isInhibited = severity === 'warning' && fires(`${name}/critical`);
    return {
      rule: id,
      name,
      severity,
      summary,
      state: entryOf(book, id).state,
      muted: isSilenced(rule, book.silences, nowMs) ? 'silenced' : isInhibited ? 'inhibited' : null,
      condition: conditions.get(id) ?? null,
      fireAbove,
      resolveBelow,
      unit: unitOf(signal),
    };
  });
}

function unitOf({ kind }: Signal): AlertView['unit'] {
  switch (kind) {
    case 'p95':
      return 'ms';
    case 'error_rate':
      return 'percent';
    case 'burn_rate':
      return 'times the budget';
  }
}
