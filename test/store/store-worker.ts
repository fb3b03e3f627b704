/**
 * A process of its own on the embedded store, for tests that need several or kill one. Started as
 * `node store-worker.ts '<Order as JSON>'`; says one JSON object a line on standard output.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { AppError } from '../../src/errors/app-error.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded-store.ts';
import { RecordWriter } from '../../src/services/record-writer.ts';
import type { ImprovementRecord, Store } from '../../src/store/store.ts';
import { quietLogger } from './quiet-logger.ts';

export interface Order {
  readonly dataDir: string;
  /** Insert so many improvements, saying `{ id }` after each. */
  readonly inserts?: number;
  /** So many write at the same time, each by the way of the server, which commits together what arrives together. */
  readonly writers?: number;
  /** Size of each prompt. */
  readonly promptBytes?: number;
  /** Count one session up so many times, by compare-and-set. */
  readonly counts?: number;
  /** Give root up before opening. */
  readonly uid?: number;
  /** Wait for a line on standard input between a failure and one more try. */
  readonly retry?: boolean;
}

export interface Said {
  readonly id?: string;
  readonly opened?: true;
  readonly hasLoadedPg?: boolean;
  readonly failed?: string;
  readonly message?: string;
  readonly done?: true;
}

const KEY = { owner: 'workers', id: 'counter' };
// The test that starts this file writes it.
const order = JSON.parse(process.argv[2] ?? '{}') as Order;

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

async function insert(write: (record: ImprovementRecord) => Promise<void>, n: string): Promise<void> {
  const id = `${process.pid}-${n}`;
  const prompt = 'p'.repeat(order.promptBytes ?? 1_000);
  await write({
    id,
    owner: 'workers',
    createdAtMs: Date.now(),
    prompt,
    improved: prompt,
    promptBytes: prompt.length,
    changed: false,
    verdict: 'good',
    language: 'en',
    task: 'other',
    target: 'unknown',
    scoreBefore: 100,
    scoreAfter: 100,
    scorePotential: 100,
    rules: [],
    questions: 0,
    rulesetHash: 'none',
    durationMs: 1,
  });
  say({ id });
}

async function countUp(store: Store): Promise<void> {
  for (;;) {
    const session = await store.sessions.get(KEY, 0);
    const data = { count: Number(session?.data['count'] ?? 0) + 1 };
    try {
      const expectedVersion = session?.version ?? 0;
      await store.sessions.set({ ...KEY, data, ttlSeconds: 60, maxSessions: 10, expectedVersion }, 0);
      return;
    } catch (thrown) {
      if (!(thrown instanceof AppError && thrown.code === 'SESSION_CONFLICT')) throw thrown;
    }
  }
}

async function work(): Promise<void> {
  if (order.uid !== undefined) {
    process.setgid?.(order.uid);
    process.setuid?.(order.uid);
  }
  const store = await openEmbeddedStore(order.dataDir, quietLogger, Date.now);
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  say({ opened: true, hasLoadedPg: loaded.some((path) => path.includes('/node_modules/pg/')) });
  const one = (record: ImprovementRecord) => store.improvements.insert(record);
  const writer = new RecordWriter({ store: async () => store, windowMs: 5 });
  const together = (record: ImprovementRecord) => writer.writeImprovement(record);
  const writers = Array.from({ length: order.writers ?? 0 }, async (_, id) => {
    for (let n = 0; n < (order.inserts ?? 0); n++) await insert(together, `${id}-${n}`);
  });
  await Promise.all(writers);
  for (let n = 0; n < (order.writers ? 0 : (order.inserts ?? 0)); n++) {
    try {
      await insert(one, String(n));
    } catch (thrown) {
      tellFailure(thrown);
      if (!order.retry) break;
      for await (const _line of createInterface({ input: process.stdin })) break;
      await insert(one, String(n));
      break;
    }
  }
  for (let n = 0; n < (order.counts ?? 0); n++) await countUp(store);
  await store.close();
  say({ done: true });
}

function tellFailure(thrown: unknown): void {
  const code = thrown instanceof AppError ? thrown.code : 'not an AppError';
  say({ failed: code, message: String(thrown) });
}

await work().catch(tellFailure);
process.stdin.destroy();
