/**
 * Requests so short that what their words do not say is not said. The learned part knows English only; in other languages
 * this, and the words of each rule, stand for it.
 */
import type { Reading } from './reading.ts';
import type { Facet, Language } from './types.ts';

/** Longer requests say what they are after in ways that word lists do not see. */
const MAX_WORDS = 10;
/** How likely a detail is missing that a request this short does not name. */
export const EVIDENT_MISSING = 0.6;

/** Characters of one word of running text, where words are not counted by the spaces between them. */
const CHARS_A_WORD: Readonly<Partial<Record<Language, number>>> = { zh: 2, ja: 2.5, ko: 3 };

/** Words of the prose, about. */
export function wordCount({ prose, language }: Reading): number {
  const charsAWord = CHARS_A_WORD[language];
  if (charsAWord !== undefined) return (prose.match(/[\p{L}\p{N}]/gu)?.length ?? 0) / charsAWord;
  return prose.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** `make me a landing page`: a thing to be made, and not a word of what for. */
const BARE_ORDER =
  /^\s*(?:(?:please|can you|could you) )*(?:make|build|create|design|develop)(?: me)? (?:an?|my|our) (?:[\p{L}-]+ ){0,2}(?:apps?|application|bot|dashboard|games?|logo|page|presentation|program|site|website)[.!?]?\s*$/iu;

export function isBareOrder({ agent, language, prompt }: Reading): boolean {
  return !agent && language === 'en' && prompt.length <= 100 && BARE_ORDER.test(prompt);
}

/** Whether a request in another language than English is a short line that brings nothing along. */
export function isBriefRequest(reading: Reading): boolean {
  const { language, prose, prompt } = reading;
  if (language === 'en' || language === 'unknown' || prompt.length > 200 || prose.trim().includes('\n')) return false;
  return !reading.supplied && wordCount(reading) <= MAX_WORDS;
}

/** How likely a facet is missing that the words of a request call for and do not give. */
export function missingOf({ language, assessment }: Reading, facet: Facet): number {
  return language === 'en' || language === 'unknown' ? assessment.missing[facet] : EVIDENT_MISSING;
}
