/** How the weights are laid out; shared by the model and the script that trains it. */
import type { Facet } from '../types.ts';

/** Facets with examples enough to learn from, in the order of the outputs. */
export const LEARNED_FACETS = [
  'budget',
  'time',
  'location',
  'audience_level',
  'output_format',
  'tech_stack',
  'data_source',
  'scope_subtype',
  'purpose_goal',
  'preference_constraint',
  'quantity',
  'other',
] as const satisfies readonly Facet[];

/** Outputs: vagueness, whether to ask, then one a facet. */
export const OUTPUT_COUNT = 2 + LEARNED_FACETS.length;

/** A weight is one character: 64 steps, the one in the middle is zero. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const ALPHABET_ZERO = 32;

/** Rarity of a letter group from its step: one that stands in every request counts 1, one that stands nowhere nearly 9. */
export const rarityOf = (step: number): number => 1 + step / 8;
