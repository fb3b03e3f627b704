/**
 * What waits, in flows that share what there is: the flow that has used the least time for its weight goes next, and within
 * it the oldest. Start-time fair queueing (Goyal, Vin, Cheng, 1996) with the time that was used in place of packet lengths:
 * whoever sends many or long calls waits for their own, not for those of others.
 */
interface Flow<T> {
  readonly weight: number;
  readonly waiting: Set<T>;
  underWay: number;
  /** Time used, by the weight. */
  usedMs: number;
}

export class FairQueue<T extends object> {
  readonly #flows = new Map<string, Flow<T>>();
  #size = 0;
  /** What the flow that was served last had used: where a flow that comes anew begins, so that idleness saves up nothing. */
  #servedMs = 0;

  get size(): number {
    return this.#size;
  }

  /** How many of `flow` wait. */
  sizeOf(flow: string): number {
    return this.#flows.get(flow)?.waiting.size ?? 0;
  }

  /** The part of what is drained that `flow` gets if it waits too, 0 to 1. */
  shareOf(flow: string, weight: number): number {
    let total = weight;
    for (const [name, other] of this.#flows) {
      if (name !== flow && other.waiting.size > 0) total += other.weight;
    }
    return weight / total;
  }

  add(name: string, weight: number, item: T): void {
    this.#flow(name, weight).waiting.add(item);
    this.#size += 1;
  }

  delete(name: string, item: T): void {
    const flow = this.#flows.get(name);
    if (flow?.waiting.delete(item) !== true) return;
    this.#size -= 1;
    this.#forgetIdle(name, flow);
  }

  /** Takes the next one, of those that are the oldest of their flow and allowed; undefined when there is none. */
  take(isAllowed: (item: T) => boolean): T | undefined {
    let next: { readonly name: string; readonly flow: Flow<T>; readonly item: T } | undefined;
    for (const [name, flow] of this.#flows) {
      const [item] = flow.waiting;
      if (item === undefined || !isAllowed(item)) continue;
      if (next === undefined || flow.usedMs < next.flow.usedMs) next = { name, flow, item };
    }
    if (next === undefined) return undefined;
    this.#servedMs = Math.max(this.#servedMs, next.flow.usedMs);
    this.delete(next.name, next.item);
    return next.item;
  }

  /** One of the flow, taken from the queue or not, is under way and expected to use so much time. */
  began(name: string, weight: number, expectedMs: number): void {
    const flow = this.#flow(name, weight);
    flow.underWay += 1;
    flow.usedMs += expectedMs / weight;
  }

  /** It has used `usedMs` in place of what was expected. */
  ended(name: string, usedMs: number, expectedMs: number): void {
    const flow = this.#flows.get(name);
    if (flow === undefined) return;
    flow.underWay -= 1;
    flow.usedMs += (usedMs - expectedMs) / flow.weight;
    this.#forgetIdle(name, flow);
  }

  /** What waits of each flow, the oldest first. */
  waiting(): readonly (readonly [flow: string, items: Iterable<T>])[] {
    return [...this.#flows].map(([name, { waiting }]) => [name, waiting]);
  }

  #flow(name: string, weight: number): Flow<T> {
    const known = this.#flows.get(name);
    if (known) return known;
    const flow = { weight, waiting: new Set<T>(), underWay: 0, usedMs: this.#servedMs };
    this.#flows.set(name, flow);
    return flow;
  }

  #forgetIdle(name: string, flow: Flow<T>): void {
    if (flow.underWay === 0 && flow.waiting.size === 0) this.#flows.delete(name);
  }
}
