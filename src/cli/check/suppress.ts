/** Which suppression holds for what, and which holds for nothing. */
import { isRuleId } from '../../prompt/rules/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Suppression } from './suppression.ts';

/** A secret is switched off by its name only. */
const BY_NAME_ONLY = 'G02';

export interface Run {
  readonly ran: (rule: string) => boolean;
  /** All rules ran. */
  readonly isWhole: boolean;
}

/** The diagnostics, those that are suppressed marked, and what is wrong with the suppressions. */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  run: Run,
): readonly Diagnostic[] {
  if (suppressions.length === 0) return diagnostics;
  const held = new Map<Suppression, Set<string>>();
  const active = suppressions.filter(({ fault }) => fault === undefined);
  const marked = diagnostics.map((diagnostic) => {
    const holding = active.filter((suppression) => holdsFor(suppression, diagnostic));
    for (const suppression of holding) held.set(suppression, (held.get(suppression) ?? new Set()).add(diagnostic.rule));
    const [first] = holding;
    return first === undefined ? diagnostic : { ...diagnostic, suppressedBy: first };
  });
  const faults = suppressions.flatMap((suppression) => faultsOf(suppression, held.get(suppression) ?? new Set(), run));
  return [...marked, ...faults];
}

function holdsFor({ covers, rules }: Suppression, { start, rule }: Diagnostic): boolean {
  if (start < covers.start || start >= covers.end) return false;
  return rules === undefined ? rule !== BY_NAME_ONLY : rules.includes(rule);
}

function faultsOf(suppression: Suppression, held: ReadonlySet<string>, { ran, isWhole }: Run): readonly Diagnostic[] {
  const { start, end, rules, fault } = suppression;
  const at = (rule: 'L01' | 'L02', message: string): Diagnostic => ({
    kind: 'suppression',
    rule,
    severity: 'low',
    start,
    end,
    message,
    advice: rule === 'L01' ? 'Remove what it names.' : 'Correct the comment; it suppresses nothing as it is.',
  });
  if (fault !== undefined) return [at('L02', fault)];
  if (rules === undefined) {
    return held.size === 0 && isWhole ? [at('L01', 'This comment suppresses nothing.')] : [];
  }
  return [...new Set(rules)].flatMap((rule) => {
    if (!isRuleId(rule)) return [at('L02', `There is no rule “${rule.slice(0, 40)}”.`)];
    return held.has(rule) || !ran(rule) ? [] : [at('L01', `This comment suppresses nothing of ${rule}.`)];
  });
}
