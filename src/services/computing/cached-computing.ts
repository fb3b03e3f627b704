/**
 * Computing an improvement, or having it computed already: for the same owner, text, context, answers, target, rules and
 * program the result is the same. What holds a secret anywhere is computed anew each time.
 */
import type { CacheKey, CacheSpace } from '../../cache/index.ts';
import { inPhase } from '../../performance/span.ts';
import type { Improvement } from '../../prompt/types.ts';
import type { Computation, ComputeJob, Jobs } from './compute.ts';
import type { Computing } from './computing.ts';
import { loadEngine } from './load-engine.ts';
import { readThrough } from '../read-through.ts';
import type { CacheLevel, Caller } from '../types.ts';

/** Characters of all that decides the result. A result is about as long; larger ones would push out many others. */
const MOST_CHARS = 65_536;

export interface CachedComputingOptions {
  readonly computing: Pick<Computing, 'run'>;
  /** Undefined when caching is switched off. */
  readonly space: () => Promise<CacheSpace<Improvement> | undefined>;
  /** Of the program. */
  readonly version: string;
}

export interface CachedComputation extends Pick<Computation, 'improvement' | 'masked'> {
  readonly cacheLevel: CacheLevel;
}

export class CachedComputing {
  readonly #options: CachedComputingOptions;

  constructor(options: CachedComputingOptions) {
    this.#options = options;
  }

  /**
   * @param sizeBytes of the prompt and what is folded into it
   * @throws AppError as `Computing.run()` does
   */
  async run(
    { owner, signal, span }: Caller,
    compute: ComputeJob<'improve'>,
    sizeBytes: number,
  ): Promise<CachedComputation> {
    const { computing } = this.#options;
    const { job, settings } = compute;
    const space = await this.#options.space();
    const key = space && this.#keyOf(space, owner, job.input, settings?.hash ?? (await releasedHash()));
    if (space === undefined || key === undefined) {
      const computation = await inPhase(span, 'compute', () => computing.run(compute, sizeBytes, signal));
      return { ...computation, cacheLevel: 'none' };
    }
    const own: { computation?: Computation } = {};
    const found = readThrough(
      span,
      space,
      key,
      async (context) => {
        own.computation = await computing.run(
          { ...compute, job: { ...job, isForCache: true } },
          sizeBytes,
          context.signal,
        );
        // "There is none" is not remembered in this space.
        return own.computation.holdsSecret === false ? own.computation.improvement : undefined;
      },
      'compute',
      signal && { signal },
    );
    const { value, level } = found instanceof Promise ? await found : found;
    if (own.computation !== undefined) return { ...own.computation, cacheLevel: 'none' };
    // Another call has computed it just now, and it must not be shared.
    if (value === undefined) {
      const computation = await inPhase(span, 'compute', () => computing.run(compute, sizeBytes, signal));
      return { ...computation, cacheLevel: 'none' };
    }
    return {
      improvement: value,
      // Nothing is to be masked in what was kept.
      ...(job.mask && { masked: { prompt: job.input.prompt, improved: value.improved } }),
      cacheLevel: level === 'l3' ? 'none' : level,
    };
  }

  #keyOf(
    space: CacheSpace<Improvement>,
    owner: string,
    input: Jobs['improve']['input'],
    rulesetHash: string,
  ): CacheKey | undefined {
    const { prompt, context, answers, target, only } = input;
    if (prompt.length > MOST_CHARS || (context?.text?.length ?? 0) > MOST_CHARS) return undefined;
    // In an order of its own, not the caller's; without what does not decide the result.
    const parts = [
      prompt,
      context && [context.mode, context.files, context.codeLanguage, context.testCommand, context.text],
      answers && Object.entries(answers),
      target,
      only,
    ];
    const text = JSON.stringify(parts);
    if (text.length > MOST_CHARS) return undefined;
    return space.key(owner, this.#options.version, rulesetHash, text);
  }
}

/** Until the store has said how the rules are set they are as in the code: the same hash, so the same key. */
async function releasedHash(): Promise<string> {
  const { DEFAULT_SETTINGS } = await loadEngine();
  return DEFAULT_SETTINGS.hash;
}
