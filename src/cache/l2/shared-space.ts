/** How a value is written: as JSON, or, if it is a string, as it is. */
export type Codec = 'json' | 'text';

/** What L2 must know of a space. */
export interface SharedSpace {
  readonly name: string;
  readonly schemaVersion: number;
  readonly codec: Codec;
  readonly usesL2: boolean;
  /** False: values are right whatever invalidations were lost. */
  readonly isCoherent: boolean;
  /** Whether an entry whose tag was invalidated may still be read, as a stale one. */
  readonly byTag: 'drop' | 'stale';
  /** How long an entry lives at most, grace included. */
  readonly lifeMs: number;
  /** How long an invalidation keeps loads that began before it from being stored; longer than any load takes. */
  readonly fenceMs: number;
}
