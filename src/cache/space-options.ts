import { AppError } from '../errors/app-error.ts';
import type { Codec } from './l2/shared-space.ts';

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

const BOUNDS: readonly (readonly [
  field: Exclude<keyof SpaceOptions, 'name' | 'codec' | 'l2' | 'byTag' | 'isCoherent' | 'uncoordinatedTtlMs'>,
  min: number,
  max: number,
])[] = [
  ['ttlMs', 1, DAYS_30_MS],
  ['graceMs', 0, DAYS_30_MS],
  ['negativeTtlMs', 0, DAYS_30_MS],
  ['staleWaitMs', 0, 60_000],
  ['jitter', 0, 0.5],
  ['schemaVersion', 1, 65_535],
  ['maxEntries', 1, 10_000_000],
  ['maxBytes', 1_024, 64 * 1024 ** 3],
  ['maxFlights', 0, 1_000_000],
  ['loadTimeoutMs', 1, 600_000],
];

/** @throws AppError `INVALID_ARGUMENT`, naming field and limit */
export function resolveSpaceOptions(given: SpaceOptions): ResolvedSpaceOptions {
  const options = { ...DEFAULTS, ...given };
  if (!/^[a-z][\da-z-]{0,31}$/.test(options.name)) {
    const limit = 'lower-case letters, digits and hyphens, at most 32, a letter first';
    throw new AppError('INVALID_ARGUMENT', `The name of a cache space must be ${limit}.`, { field: 'name', limit });
  }
  for (const [field, min, max] of BOUNDS) {
    const value = options[field];
    if (value >= min && value <= max) continue;
    const limit = `${min} to ${max}`;
    throw new AppError('INVALID_ARGUMENT', `${field} of the cache space "${options.name}" must be ${limit}.`, {
      field,
      limit,
    });
  }
  return options;
}
