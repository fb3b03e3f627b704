import type { Language } from './types.ts';
import { WordPattern } from './word-pattern.ts';

/** Whole words and phrases, in any script that separates words. The alternatives must not hold unbounded repeats. */
export function words(...alternatives: readonly string[]): WordPattern {
  return new WordPattern(wordSource(alternatives), 'i');
}

function wordSource(alternatives: readonly string[]): string {
  return `(?<![\\p{L}\\p{N}_])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`;
}

/** Languages with templates, beside English. */
export type OtherLanguage = Exclude<Language, 'en' | 'unknown'>;

/** Alternatives by language: whole words, or mere characters where the script does not separate words. */
export type WordLists = Readonly<Partial<Record<OtherLanguage, string>>>;

const WITHOUT_SPACES: ReadonlySet<string> = new Set(['zh', 'ja', 'ko']);

/**
 * The words to look for in a text of a language: the English ones, which prompts of all languages hold, and those of the
 * language itself. In a text of unknown language, those of the scripts without spaces: traditional Chinese shares many. Each is
 * compiled when it is first needed, so that a prompt pays for its own language alone. The text has to be in lower case, and so have the lists.
 */
export function inLanguages(english: Pick<RegExp, 'source'>, others: WordLists): (language: Language) => WordPattern {
  return perLanguage((language) => [english.source, ...sourcesFor(language, others)].join('|'));
}

/** A pattern for each language, made when it is first needed. The text has to be in lower case. */
export function perLanguage(sourceFor: (language: Language) => string): (language: Language) => WordPattern {
  const patterns = new Map<Language, WordPattern>();
  return (language) => {
    let pattern = patterns.get(language);
    if (!pattern) {
      pattern = new WordPattern(sourceFor(language));
      patterns.set(language, pattern);
    }
    return pattern;
  };
}

function sourcesFor(language: Language, others: WordLists): readonly string[] {
  return Object.entries(others)
    .filter(([code]) => code === language || (language === 'unknown' && WITHOUT_SPACES.has(code)))
    .map(([code, list]) => (WITHOUT_SPACES.has(code) ? list : wordSource([list])));
}
