/** Stand-ins for Redis in tests of the cache itself: one that behaves, and one that misbehaves on demand. */
import { randomUUID } from 'node:crypto';
import type { L2Driver, L2Handlers } from '../../src/cache/l2/driver.ts';

/** A store that several `MemoryDriver`s share, as replicas share a Redis. Times to live are not kept. */
export class MemoryHub {
  readonly entries = new Map<string, Buffer>();
  readonly drivers = new Set<MemoryDriver>();
  /** Another after it was started again with what it had on disk. */
  run: string | undefined;
}

export class MemoryDriver implements L2Driver {
  readonly #hub: MemoryHub;
  readonly address = randomUUID();
  #handlers: L2Handlers | undefined;
  #isUp = false;
  #held: string[] | undefined;

  constructor(hub: MemoryHub) {
    this.#hub = hub;
  }

  start(handlers: L2Handlers): void {
    this.#handlers = handlers;
    this.#hub.drivers.add(this);
    this.connect();
  }

  connect(): void {
    this.#isUp = true;
    this.#handlers?.up(this.#hub.run);
  }

  /** From now on requests fail and messages are missed. */
  disconnect(): void {
    this.#isUp = false;
    this.#handlers?.down();
  }

  async get(key: string): Promise<Buffer | null> {
    this.#check();
    return this.#hub.entries.get(key) ?? null;
  }

  async compareAndSet(key: string, expected: Buffer, bytes: Buffer): Promise<boolean> {
    this.#check();
    const found = this.#hub.entries.get(key);
    const isExpected =
      found === undefined ? expected.length === 0 : found.subarray(0, expected.length).equals(expected);
    if (!isExpected || (found !== undefined && expected.length === 0)) return false;
    this.#hub.entries.set(key, bytes);
    return true;
  }

  async replaceAndPublish(key: string, bytes: Buffer, _ttlMs: number, message: string): Promise<number> {
    this.#check();
    this.#hub.entries.set(key, bytes);
    return this.publish(message);
  }

  async publish(message: string): Promise<number> {
    this.#check();
    const listening = [...this.#hub.drivers].filter((driver) => driver.#isUp);
    for (const driver of listening) driver.hear(message);
    return listening.length;
  }

  async tell(address: string, message: string): Promise<void> {
    this.#check();
    for (const driver of this.#hub.drivers) if (driver.address === address) driver.hear(message);
  }

  hear(message: string): void {
    if (this.#held !== undefined) this.#held.push(message);
    else if (this.#isUp) this.#handlers?.message(message);
  }

  /** @returns lets them arrive */
  holdMessages(): () => void {
    const held: string[] = (this.#held = []);
    return () => {
      this.#held = undefined;
      for (const message of held) this.hear(message);
    };
  }

  async ping(): Promise<void> {
    this.#check();
  }

  async close(): Promise<void> {
    this.#hub.drivers.delete(this);
  }

  #check(): void {
    if (!this.#isUp) throw new Error('not connected');
  }
}

/** Another driver that throws, or answers only when it is let. */
export class ChaosDriver implements L2Driver {
  readonly #inner: L2Driver;
  #behaviour: 'well' | 'throw' | 'hold' | 'refuse' = 'well';
  #held = Promise.withResolvers<void>();

  constructor(inner: L2Driver) {
    this.#inner = inner;
  }

  alwaysThrow(): void {
    this.#behaviour = 'throw';
  }

  /** As a server that takes no writes: reads are answered, and messages handed on. */
  alwaysRefuse(): void {
    this.#behaviour = 'refuse';
  }

  /** Every request waits for `behave`. */
  alwaysHold(): void {
    this.#behaviour = 'hold';
  }

  behave(): void {
    this.#behaviour = 'well';
    this.#held.resolve();
    this.#held = Promise.withResolvers();
  }

  start(handlers: L2Handlers): void {
    this.#inner.start(handlers);
  }

  async get(key: string): Promise<Buffer | null> {
    await this.#gate();
    return this.#inner.get(key);
  }

  async compareAndSet(key: string, expected: Buffer, bytes: Buffer, ttlMs: number): Promise<boolean> {
    await this.#gateOfWrites();
    return this.#inner.compareAndSet(key, expected, bytes, ttlMs);
  }

  async replaceAndPublish(key: string, bytes: Buffer, ttlMs: number, message: string): Promise<number | undefined> {
    await this.#gateOfWrites();
    return this.#inner.replaceAndPublish(key, bytes, ttlMs, message);
  }

  async publish(message: string): Promise<number | undefined> {
    await this.#gate();
    return this.#inner.publish(message);
  }

  get address(): string {
    return this.#inner.address;
  }

  async tell(address: string, message: string): Promise<void> {
    await this.#gate();
    return this.#inner.tell(address, message);
  }

  async ping(): Promise<void> {
    await this.#gate();
    return this.#inner.ping();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #gateOfWrites(): Promise<void> {
    if (this.#behaviour === 'refuse') throw new Error('READONLY');
    return this.#gate();
  }

  async #gate(): Promise<void> {
    if (this.#behaviour === 'throw') throw new Error('chaos');
    if (this.#behaviour === 'hold') await this.#held.promise;
  }
}
