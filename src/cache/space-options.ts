import type { Codec } from './l2/shared-space.ts';
import { type Bounds, given, refuse, requireOneOf, requireWithin } from './option-bounds.ts';

export interface SpaceOptions {
  /** Lower-case letters, digits and hyphens, at most 32. Part of the names in Redis. */
  readonly name: string;
  /** How long a value is fresh: 1 ms to 30 days. */
  readonly ttlMs: number;
  /** How long after that it is still served: at once while a refresh runs, and when the loader fails. Default 0. */
  readonly graceMs?: number;
  /** How long "there is none" is remembered; 0, the default, does not remember it. */
  readonly negativeTtlMs?: number;
  /**
   * Share of `ttlMs`, 0 to 0.5, by which a time to live is shortened at random, so that what was loaded together does not
   * expire together. Default 0.1.
   */
  readonly jitter?: number;
  /** Raise it when the shape of the values changes: entries of another version are not read. Default 1. */
  readonly schemaVersion?: number;
  /** `json` (the default), or `text`, for values that are strings: kept in Redis as they are, a hit there parses nothing. */
  readonly codec?: Codec;
  /** Whether values are also kept in Redis (default true); `auto` leaves it out while it spares less than asking it takes. */
  readonly l2?: boolean | 'auto';
  /**
   * What the invalidation of a tag does to its values: `drop` them (the default), or make them `stale`, to be served as such inside their grace
   * while they are refreshed. The invalidation of a key always drops.
   */
  readonly byTag?: 'drop' | 'stale';
  /** Milliseconds a reader waits for the refresh of a stale value before it is given that value. Default 0. */
  readonly staleWaitMs?: number;
  /** False for values that their key alone decides, which never need an invalidation: they outlive a lost connection. Default true. */
  readonly isCoherent?: boolean;
  /**
   * Longest time to live in memory while Redis, and so the word of other replicas, is away; 0 keeps nothing then. The
   * cache's own when absent.
   */
  readonly uncoordinatedTtlMs?: number;
  /** Bounds of L1. Bytes are estimated, see `l1/size.ts`; an entry over an eighth of `maxBytes` is not kept. Defaults 10,000 and 16 MiB. */
  readonly maxEntries?: number;
  readonly maxBytes?: number;
  /** Loads under way that callers can share. Over it, a caller loads for itself and nothing is kept. Default 1,000. */
  readonly maxFlights?: number;
  /** A load that takes longer fails for its callers and is not kept. Default 10,000. */
  readonly loadTimeoutMs?: number;
}

export type ResolvedSpaceOptions = Required<Omit<SpaceOptions, 'uncoordinatedTtlMs'>> &
  Pick<SpaceOptions, 'uncoordinatedTtlMs'>;

const DEFAULTS = {
  graceMs: 0,
  negativeTtlMs: 0,
  jitter: 0.1,
  schemaVersion: 1,
  codec: 'json',
  l2: true,
  byTag: 'drop',
  staleWaitMs: 0,
  isCoherent: true,
  maxEntries: 10_000,
  maxBytes: 16 * 1024 * 1024,
  maxFlights: 1_000,
  loadTimeoutMs: 10_000,
} as const satisfies Partial<SpaceOptions>;

const DAYS_30_MS = 30 * 86_400_000;

const BOUNDS: Bounds<
  Exclude<keyof SpaceOptions, 'name' | 'codec' | 'l2' | 'byTag' | 'isCoherent' | 'uncoordinatedTtlMs' | 'schemaVersion'>
> = [
  ['ttlMs', 1, DAYS_30_MS],
  ['graceMs', 0, DAYS_30_MS],
  ['negativeTtlMs', 0, DAYS_30_MS],
  ['staleWaitMs', 0, 60_000],
  ['jitter', 0, 0.5],
  ['maxEntries', 1, 10_000_000],
  ['maxBytes', 1_024, 64 * 1024 ** 3],
  ['maxFlights', 0, 1_000_000],
  ['loadTimeoutMs', 1, 600_000],
];
/** Two bytes in the envelope. */
const LAST_SCHEMA_VERSION = 65_535;

/** @throws AppError `INVALID_ARGUMENT`, naming field and limit */
export function resolveSpaceOptions(options: SpaceOptions): ResolvedSpaceOptions {
  const resolved = { ...DEFAULTS, ...given(options) };
  const { name, schemaVersion, codec, l2, byTag, isCoherent, uncoordinatedTtlMs } = resolved;
  if (typeof name !== 'string' || !/^[a-z][\da-z-]{0,31}$/.test(name))
    refuse('a cache space', 'name', 'lower-case letters, digits and hyphens, at most 32, a letter first');
  const of = `the cache space "${name}"`;
  requireWithin(of, resolved, BOUNDS);
  if (uncoordinatedTtlMs !== undefined) requireWithin(of, resolved, [['uncoordinatedTtlMs', 0, DAYS_30_MS]]);
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > LAST_SCHEMA_VERSION)
    refuse(of, 'schemaVersion', `a whole number from 1 to ${LAST_SCHEMA_VERSION}`);
  requireOneOf(of, 'codec', codec, ['json', 'text']);
  requireOneOf(of, 'l2', l2, [true, false, 'auto']);
  requireOneOf(of, 'byTag', byTag, ['drop', 'stale']);
  requireOneOf(of, 'isCoherent', isCoherent, [true, false]);
  return resolved;
}
