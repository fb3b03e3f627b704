import type { Constraint } from '../types.ts';
import { WordPattern } from '../word-pattern.ts';
import { casing } from './casing.ts';
import { content } from './content.ts';
import { type Detector, NEAR_LENGTH, PASSAGE_LENGTH, sentenceAround } from './detector.ts';
import { format } from './format.ts';
import { keywords } from './keywords.ts';
import { length } from './length.ts';
import { otherLanguages } from './other-languages.ts';
import { placement } from './placement.ts';
import { response } from './response.ts';
import { TriggerSet } from './triggers.ts';

const DETECTORS: readonly Detector[] = [
  ...length,
  ...casing,
  ...keywords,
  ...format,
  ...content,
  ...placement,
  ...response,
  ...otherLanguages,
];

const TRIGGERS = new TriggerSet(DETECTORS.flatMap(({ triggers }) => triggers));
const TRIGGERED = DETECTORS.map((detector) => ({
  detector,
  triggers: detector.triggers.map((literal) => TRIGGERS.indexOf(literal)),
}));

/**
 * Finds the requirements that a prompt states on the form of the answer, such as `length.words`.
 *
 * @returns in order of their place; constraints of one type do not overlap.
 */
export function findConstraints(prompt: string): readonly Constraint[] {
  const held = TRIGGERS.heldBy(prompt.toLowerCase());
  const found: Constraint[] = [];
  for (const { detector, triggers } of TRIGGERED) {
    if (triggers.some((index) => held[index])) detect(prompt, detector, found);
  }
  return found.length > 1 ? withoutOverlaps(found) : found;
}

function detect(prompt: string, detector: Detector, found: Constraint[]): void {
  const { type } = detector;
  const pattern = detector.pattern instanceof WordPattern ? detector.pattern.for(prompt) : detector.pattern;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(prompt); match; match = pattern.exec(prompt)) {
    const start = match.index;
    const end = pattern.lastIndex;
    if (accepts(detector, prompt, start, end)) found.push({ type, start, end });
  }
}

function accepts(detector: Detector, text: string, start: number, end: number): boolean {
  const { notBefore, notAfter, sentence, notSentence, notPassage } = detector;
  if (notBefore?.test(text.slice(Math.max(0, start - NEAR_LENGTH), start))) return false;
  if (notAfter?.test(text.slice(end, end + NEAR_LENGTH))) return false;
  if (notPassage?.test(text.slice(Math.max(0, start - PASSAGE_LENGTH), end + PASSAGE_LENGTH))) return false;
  if (!sentence && !notSentence) return true;
  const around = sentenceAround(text, start, end);
  return (sentence?.test(around) ?? true) && !(notSentence?.test(around) ?? false);
}

/** Sorted by start; of two overlapping constraints of one type the earlier, longer one stays. */
function withoutOverlaps(found: Constraint[]): readonly Constraint[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const reach = new Map<string, number>();
  return found.filter(({ type, start, end }) => {
    if (start < (reach.get(type) ?? 0)) return false;
    reach.set(type, end);
    return true;
  });
}
