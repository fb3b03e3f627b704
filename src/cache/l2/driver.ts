/**
 * What the cache needs of a store that the replicas share. The cache owns this interface; `redis/` implements it. Methods
 * reject when the store is away or refuses; deadlines, the breaker and counting are `SharedLevel`'s.
 */
export interface L2Driver {
  /** Connects, and goes on trying until `close`. Called once. */
  start(handlers: L2Handlers): void;

  get(key: string): Promise<Buffer | null>;

  /**
   * Stores `bytes` if what is there begins with `expected`; with an empty `expected`, if nothing is there. One step.
   *
   * @returns whether it was stored
   */
  compareAndSet(key: string, expected: Buffer, bytes: Buffer, ttlMs: number): Promise<boolean>;

  /**
   * Stores `bytes` whatever is there and tells all replicas, this one included, `message`. One step: who reads after a
   * replica was told reads `bytes`. If there is no room for them, what is there is removed instead.
   *
   * @returns how many replicas the message was handed to, this one included; undefined where that cannot be told
   */
  replaceAndPublish(key: string, bytes: Buffer, ttlMs: number, message: string): Promise<number | undefined>;

  /** @returns as `replaceAndPublish` */
  publish(message: string): Promise<number | undefined>;

  /** By which another replica can tell this one alone. */
  readonly address: string;

  tell(address: string, message: string): Promise<void>;

  /** Resolves when every connection has answered. */
  ping(): Promise<void>;

  close(): Promise<void>;
}

export interface L2Handlers {
  /**
   * Requests and messages flow from now on.
   *
   * @param run names the server and what it does since it was started, where that is known. What was written during another run
   * may be from a disk or a copy that lacks the last writes, an invalidation among them: of coherent values it is not read.
   */
  up(run?: string): void;
  /** They do no more; messages may have been missed since before this call. Called once after each `up`. */
  down(): void;
  message(text: string): void;
  /** Why an attempt to connect failed or a connection ended. Never holds a password. */
  error(error: unknown): void;
}
