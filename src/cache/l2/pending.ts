import type { SharedSpace } from './shared-space.ts';

/**
 * Invalidations that Redis has not confirmed. Until it has, this process reads none of those names from L2, so that a caller
 * never gets a value older than its own write; they are told again when Redis is back.
 */
export interface PendingInvalidation {
  readonly space: SharedSpace;
  readonly by: 'key' | 'tag';
  readonly name: string;
  readonly message: string;
  /** Of the message. */
  readonly id: string;
}

export class PendingInvalidations {
  readonly #limit: number;
  readonly #entries = new Map<string, PendingInvalidation>();
  /** Spaces with more than could be kept, and until when old values may be in L2. */
  readonly #overflowed = new Map<string, number>();
  #lost = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Those that could not be kept; other replicas may serve such values until their time to live ends. */
  get lost(): number {
    return this.#lost;
  }

  /** @param oldUntilMs when all that is in L2 today will have expired, should there be no room for the entry */
  add(entry: PendingInvalidation, oldUntilMs: number): void {
    const id = idOf(entry.space.name, entry.by, entry.name);
    if (this.#entries.size < this.#limit || this.#entries.has(id)) {
      // A new object also for a known name: the confirmation of an earlier one is none for this one.
      this.#entries.set(id, entry);
      return;
    }
    this.#lost += 1;
    this.#overflowed.set(entry.space.name, oldUntilMs);
  }

  confirm(entry: PendingInvalidation): void {
    const id = idOf(entry.space.name, entry.by, entry.name);
    if (this.#entries.get(id) === entry) this.#entries.delete(id);
  }

  has(space: string, by: 'key' | 'tag', name: string): boolean {
    return this.#entries.size > 0 && this.#entries.has(idOf(space, by, name));
  }

  hasOverflowed(space: string, nowMs: number): boolean {
    if (this.#overflowed.size === 0) return false;
    const untilMs = this.#overflowed.get(space);
    if (untilMs === undefined) return false;
    if (nowMs < untilMs) return true;
    this.#overflowed.delete(space);
    return false;
  }

  all(): readonly PendingInvalidation[] {
    return [...this.#entries.values()];
  }
}

function idOf(space: string, by: 'key' | 'tag', name: string): string {
  return `${by}:${space}:${name}`;
}
