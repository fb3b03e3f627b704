/**
 * A few worker threads that do what would hold up the event loop. They start when first needed, do not keep the process
 * alive, and are replaced when they die or hang: that costs the call that did it an error, and no other call anything.
 */
import { Worker } from 'node:worker_threads';
import { AppError, type AppErrorDetails } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { numberText } from '../../errors/number-text.ts';

export interface WorkerPoolOptions {
  /** The module a thread runs. It answers each message, a job, with one `WorkerReply`. */
  readonly file: URL;
  readonly threads: number;
  /** Jobs that may wait for a thread; what comes after is refused. */
  readonly maxQueued: number;
  /** A job that takes longer ends its thread. */
  readonly timeLimitMs: number;
}

/** What a thread answers. An error crosses as plain data. */
export type WorkerReply<Result> =
  | { readonly result: Result }
  | { readonly error: Pick<AppErrorDetails, 'field' | 'limit' | 'hint'> & { code: ErrorCode; message: string } };

/** Since the start of the process, but for what is `running` and `queued` now. */
export interface WorkerFigures {
  readonly running: number;
  readonly queued: number;
  readonly completed: number;
  /** Jobs whose thread died or took too long. */
  readonly failed: number;
  /** Jobs that found the queue full. */
  readonly refused: number;
}

interface Task<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread<Job, Result> {
  readonly worker: Worker;
  task: Task<Job, Result> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Heap of a thread; a job that needs more ends its thread, not the process. */
const MAX_HEAP_MB = 512;

export class WorkerPool<Job, Result> {
  readonly #options: WorkerPoolOptions;
  readonly #threads = new Set<Thread<Job, Result>>();
  readonly #queue: Task<Job, Result>[] = [];
  readonly #counts = { completed: 0, failed: 0, refused: 0 };
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  get figures(): WorkerFigures {
    const running = [...this.#threads].filter(({ task }) => task !== undefined).length;
    return { running, queued: this.#queue.length, ...this.#counts };
  }

  /**
   * @throws AppError `OVERLOADED` when the queue is full or the pool is closed, `TIMED_OUT`, `INTERNAL` when the thread
   *   died, or what the job itself threw; the reason of `signal` when it is aborted
   */
  async run(job: Job, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (this.#closed) throw closing();
    if (this.#queue.length >= this.#options.maxQueued) {
      this.#counts.refused += 1;
      throw new AppError('OVERLOADED', `${this.#options.maxQueued} large prompts are waiting already.`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const task = { job, resolve, reject };
    this.#queue.push(task);
    // A job that runs is not stopped: its thread is of more use than the time it has left.
    const abandon = () => {
      const at = this.#queue.indexOf(task);
      if (at !== -1) this.#queue.splice(at, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abandon, { once: true });
    this.#dispatch();
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', abandon);
    }
  }

  /** Ends the threads; jobs under way and waiting are refused. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(closing());
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const { task, timer } of threads) {
      clearTimeout(timer);
      task?.reject(closing());
    }
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#threads].find(({ task }) => task === undefined);
      const thread = idle ?? (this.#threads.size < this.#options.threads ? this.#start() : undefined);
      const task = thread && this.#queue.shift();
      if (!task) return;
      this.#assign(thread, task);
    }
  }

  #start(): Thread<Job, Result> {
    const worker = new Worker(this.#options.file, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    const thread: Thread<Job, Result> = { worker, task: undefined, timer: undefined };
    this.#threads.add(thread);
    worker.unref();
    worker.on('message', (reply: WorkerReply<Result>) => this.#settle(thread, reply));
    worker.on('error', (cause) => this.#lose(thread, new AppError('INTERNAL', 'The worker thread failed.', { cause })));
    worker.on('exit', () => this.#lose(thread, new AppError('INTERNAL', 'The worker thread ended.')));
    return thread;
  }

  #assign(thread: Thread<Job, Result>, task: Task<Job, Result>): void {
    const { timeLimitMs } = this.#options;
    thread.task = task;
    thread.timer = setTimeout(() => {
      this.#lose(thread, new AppError('TIMED_OUT', `The prompt took longer than ${numberText(timeLimitMs)} ms.`));
      void thread.worker.terminate();
    }, timeLimitMs);
    // An answer somebody waits for keeps the process alive.
    thread.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    thread.worker.postMessage(task.job);
  }

  #settle(thread: Thread<Job, Result>, reply: WorkerReply<Result>): void {
    const task = this.#release(thread);
    thread.worker.unref();
    this.#counts.completed += 1;
    if ('result' in reply) task?.resolve(reply.result);
    else task?.reject(new AppError(reply.error.code, reply.error.message, reply.error));
    this.#dispatch();
  }

  /** The thread is of no more use. The next job starts another one. */
  #lose(thread: Thread<Job, Result>, error: AppError): void {
    if (!this.#threads.delete(thread)) return;
    const task = this.#release(thread);
    if (task) this.#counts.failed += 1;
    task?.reject(error);
    this.#dispatch();
  }

  #release(thread: Thread<Job, Result>): Task<Job, Result> | undefined {
    const { task, timer } = thread;
    clearTimeout(timer);
    thread.task = undefined;
    thread.timer = undefined;
    return task;
  }
}

const closing = () => new AppError('OVERLOADED', 'The server is ending.');
