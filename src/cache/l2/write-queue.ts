import { withDeadline } from './deadline.ts';

export type WriteOutcome = 'stored' | 'overtaken' | 'dropped';

/** Under way at once; more are dropped, because L2 that cannot keep up is not helped by more. */
const MOST_UNDER_WAY = 256;

/** Writes that nobody waits for: begun after the answer was given, bounded, counted, drained at the end. */
export class WriteQueue {
  readonly #timeoutMs: number;
  readonly #underWay = new Set<Promise<void>>();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  /** @returns false when it is dropped at once */
  add(write: () => Promise<WriteOutcome>, done: (outcome: WriteOutcome | Error) => void): boolean {
    if (this.#underWay.size >= MOST_UNDER_WAY) return false;
    const work = this.#run(write, done);
    this.#underWay.add(work);
    void work.then(() => this.#underWay.delete(work));
    return true;
  }

  async drain(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(write: () => Promise<WriteOutcome>, done: (outcome: WriteOutcome | Error) => void): Promise<void> {
    await new Promise(setImmediate);
    try {
      done(await withDeadline(write(), this.#timeoutMs));
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }
}
