/** In one command; more make several, which are sent together. */
const MOST_NAMES = 64;

interface Asked {
  readonly name: string;
  readonly resolve: (bytes: Buffer | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends the names that are asked for in one turn of the event loop as one MGET. The client and the server spend more on a command
 * than on a value, and replies that arrive together make their readers ask again together. A name whose entry is of another
 * type than ours reads as nothing there, whether it is asked for alone or not.
 */
export class MultiGet {
  readonly #send: (names: readonly string[]) => Promise<unknown>;
  readonly #mostNames: number;
  #asked: Asked[] = [];

  /** @param canShare false sends each name by itself, for a cluster, where one command cannot ask two nodes */
  constructor(canShare: boolean, send: (names: readonly string[]) => Promise<unknown>) {
    this.#mostNames = canShare ? MOST_NAMES : 1;
    this.#send = send;
  }

  get(name: string): Promise<Buffer | null> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ name, resolve, reject });
      if (this.#asked.length >= this.#mostNames) this.#flush();
      // After the promises of this turn, which may ask for more.
      else if (this.#asked.length === 1) process.nextTick(this.#flush);
    });
  }

  readonly #flush = (): void => {
    const asked = this.#asked;
    this.#asked = [];
    if (asked.length > 0) void this.#ask(asked);
  };

  async #ask(asked: readonly Asked[]): Promise<void> {
    try {
      const found = await this.#send(asked.map(({ name }) => name));
      for (const [i, { resolve }] of asked.entries()) {
        const bytes: unknown = Array.isArray(found) ? found[i] : null;
        resolve(Buffer.isBuffer(bytes) ? bytes : null);
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
