/** What one writer of a session was told, and whether what it then reads could have been read. */

/** The only ways in which a call to a session may fail here. */
const ALLOWED_FAILURES = ['STORE_UNAVAILABLE', 'SESSION_CONFLICT'];

export interface Acknowledged {
  readonly n: number;
  /** Of the replica, a new one after each start. */
  readonly by: string;
  readonly atMs: number;
}

export class Ledger {
  readonly sessionId: string;
  readonly violations: string[] = [];
  readonly #acknowledged: Acknowledged[] = [];
  /** Failed, cut off or under way: they may have been committed, or be yet. */
  readonly #doubtful = new Set<number>();
  #last = 0;
  late = 0;
  latestMs = 0;

  constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  get acknowledged(): number {
    return this.#acknowledged.length;
  }

  /** The value of the next write. */
  begin(): number {
    this.#last += 1;
    this.#doubtful.add(this.#last);
    return this.#last;
  }

  /** @param isOnlyOne it named the version that it replaced: no earlier write can be committed behind it */
  acknowledge(n: number, by: string, isOnlyOne: boolean): void {
    if (isOnlyOne) this.#doubtful.clear();
    else this.#doubtful.delete(n);
    this.#acknowledged.push({ n, by, atMs: performance.now() });
  }

  /** @param code of the error catalogue; undefined when the replica died before it had answered */
  failed(code: unknown, message: string): void {
    if (code !== undefined && !ALLOWED_FAILURES.includes(String(code)))
      this.#violation(`failed with ${code}: ${message}`);
  }

  /**
   * @param boundMs how old a value may be of which another replica has acknowledged a newer one
   * @param beganMs when it was asked for
   */
  seen(n: number, from: string, beganMs: number, boundMs: number): void {
    if (this.#doubtful.has(n)) return;
    const missed = this.#acknowledged.filter((one) => one.n > n && one.atMs <= beganMs);
    const [first] = missed;
    if (first === undefined) return;
    const own = missed.find((one) => one.by === from);
    const ageMs = beganMs - first.atMs;
    if (own !== undefined) this.#violation(`${n} read from ${from}, which had acknowledged ${own.n} itself`);
    else if (ageMs > boundMs) this.#violation(`${n} read from ${from}, ${ageMs.toFixed(0)} ms after ${first.n}`);
    this.late += 1;
    this.latestMs = Math.max(this.latestMs, ageMs);
  }

  /** What is there after everything has healed. */
  settled(n: number | undefined, where: string): void {
    const last = this.#acknowledged.at(-1);
    if (last === undefined || n === last.n) return;
    if (n === undefined || !this.#doubtful.has(n)) this.#violation(`${n} in the end in ${where}, not ${last.n}`);
  }

  #violation(what: string): void {
    this.violations.push(`${this.sessionId}: ${what}`);
  }
}
