/** Names the behaviour of a set of rules, for results and cache keys. */
import { RULES } from './rules/index.ts';

/** Counts up when the mechanism around the rules changes what they give. */
const MECHANISM_REVISION = 1;

/**
 * Sixteen hexadecimal digits that change with the rules there are, their revisions and those switched off. The order of
 * `disabled`, repetitions in it and ids of no rule make no difference.
 */
export function rulesetHash(disabled: readonly string[]): string {
  const off = new Set(disabled);
  const rules = RULES.map((rule) => `${rule.id}:${rule.revision}:${off.has(rule.id) ? 'off' : 'on'}`);
  return fnv1a64(`${MECHANISM_REVISION}|${rules.toSorted().join('|')}`);
}

/** FNV-1a, 64 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
