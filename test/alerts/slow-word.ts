export const SLOW_WORD = 'SLOW';
/** Longer than a busy machine keeps a quick call waiting. */
export const SLOW_MS = 800;
