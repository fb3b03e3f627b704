/**
 * Names in Redis. They hold digests: nothing that a caller sent shows in Redis' slow log or monitor. The schema version stands
 * in the envelope, not in the name, so that an invalidation reaches the entry whichever version of the program wrote it.
 */
import { digest } from '../key.ts';
import type { SharedSpace } from './shared-space.ts';

export function keyName(prefix: string, space: SharedSpace, key: string): string {
  return `${prefix}:${space.name}:${digest(key)}`;
}

export function tagName(prefix: string, space: SharedSpace, tag: string): string {
  return `${prefix}:${space.name}:tag:${digest(tag)}`;
}

/** Of the token of a tag. */
export function tagLifeMs({ lifeMs, fenceMs }: SharedSpace): number {
  return 2 * lifeMs + fenceMs;
}
