/** Which rules are on and how they are tuned, checked against what the rules allow. */
import { named } from '../errors/named.ts';
import { describeRange, isAllowed, type RuleParam } from './rule-param.ts';

/** What settings need to know of a rule. */
export interface Tunable {
  readonly id: string;
  readonly revision: number;
  readonly params: readonly RuleParam[];
}

/** As given by a person, a file or a database; what is left out is as in the code. */
export interface RuleChange {
  readonly enabled?: boolean;
  /** Values by parameter name; checked before they are used. */
  readonly params?: unknown;
}

/** A value that was refused: the default holds in its place. */
export interface RuleProblem {
  readonly rule: string;
  /** `params` or `params.<name>`. */
  readonly field: string;
  /** One sentence that names the field and the limits. */
  readonly message: string;
}

/** Immutable. Made by `ruleSettings` and `readRuleSettings`, which let no bad value in. */
export class RuleSettings {
  /**
   * Sixteen hexadecimal digits that name the behaviour of the rules: they change with the rules there are, their
   * revisions, those switched off, and the values of those that are on.
   */
  readonly hash: string;
  readonly #off: ReadonlySet<string>;
  readonly #values: ReadonlyMap<string, ReadonlyMap<string, number>>;

  /** @param values by rule and parameter; what is left out has its default */
  constructor(
    rules: readonly Tunable[],
    mechanismRevision: number,
    off: ReadonlySet<string>,
    values: ReadonlyMap<string, ReadonlyMap<string, number>>,
  ) {
    this.#off = off;
    this.#values = values;
    const parts = rules.map(({ id, revision, params }) => {
      if (off.has(id)) return `${id}:${revision}:off`;
      const all = params.map((param) => `,${param.name}=${this.valueOf(id, param)}`);
      return `${id}:${revision}:on${all.join('')}`;
    });
    this.hash = fnv1a64(`${mechanismRevision}|${parts.toSorted().join('|')}`);
    Object.freeze(this);
  }

  isOn(rule: string): boolean {
    return !this.#off.has(rule);
  }

  valueOf(rule: string, param: RuleParam): number {
    return this.#values.get(rule)?.get(param.name) ?? param.default;
  }

  /** As plain data, from which `readRuleSettings` makes the same settings again. */
  changes(): Readonly<Record<string, RuleChange>> {
    const rules = new Set([...this.#off, ...this.#values.keys()]);
    return Object.fromEntries(
      [...rules].map((id) => [id, { enabled: this.isOn(id), params: Object.fromEntries(this.#values.get(id) ?? []) }]),
    );
  }
}

/** The values of one rule, bad ones replaced by the defaults, and what was wrong with those. */
export function checkParams(
  rule: Tunable,
  given: unknown,
): { readonly values: ReadonlyMap<string, number>; readonly problems: readonly RuleProblem[] } {
  const values = new Map<string, number>();
  const problems: RuleProblem[] = [];
  const refuse = (field: string, message: string) => problems.push({ rule: rule.id, field, message });
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    refuse('params', `params must be an object of numbers by name, got ${shown(given)}.`);
    return { values, problems };
  }
  for (const [name, value] of Object.entries(given)) {
    const field = `params.${named(name)}`;
    const param = rule.params.find((candidate) => candidate.name === name);
    if (!param) refuse(field, `${field}: ${rule.id} has no such parameter. ${thoseThereAre(rule)}`);
    else if (isAllowed(param, value)) values.set(name, value);
    else refuse(field, `${field} must be ${describeRange(param)}, got ${shown(value)}.`);
  }
  return { values, problems };
}

function thoseThereAre({ params }: Tunable): string {
  return params.length === 0 ? 'It has none.' : `It has ${params.map(({ name }) => name).join(', ')}.`;
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? `"${named(value)}"` : named(JSON.stringify(value) ?? typeof value);
}

/** FNV-1a, 64 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
