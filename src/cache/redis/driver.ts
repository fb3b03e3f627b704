import { createHash, randomUUID } from 'node:crypto';
import type { L2Driver, L2Handlers } from '../l2/driver.ts';
import { openLink, type RedisLink } from './link.ts';
import { MultiGet } from './multi-get.ts';
import { parseRedisUrl, withoutSecrets, type RedisTarget } from './target.ts';

interface Script {
  readonly text: string;
  readonly sha1: string;
}

function script(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

// KEYS[1]: name. ARGV: stamp that must be there, bytes, time to live in ms.
const COMPARE_AND_SET = script(`local found = ''
if ARGV[1] == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
else
  found = redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1)
end
if found ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`);

// KEYS[1]: name. ARGV: bytes, time to live in ms, channel, message. When memory is full the entry is removed instead.
const REPLACE_AND_PUBLISH = script(`local done = redis.pcall('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if type(done) == 'table' and done.err then redis.call('UNLINK', KEYS[1]) end
return redis.call('PUBLISH', ARGV[3], ARGV[4])`);

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/** Redis 7 or later, or Valkey: one server, found through Sentinel, or a cluster. */
export class RedisDriver implements L2Driver {
  readonly #target: RedisTarget;
  readonly address: string;
  readonly #channel: string;
  readonly #reads: MultiGet;
  readonly #closing = new AbortController();
  #link: RedisLink | undefined;
  #running: Promise<void> | undefined;

  /** @throws AppError `CONFIG_INVALID` */
  constructor(url: string, prefix: string) {
    this.#target = parseRedisUrl(url);
    this.#channel = `${prefix}:invalidations`;
    this.address = `${prefix}:replica:${randomUUID()}`;
    this.#reads = new MultiGet(this.#target.kind !== 'cluster', (names) => this.#read(names));
  }

  start(handlers: L2Handlers): void {
    this.#running ??= this.#run(handlers);
  }

  // Whoever came through SharedLevel has seen `up`; between a `down` and the next one there is nobody to ask.
  get(key: string): Promise<Buffer | null> {
    return this.#reads.get(key);
  }

  async compareAndSet(key: string, expected: Buffer, bytes: Buffer, ttlMs: number): Promise<boolean> {
    return Number(await this.#evaluate(COMPARE_AND_SET, key, [expected, bytes, String(ttlMs)])) === 1;
  }

  async replaceAndPublish(key: string, bytes: Buffer, ttlMs: number, message: string): Promise<number | undefined> {
    return this.#listeners(
      await this.#evaluate(REPLACE_AND_PUBLISH, key, [bytes, String(ttlMs), this.#channel, message]),
    );
  }

  async publish(message: string): Promise<number | undefined> {
    return this.#listeners(await this.#connected().publish(this.#channel, message));
  }

  async tell(address: string, message: string): Promise<void> {
    await this.#connected().publish(address, message);
  }

  async ping(): Promise<void> {
    await this.#connected().ping();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#link?.destroy();
    await this.#running;
  }

  async #run(handlers: L2Handlers): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const link = await openLink({
          target: this.#target,
          channels: [this.#channel, this.address],
          rehearsal: this.#rehearsal(),
          onMessage: handlers.message,
        });
        if (signal.aborted) return link.destroy();
        attempt = 0;
        this.#link = link;
        handlers.up(link.run);
        const reason = await link.ended;
        this.#link = undefined;
        link.destroy();
        if (signal.aborted) return;
        // The reason first: who is told of the loss can say why.
        handlers.error(withoutSecrets(reason, this.#target));
        handlers.down();
      } catch (error) {
        if (signal.aborted) return;
        handlers.error(withoutSecrets(error, this.#target));
      }
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2), signal);
    }
  }

  /** A read and an invalidation, before anybody listens at the address. */
  #rehearsal(): readonly (readonly string[])[] {
    const { address } = this;
    return [
      // Two names also show a cluster that is taken for one server.
      ['MGET', address, `${address}:2`],
      ['EVAL', REPLACE_AND_PUBLISH.text, '1', address, '', '1', address, ''],
    ];
  }

  /** A node of a cluster knows only its own. */
  #listeners(reply: unknown): number | undefined {
    return this.#target.kind === 'cluster' ? undefined : Number(reply);
  }

  async #read(names: readonly string[]): Promise<unknown> {
    const [first = ''] = names;
    const link = this.#connected();
    if (names.length > 1) return link.send(first, ['MGET', ...names]);
    try {
      return [await link.send(first, ['GET', first])];
    } catch (error) {
      if (isReply(error, 'WRONGTYPE')) return [null];
      throw error;
    }
  }

  #connected(): RedisLink {
    if (this.#link === undefined) throw new Error('not connected to Redis');
    return this.#link;
  }

  async #evaluate({ text, sha1 }: Script, key: string, args: readonly (string | Buffer)[]): Promise<unknown> {
    const link = this.#connected();
    try {
      return await link.send(key, ['EVALSHA', sha1, '1', key, ...args]);
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw error;
      return link.send(key, ['EVAL', text, '1', key, ...args]);
    }
  }
}

function isReply(error: unknown, code: string): boolean {
  return error instanceof Error && error.message.startsWith(code);
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs).unref();
    signal.addEventListener('abort', done, { once: true });
  });
}
