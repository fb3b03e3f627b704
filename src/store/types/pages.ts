import type { Session } from './sessions.ts';
import type { ImprovementRecord } from './improvements.ts';
import type { FeedbackRecord } from './feedback.ts';

/** Which rows pages are made of. */
export interface PageRange {
  readonly owner: string;
  /** Inclusive. */
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/**
 * All rows of an owner, for an export: in the order of their keys, one page a call, bounded in rows and in bytes (the last
 * row may go over). `after` is the last row of the page before; an empty page is the end. Nothing is held between two calls.
 */
export interface PageStore {
  improvements(range: PageRange, after?: ImprovementRecord): Promise<readonly ImprovementRecord[]>;
  feedback(range: PageRange, after?: FeedbackRecord): Promise<readonly FeedbackRecord[]>;
  /** Live ones. The time that counts is that of their last change. */
  sessions(range: PageRange, nowMs: number, after?: Session): Promise<readonly Session[]>;
}
