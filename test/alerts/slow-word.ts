export const SLOW_WORD = 'SLOW';
export const SLOW_MS = 250;
