/**
 * Points of the score within which two prompts are told to be equal. Saying the same in other words (please, a full stop,
 * "can you …?", contractions, line ends) moves the score by less in 95 of 100 cases; `training/equal-points.ts` measures it.
 */
export const EQUAL_POINTS = 6;

/** As scores are shown. */
export function toTenth(points: number): number {
  return Math.round(points * 10) / 10;
}
