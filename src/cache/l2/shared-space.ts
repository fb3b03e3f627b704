/** What L2 must know of a space. */
export interface SharedSpace {
  readonly name: string;
  readonly schemaVersion: number;
  readonly usesL2: boolean;
  /** How long an entry lives at most, grace included. */
  readonly lifeMs: number;
  /** How long an invalidation keeps loads that began before it from being stored; longer than any load takes. */
  readonly fenceMs: number;
}
