/**
 * The read path: memory, Redis, loader. `prompt-improver/cache` for use in other programs.
 *
 * What it does not do: it holds no truth. Every value in it can be loaded again, and a writer invalidates after its commit;
 * there is no `set`, because of two writers that race only the store knows who was last.
 */
export { Cache } from './cache.ts';
export type { CacheOptions } from './cache-options.ts';
export type { CacheSpace } from './cache-space.ts';
export type { CacheEvent, Counters, EventListener } from './events.ts';
export { keyOf, type CacheKey, type KeyPart } from './key.ts';
export type { L2Driver, L2Handlers } from './l2/driver.ts';
export type { GetOptions, Invalidation, Level, LoadContext, Loader, Lookup } from './lookup.ts';
export { redisLocation } from './redis/target.ts';
export type { SpaceOptions } from './space-options.ts';
