/** Texts that match a pattern, drawn in different manners. */
import { entropyBits } from '../../src/prompt/secrets/randomness.ts';
import type { LeakRule } from './gitleaks.ts';
import type { Node } from './pattern.ts';

/** A number from 0 up to, but not including, 1. */
export type Random = () => number;

/** Xorshift, so that a run can be repeated. */
export function seeded(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const MANNERS = ['mixed', 'shortest', 'longest', 'lower', 'upper', 'short'] as const;
/**
 * `mixed`: any repetition and any case; `shortest`, `longest`: repetitions; `lower`, `upper`: of letters that may be
 * either; `short`: repetitions near the shortest, as people write them.
 */
export type Manner = (typeof MANNERS)[number];

/** What an open repetition adds at most. */
const MAX_OPEN = 40;

export interface Sample {
  readonly text: string;
  /** The part that must not be seen. */
  readonly start: number;
  readonly end: number;
}

const ATTEMPTS = 200;

/** A match of the rule with enough entropy to be reported by it; undefined when none comes up. */
export function sampleOf(rule: LeakRule, manner: Manner, random: Random): Sample | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const text = write(rule.pattern, manner, random);
    const match = rule.regex.exec(text);
    if (!match) continue;
    const group = rule.secretGroup ?? match.findIndex((value, i) => i > 0 && value !== undefined && value !== '');
    const [start, end] = match.indices?.[Math.max(0, group)] ?? [0, 0];
    if (entropyBits(text.slice(start, end)) >= rule.minEntropyBits) return { text, start, end };
  }
  return undefined;
}

function write(node: Node, manner: Manner, random: Random): string {
  const below = (count: number) => Math.floor(random() * count);
  switch (node.kind) {
    case 'char': {
      const wanted = manner === 'lower' ? /[A-Z]/ : manner === 'upper' ? /[a-z]/ : undefined;
      const { chars } = node;
      const drawn = chars[below(chars.length)] ?? '';
      if (!wanted?.test(drawn)) return drawn;
      const other = manner === 'lower' ? drawn.toLowerCase() : drawn.toUpperCase();
      return chars.includes(other) ? other : drawn;
    }
    case 'assert':
      return '';
    case 'sequence':
      return node.items.map((item) => write(item, manner, random)).join('');
    case 'either':
      return write(node.options[below(node.options.length)] ?? { kind: 'assert', source: '' }, manner, random);
    case 'group':
      return write(node.inner, manner, random);
    case 'repeat': {
      const { min } = node;
      const max = node.max === Infinity ? min + MAX_OPEN : node.max;
      const reach = manner === 'short' ? Math.min(2, max - min) : max - min;
      const count = manner === 'shortest' ? min : manner === 'longest' ? max : min + below(reach + 1);
      return Array.from({ length: count }, () => write(node.inner, manner, random)).join('');
    }
  }
}
