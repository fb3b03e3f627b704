/** Weeks of UTC, counted from the start of 1970, a Thursday; and where they begin among ids that begin with their time. */

export const WEEK_MS = 7 * 86_400_000;

export function weekStart(ms: number): number {
  return Math.floor(ms / WEEK_MS) * WEEK_MS;
}

/** Every UUID of version 7 made at `ms` or later sorts after this, every earlier one before (RFC 9562 section 5.7). */
export function firstIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
