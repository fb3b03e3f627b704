/** The caches are made at the first request that can use them: neither they nor Redis' client take part in the start. */
import { AppError } from '../errors/app-error.ts';
import type { Caches, CachesOptions, OpenCaches } from './caches.ts';
import type { CacheReport } from './types.ts';

export class LazyCaches implements AsyncDisposable {
  readonly #options: CachesOptions;
  #opening: Promise<OpenCaches> | undefined;
  #open: OpenCaches | undefined;
  #problem: CacheReport['problem'];
  #isClosed = false;

  constructor(options: CachesOptions) {
    this.#options = options;
  }

  /** Undefined when caching is switched off. Bound, so that it can be handed on. */
  readonly get = async (): Promise<Caches | undefined> => {
    if (this.#open !== undefined) return this.#open;
    if (this.#options.config.levels === 'off' || this.#isClosed) return undefined;
    return (this.#opening ??= this.#load());
  };

  /** @param waitMs for Redis to be connected; without it, the state is told as it is */
  async report(waitMs = 0): Promise<CacheReport> {
    const { levels } = this.#options.config;
    await this.get();
    if (this.#open === undefined) return { levels, spaces: [] };
    const { cache, location } = this.#open;
    if (waitMs > 0 && location !== undefined) await cache.whenConnected(waitMs);
    const { reportOf } = await import('./cache-report.ts');
    const problem = this.#problem && { problem: this.#problem };
    return { ...reportOf(levels, location, cache.info()), ...problem };
  }

  /** @returns whether Redis is connected, or came to be within `timeoutMs`; false without one */
  async whenConnected(timeoutMs: number): Promise<boolean> {
    return (await this.#open?.cache.whenConnected(timeoutMs)) ?? false;
  }

  /** Undefined until they are first used. */
  info(): ReturnType<OpenCaches['cache']['info']> | undefined {
    return this.#open?.cache.info();
  }

  /** Tells other replicas what they must know still, for a bounded time, and disconnects. Safe to call twice. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#opening)?.cache.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #load(): Promise<OpenCaches> {
    const { openCaches } = await import('./caches.ts');
    try {
      this.#open = openCaches(this.#options);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A URL that is none: requests can do without Redis.
      const { code, message } = error;
      this.#problem = { code, message };
      this.#options.logger.error('caching goes on without Redis', { code, reason: message });
      const { config } = this.#options;
      this.#open = openCaches({ ...this.#options, config: { ...config, redisUrl: undefined } });
    }
    return this.#open;
  }
}
