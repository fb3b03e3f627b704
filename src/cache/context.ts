import type { CoarseClock } from './clock.ts';
import type { EventListener } from './events.ts';
import type { SharedLevel } from './l2/shared-level.ts';

/** What the spaces of one cache have in common. */
export interface SpaceContext {
  /** For L1, which no other process reads. */
  readonly clock: CoarseClock;
  /** Milliseconds since 1970, for L2. */
  readonly now: () => number;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly shared: SharedLevel | undefined;
  /** Names this process in its messages. */
  readonly origin: string;
  readonly isOff: boolean;
  /** Longest time to live in L1 while invalidations cannot be heard. */
  readonly uncoordinatedTtlMs: number;
  readonly onEvent: EventListener | undefined;
}
