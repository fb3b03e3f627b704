/** Where prompts are worked on: small ones on the event loop, where they take a millisecond, large ones in a worker thread. */
import { extname } from 'node:path';
import type { ComputeJob, JobKind, Results } from './compute.ts';
import { type Slim, type ThreadJob, toThread, withCopies } from './compute-reply.ts';
import { loadOnce } from '../load-once.ts';
import type { WorkerFigures, WorkerPool } from './worker-pool.ts';

/** At most 48 MB of texts: a check reads a prompt, its rewrite and its context. */
const MAX_QUEUED = 16;
/** The greatest job takes a tenth of it. */
const TIME_LIMIT_MS = 10_000;

const loadCompute = loadOnce(() => import('./compute.ts'));

type Pool = WorkerPool<ThreadJob, Slim[JobKind]>;

const NOTHING_DONE: WorkerFigures = { running: 0, queued: 0, completed: 0, failed: 0, refused: 0 };

export interface ComputingOptions {
  /** Worker threads; 0: everything is computed on the event loop. */
  readonly threads: number;
  /** Jobs with texts of this size and more go to a worker thread. */
  readonly promptBytes: number;
}

export class Computing {
  readonly #options: ComputingOptions;
  #loading: Promise<Pool> | undefined;
  #pool: Pool | undefined;
  #closed = false;

  constructor(options: ComputingOptions) {
    this.#options = options;
  }

  get figures(): WorkerFigures & { readonly threads: number } {
    return { threads: this.#options.threads, ...(this.#pool?.figures ?? NOTHING_DONE) };
  }

  /**
   * @param sizeBytes of the texts that are read
   * @throws AppError as `compute()` and `WorkerPool.run()` do
   */
  async run<Kind extends JobKind>(
    job: ComputeJob<Kind>,
    sizeBytes: number,
    signal?: AbortSignal,
  ): Promise<Results[Kind]> {
    const { threads, promptBytes } = this.#options;
    if (threads > 0 && sizeBytes >= promptBytes) {
      const pool = await (this.#loading ??= this.#load());
      // A thread answers a job with a result of the same kind.
      const slim = (await pool.run(toThread(job), signal)) as Slim[Kind];
      return withCopies(job.kind, job.job, slim);
    }
    const { compute } = await loadCompute();
    return compute(job);
  }

  /** Ends the threads. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    await (await this.#loading)?.close();
  }

  /** What starts threads is loaded with the first large prompt: most servers never meet one. */
  async #load(): Promise<Pool> {
    const { WorkerPool } = await import('./worker-pool.ts');
    // This file and the worker's are kept together: as sources, as modules and in the bundle.
    const file = new URL(`./compute-worker${extname(import.meta.url)}`, import.meta.url);
    const { threads } = this.#options;
    this.#pool = new WorkerPool({ file, threads, maxQueued: MAX_QUEUED, timeLimitMs: TIME_LIMIT_MS });
    // A closed pool refuses.
    if (this.#closed) await this.#pool.close();
    return this.#pool;
  }
}
