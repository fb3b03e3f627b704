/**
 * Decides whether L2 is worth asking: not while the share of reads that it answers, times the median load that each of them
 * spares, is less than the median answer of L2, which every read pays.
 *
 * The share is measured on a fixed eighth of the keys, the same in every replica. These are looked up and written in L2 also
 * while it is left out, beside their load and without anybody waiting for it; of the other keys nothing is there then, and what
 * they show would keep L2 out for ever.
 */
import type { CacheKey } from './key.ts';

const WINDOW = 15;
/** Of each duration, before there is an opinion. */
const FEWEST_SAMPLES = 8;
const SHARE_WINDOW = 64;
/** Until then the share counts as 1. */
const FEWEST_OUTCOMES = 32;
const WATCHED_OF_KEYS = 8;
/** Judging takes as long as recording twenty samples. */
const JUDGE_EVERY = 8;
/** To be left out, L2 must lose by a margin; otherwise the verdict would flutter. */
const MARGIN = 0.8;

/** `watch`: look into L2, but let nobody wait for it. */
export type Choice = 'ask' | 'watch' | 'skip';

export interface CostGateInfo {
  readonly isBypassed: boolean;
  /** Null before there are enough samples. */
  readonly loadMedianMs: number | null;
  readonly l2MedianMs: number | null;
  /** Of the reads of watched keys, those that L2 answered; null before there are enough. */
  readonly l2HitShare: number | null;
}

class Recent {
  readonly #samples: Float64Array;
  readonly #fewest: number;
  #count = 0;

  constructor(window: number, fewest: number) {
    this.#samples = new Float64Array(window);
    this.#fewest = fewest;
  }

  add(sample: number): void {
    this.#samples[this.#count % this.#samples.length] = sample;
    this.#count += 1;
  }

  get median(): number | null {
    const { samples } = this;
    return samples === undefined ? null : (samples.slice().sort()[samples.length >> 1] ?? null);
  }

  get mean(): number | null {
    const { samples } = this;
    return samples === undefined ? null : samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  }

  private get samples(): Float64Array | undefined {
    return this.#count < this.#fewest ? undefined : this.#samples.subarray(0, this.#count);
  }
}

export class CostGate {
  readonly #loads = new Recent(WINDOW, FEWEST_SAMPLES);
  readonly #reads = new Recent(WINDOW, FEWEST_SAMPLES);
  readonly #outcomes = new Recent(SHARE_WINDOW, FEWEST_OUTCOMES);
  #isBypassed = false;
  #sinceJudged = 0;

  choose(key: CacheKey): Choice {
    if (!this.#isBypassed) return 'ask';
    return isWatched(key) ? 'watch' : 'skip';
  }

  loaded(durationMs: number): void {
    this.#loads.add(durationMs);
    this.#judge();
  }

  asked(key: CacheKey, durationMs: number, isHit: boolean): void {
    this.#reads.add(durationMs);
    if (isWatched(key)) this.#outcomes.add(isHit ? 1 : 0);
    this.#judge();
  }

  info(): CostGateInfo {
    return {
      isBypassed: this.#isBypassed,
      loadMedianMs: this.#loads.median,
      l2MedianMs: this.#reads.median,
      l2HitShare: this.#outcomes.mean,
    };
  }

  #judge(): void {
    this.#sinceJudged += 1;
    if (this.#sinceJudged < JUDGE_EVERY) return;
    this.#sinceJudged = 0;
    const { loadMedianMs, l2MedianMs, l2HitShare } = this.info();
    if (loadMedianMs === null || l2MedianMs === null) return;
    this.#isBypassed = loadMedianMs * (l2HitShare ?? 1) < l2MedianMs * (this.#isBypassed ? 1 : MARGIN);
  }
}

/** Long keys end in a digest, and short ones in what tells them apart. */
function isWatched(key: CacheKey): boolean {
  const last = key.charCodeAt(key.length - 1);
  return (last + 5 * key.charCodeAt(key.length - 2)) % WATCHED_OF_KEYS === 0;
}
