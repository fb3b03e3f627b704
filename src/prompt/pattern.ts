/** Whole words and phrases, in any script that separates words. The alternatives must not hold unbounded repeats. */
export function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`, 'iu');
}

/** Alternatives in scripts that do not separate words. */
export function chars(...alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'u');
}
