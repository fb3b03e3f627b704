/**
 * The connections of this process: at least `min` once the store is open, at most `max`, each replaced after a while.
 * Built on the driver's pool, which it gives what that lacks: a lower bound that is kept, lifetimes that do not end all at
 * once, a check of idle connections off the path of every query, and figures.
 */
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient } from 'pg';
import type { Logger } from '../../log/logger.ts';
import { Histogram } from '../../stats/histogram.ts';
import type { PoolHealth } from '../store.ts';
import type { PrimarySearch } from './primary-search.ts';
import { IS_STANDBY } from './server-identity.ts';

const LIFETIME_MS = 30 * 60_000;
/** Connections that were made together do not all end together: each lives up to this share shorter. */
const LIFETIME_JITTER = 0.2;
const IDLE_TIMEOUT_MS = 60_000;
/** Finds connections that a firewall dropped without a word, before a query does. */
const CHECK_EVERY_MS = 30_000;
const PING_TIMEOUT_MS = 2_000;
const REFILL_AFTER_MS = 1_000;
/** A server that stays read-only must not cost all connections at every write. */
const RENEW_EVERY_MS = 1_000;
/** The driver's, for one who waited for a connection to become free. */
const NONE_FREE = 'timeout exceeded when trying to connect';

export interface PoolOptions {
  readonly min: number;
  readonly max: number;
  readonly logger: Logger;
  /** Which server a new connection has reached. Rejects when that is not to be used: then there is no connection. */
  readonly serverOf?: (client: ClientBase) => Promise<string>;
  /** Where there are several servers. New connections lead to the one that it has found. */
  readonly search?: PrimarySearch | undefined;
  /** 0 to 1, for the jitter of lifetimes. */
  readonly random?: () => number;
  /** Monotonic milliseconds. */
  readonly monotonic?: () => number;
}

export class ConnectionPool {
  readonly #pool: Pool;
  readonly #options: Required<PoolOptions>;
  readonly #waits = new Histogram();
  readonly #endsAtMs = new WeakMap<ClientBase, number>();
  /** In which generation a connection was made; those of an earlier one are not used again. */
  readonly #generations = new WeakMap<ClientBase, number>();
  #generation = 0;
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #server = '';
  readonly #timer: NodeJS.Timeout;
  #opened = 0;
  #lost = 0;
  #timeouts = 0;
  #refill: NodeJS.Timeout | undefined;
  #checking: Promise<void> | undefined;
  #closing = false;

  constructor(config: ClientConfig, options: PoolOptions) {
    this.#options = {
      random: Math.random,
      monotonic: () => performance.now(),
      serverOf: async () => '',
      search: undefined,
      ...options,
    };
    const { min, max, logger, search } = this.#options;
    const onConnect = (client: ClientBase) => this.#meet(client);
    const poolConfig = { ...config, min, max, idleTimeoutMillis: IDLE_TIMEOUT_MS, onConnect };
    this.#pool = new Pool(search === undefined ? poolConfig : { ...poolConfig, Client: clientOf(search) });
    // Without listeners a connection that breaks would end the process, be it idle (pool) or between two queries (client).
    this.#pool.on('error', (error) => {
      this.#lost += 1;
      logger.warn('idle PostgreSQL connection lost', { reason: error.message });
    });
    this.#pool.on('connect', (client) => this.#adopt(client));
    this.#pool.on('remove', () => this.#refillSoon());
    this.#timer = setInterval(() => void this.checkIdle(), CHECK_EVERY_MS);
    this.#timer.unref();
  }

  /** Runs `work` on a connection of its own. The connection is kept unless `isBroken` says that its error broke it. */
  async use<T>(work: (client: PoolClient) => Promise<T>, isBroken: (thrown: unknown) => boolean): Promise<T> {
    const client = await this.#acquire();
    let result: T;
    try {
      result = await work(client);
    } catch (thrown) {
      const broken = isBroken(thrown);
      client.release(broken);
      // What broke it may have come over the others, too.
      if (broken) {
        this.#options.search?.doubt();
        void this.checkIdle();
      }
      throw thrown;
    }
    client.release(this.#isOver(client));
    return result;
  }

  /** Which server the newest connection has reached; empty before the first. */
  get server(): string {
    return this.#server;
  }

  /** Has the connection closed when its present use ends. */
  retire(client: PoolClient): void {
    this.#endsAtMs.set(client, 0);
  }

  /**
   * To be told when the server behind a connection turns out not to be the right one. All connections that there are are
   * replaced, unless that was done just now.
   *
   * @returns whether the next connection is another than those there were when `client` was made
   */
  renew(client: PoolClient): boolean {
    if (!this.#isCurrent(client)) return true;
    const nowMs = this.#options.monotonic();
    if (nowMs - this.#renewedAtMs < RENEW_EVERY_MS) return false;
    this.#renewedAtMs = nowMs;
    this.#generation += 1;
    return true;
  }

  /** Makes the connections that are missing to the lower bound; one that cannot be made is tried again a little later. */
  async fill(): Promise<void> {
    const missing = this.#options.min - this.#pool.totalCount;
    if (missing <= 0 || this.#closing) return;
    // Idle ones would be handed out instead of new ones being made: all are held until there are enough.
    const wanted = missing + this.#pool.idleCount;
    const acquired = await Promise.allSettled(Array.from({ length: wanted }, () => this.#connect()));
    for (const result of acquired) if (result.status === 'fulfilled') result.value.release();
    if (acquired.some((result) => result.status === 'rejected')) this.#refillSoon();
  }

  /**
   * Asks every idle connection for a sign of life, and drops those that give none, are past their lifetime, or lead to what
   * has become a standby (behind a pooler, for example).
   */
  checkIdle(): Promise<void> {
    this.#checking ??= this.#checkIdle().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #checkIdle(): Promise<void> {
    const acquired = await Promise.allSettled(Array.from({ length: this.#pool.idleCount }, () => this.#pool.connect()));
    const clients = acquired.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await Promise.all(clients.map((client) => this.#check(client)));
  }

  health(): PoolHealth {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return {
      min: this.#options.min,
      max: this.#options.max,
      size: totalCount,
      idle: idleCount,
      inUse: totalCount - idleCount,
      waiting: waitingCount,
      opened: this.#opened,
      lost: this.#lost,
      acquired: this.#waits.count,
      acquireTimeouts: this.#timeouts,
      waitP50Ms: this.#waits.quantileMs(0.5),
      waitP99Ms: this.#waits.quantileMs(0.99),
      waitMaxMs: this.#waits.maxMs,
    };
  }

  /** What is in use is waited for. Queries that still wait for a connection would not be: none may be left. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    clearTimeout(this.#refill);
    await this.#pool.end();
  }

  async #acquire(): Promise<PoolClient> {
    const startMs = this.#options.monotonic();
    try {
      for (let tries = 0; ; tries++) {
        const client = await this.#connect();
        if (this.#isCurrent(client) || tries === this.#options.max) return client;
        client.release(true);
      }
    } catch (thrown) {
      if (thrown instanceof Error && thrown.message.includes('timeout')) this.#timeouts += 1;
      throw thrown;
    } finally {
      this.#waits.record(this.#options.monotonic() - startMs);
    }
  }

  /** Of several servers, another may be the primary than the one that was. */
  async #connect(): Promise<PoolClient> {
    const { search } = this.#options;
    if (search === undefined) return this.#pool.connect();
    if (!search.isSure) await search.search();
    try {
      return await this.#pool.connect();
    } catch (thrown) {
      if (this.#closing || (thrown instanceof Error && thrown.message === NONE_FREE)) throw thrown;
      await search.search();
      return this.#pool.connect();
    }
  }

  async #meet(client: ClientBase): Promise<void> {
    const server = await this.#options.serverOf(client);
    if (this.#server !== '' && server !== this.#server) {
      this.#options.logger.warn('another PostgreSQL server is the primary now', { before: this.#server, now: server });
      this.#generation += 1;
    }
    this.#server = server;
    this.#generations.set(client, this.#generation);
  }

  #isOver(client: PoolClient): boolean {
    return this.#options.monotonic() >= (this.#endsAtMs.get(client) ?? 0) || !this.#isCurrent(client);
  }

  #isCurrent(client: PoolClient): boolean {
    return this.#generations.get(client) === this.#generation;
  }

  #adopt(client: PoolClient): void {
    client.on('error', () => {});
    this.#opened += 1;
    const { monotonic, random } = this.#options;
    this.#endsAtMs.set(client, monotonic() + LIFETIME_MS * (1 - LIFETIME_JITTER * random()));
  }

  async #check(client: PoolClient): Promise<void> {
    if (this.#isOver(client)) return client.release(true);
    try {
      // `query_timeout` is a setting of the driver for one query that its types leave out of QueryConfig.
      const ping = { text: IS_STANDBY, query_timeout: PING_TIMEOUT_MS } as { text: string };
      const { rows } = await client.query<{ readonly is_standby: boolean }>(ping);
      const isStandby = rows[0]?.is_standby === true;
      if (isStandby) this.#options.logger.warn('PostgreSQL has become a standby: its connection is closed');
      client.release(isStandby);
    } catch (thrown) {
      this.#lost += 1;
      this.#options.logger.warn('idle PostgreSQL connection gave no sign of life', { reason: String(thrown) });
      client.release(true);
    }
  }

  #refillSoon(): void {
    if (this.#closing || this.#refill !== undefined) return;
    this.#refill = setTimeout(() => {
      this.#refill = undefined;
      void this.fill();
    }, REFILL_AFTER_MS);
    this.#refill.unref();
  }
}

function clientOf(search: PrimarySearch): typeof Client {
  return class extends Client {
    constructor(config?: ClientConfig) {
      super({ ...config, ...search.config });
    }
  };
}
