/** Whether a prompt can be recommended as it stands, which is more than that there is nothing to change or ask. */
import type { Improvement } from './types.ts';

/** From this score on a reader has little to guess. */
export const CLEAR_SCORE = 60;

export function isRecommended({
  verdict,
  score,
  findings,
}: Pick<Improvement, 'verdict' | 'score' | 'findings'>): boolean {
  return verdict === 'good' && score.before >= CLEAR_SCORE && findings.every(({ severity }) => severity === 'info');
}
