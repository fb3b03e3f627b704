/**
 * Decides whether L2 is worth asking: not while the median load is cheaper than the median answer of L2. Every so often a few
 * reads go to L2 all the same, to see whether that still holds.
 */
const WINDOW = 15;
/** Of each kind, before there is an opinion. */
const FEWEST_SAMPLES = 8;
const PROBE_EVERY_MS = 30_000;
const PROBES = 8;
/** To be left out, L2 must lose by a margin; otherwise the verdict would flutter. */
const MARGIN = 0.8;

export interface CostGateInfo {
  readonly isBypassed: boolean;
  /** Null before there are enough samples. */
  readonly loadMedianMs: number | null;
  readonly l2MedianMs: number | null;
}

class RecentMedian {
  readonly #samples = new Float64Array(WINDOW);
  #count = 0;

  add(durationMs: number): void {
    this.#samples[this.#count % WINDOW] = durationMs;
    this.#count += 1;
  }

  get value(): number | null {
    if (this.#count < FEWEST_SAMPLES) return null;
    const size = Math.min(this.#count, WINDOW);
    return this.#samples.slice(0, size).sort()[size >> 1] ?? null;
  }
}

export class CostGate {
  readonly #loads = new RecentMedian();
  readonly #reads = new RecentMedian();
  #isBypassed = false;
  #probesLeft = 0;
  #nextProbeMs = 0;

  /** @param nowMs of any clock, always the same */
  shouldAsk(nowMs: number): boolean {
    if (!this.#isBypassed) return true;
    if (nowMs >= this.#nextProbeMs) {
      this.#probesLeft = PROBES;
      this.#nextProbeMs = nowMs + PROBE_EVERY_MS;
    }
    if (this.#probesLeft === 0) return false;
    this.#probesLeft -= 1;
    return true;
  }

  loaded(durationMs: number, nowMs: number): void {
    this.#loads.add(durationMs);
    this.#judge(nowMs);
  }

  asked(durationMs: number, nowMs: number): void {
    this.#reads.add(durationMs);
    this.#judge(nowMs);
  }

  info(): CostGateInfo {
    return { isBypassed: this.#isBypassed, loadMedianMs: this.#loads.value, l2MedianMs: this.#reads.value };
  }

  #judge(nowMs: number): void {
    const load = this.#loads.value;
    const read = this.#reads.value;
    if (load === null || read === null) return;
    const wasBypassed = this.#isBypassed;
    this.#isBypassed = load < read * (wasBypassed ? 1 : MARGIN);
    if (this.#isBypassed && !wasBypassed) this.#nextProbeMs = nowMs + PROBE_EVERY_MS;
  }
}
