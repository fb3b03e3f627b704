/**
 * How long anything may wait now. A burst may fill the queue; a queue that does not empty is no burst but overload, and then
 * waiting gains nothing: everybody is served as late as the queue is long. CoDel (Nichols, Jacobson, 2012) in the form for
 * request queues of Maurer, "Fail at Scale", ACM Queue 13(8), 2015.
 */
export class WaitBound {
  readonly #mostMs: number;
  #shortAtMs = Number.NEGATIVE_INFINITY;

  constructor(mostMs: number) {
    this.#mostMs = mostMs;
  }

  /** The queue was empty, or somebody waited for less than a tenth of the bound. */
  waited(waitMs: number, nowMs: number): void {
    if (waitMs <= this.#mostMs / 10) this.#shortAtMs = nowMs;
  }

  boundMs(nowMs: number): number {
    return nowMs - this.#shortAtMs > this.#mostMs ? this.#mostMs / 4 : this.#mostMs;
  }
}
