import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from './advance.ts';
import { type AlertBook, EMPTY_BOOK, entryOf } from './book.ts';
import type { Condition } from './condition.ts';
import type { Notification } from './notification.ts';
import { MAX_WAITING_OF_RULE, claim, delivered, nextMessage, undelivered } from './outbox.ts';
import { isSilenced } from './silence.ts';
import { RULES } from '../../../test/alerts/rules.ts';

type Step =
  | { readonly kind: 'evaluate'; readonly conditions: readonly Condition['kind'][]; readonly seconds: number }
  | {
      readonly kind: 'silence';
      readonly label: 'alertname' | 'severity';
      readonly rule: number;
      readonly seconds: number;
    }
  | { readonly kind: 'unsilence' }
  | { readonly kind: 'deliver'; readonly succeeds: boolean };

const condition = fc.constantFrom<Condition['kind'][]>('above', 'above', 'below', 'below', 'between', 'insufficient');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('evaluate' as const),
      conditions: fc.array(condition, { minLength: RULES.length, maxLength: RULES.length }),
      seconds: fc.constantFrom(5, 60, 200),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('silence' as const),
      label: fc.constantFrom('alertname' as const, 'severity' as const),
      rule: fc.nat(RULES.length - 1),
      seconds: fc.constantFrom(10, 500),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'unsilence' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), succeeds: fc.boolean() }) },
);

interface Moment {
  readonly before: AlertBook;
  readonly after: AlertBook;
  readonly added: readonly Notification[];
  readonly nowMs: number;
}

/** Goes through the steps; `look` sees each evaluation. Returns what was delivered, in order. */
function play(steps: readonly Step[], look: (moment: Moment) => void = () => {}): Notification[] {
  let book = EMPTY_BOOK;
  let nowMs = 1;
  const told: Notification[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case 'evaluate': {
        nowMs += step.seconds * 1_000;
        const conditions = new Map(
          RULES.map(({ id }, index): [string, Condition] => {
            const kind = step.conditions[index] ?? 'below';
            return [id, kind === 'insufficient' ? { kind, samples: 0 } : { kind, value: 1, samples: 100 }];
          }),
        );
        const before = book;
        book = advance(book, { rules: RULES, conditions, nowMs, hasReceiver: true, historyMs: 1e12 }).book;
        const known = new Set(before.outbox.map(({ id }) => id));
        look({ before, after: book, added: book.outbox.filter(({ id }) => !known.has(id)), nowMs });
        break;
      }
      case 'silence': {
        const rule = RULES[step.rule];
        const matchers: Record<string, string> =
          step.label === 'severity' ? { severity: rule?.severity ?? '' } : { alertname: rule?.name ?? '' };
        const silence = { id: `${nowMs}`, matchers, comment: '', createdBy: '', createdAtMs: nowMs };
        book = { ...book, silences: [...book.silences, { ...silence, endsAtMs: nowMs + step.seconds * 1_000 }] };
        break;
      }
      case 'unsilence':
        book = { ...book, silences: [] };
        break;
      case 'deliver': {
        const message = nextMessage(book.outbox);
        const claimed = claim(book, 'one', 1_000, nowMs);
        const ids = message.map(({ id }) => id);
        if (step.succeeds) told.push(...message);
        book = step.succeeds ? delivered(claimed, ids) : undelivered(claimed, 'one', 0, nowMs);
        break;
      }
    }
  }
  told.push(...book.outbox);
  return told;
}

const steps = fc.array(step, { maxLength: 120 });

describe('whatever happens', () => {
  it('a receiver is told firing and resolved in turns, and never out of order', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const told = play(given);
        for (const { id } of RULES) {
          const statuses = told.filter(({ rule }) => rule === id).map(({ status }) => status);
          expect(statuses).toEqual(statuses.map((_, index) => (index % 2 === 0 ? 'firing' : 'resolved')));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a silenced alert notifies nobody, and an inhibited warning is not sent', () => {
    fc.assert(
      fc.property(steps, (given) => {
        play(given, ({ before, after, added, nowMs }) => {
          for (const notification of added) {
            const rule = RULES.find(({ id }) => id === notification.rule);
            if (rule === undefined) throw new Error(`no rule ${notification.rule}`);
            expect(isSilenced(rule, before.silences, nowMs)).toBe(false);
            const critical = entryOf(after, `${rule.name}/critical`).state;
            const isInhibited = rule.severity === 'warning' && critical.kind === 'firing';
            expect(isInhibited && notification.status === 'firing').toBe(false);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('what waits has a bound', () => {
    fc.assert(
      fc.property(steps, (given) => {
        play(
          given.filter(({ kind }) => kind !== 'deliver'),
          ({ after }) => {
            for (const { id } of RULES) {
              expect(after.outbox.filter(({ rule }) => rule === id).length).toBeLessThanOrEqual(MAX_WAITING_OF_RULE);
            }
          },
        );
      }),
      { numRuns: 100 },
    );
  });

  it('every alert that was firing long enough to be told, unmuted, is told', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const due = new Set<string>();
        const told = play(
          given.filter(({ kind }) => kind === 'evaluate' || kind === 'deliver'),
          ({ after }) => {
            for (const { id, severity } of RULES) {
              const { state } = entryOf(after, id);
              if (state.kind === 'firing' && severity === 'critical') due.add(`${id}/${state.startedAtMs}/firing`);
            }
          },
        );
        const ids = new Set(told.map(({ id }) => id));
        // Fewer episodes than the bound of what waits: none is given up.
        const missing = due.size < MAX_WAITING_OF_RULE / 2 ? [...due].filter((id) => !ids.has(id)) : [];
        expect(missing).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
