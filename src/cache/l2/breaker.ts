type State =
  | { readonly kind: 'closed'; failures: number }
  | { readonly kind: 'open'; readonly successes: number; readonly pauseMs: number; readonly timer: NodeJS.Timeout };

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Resolves when the other side answers as it should. */
  readonly probe: () => Promise<void>;
  readonly onChange: (state: 'closed' | 'open') => void;
}

/** Probes in a row that must succeed: one may have been luck. */
const PROBES_TO_CLOSE = 2;
/** Between probes. Short at first: one hiccup makes all reads under way fail at once. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/**
 * Stops asking what does not answer. It is half open only towards its own probes, in the background: libraries (cockatiel,
 * opossum) try again with a caller's request, and that caller pays with a deadline each time.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  #state: State = { kind: 'closed', failures: 0 };

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  succeeded(): void {
    if (this.#state.kind === 'closed') this.#state.failures = 0;
  }

  failed(): void {
    if (this.#state.kind === 'open') return;
    this.#state.failures += 1;
    if (this.#state.failures < this.#options.failures) return;
    this.#open(0, FIRST_PAUSE_MS);
    this.#options.onChange('open');
  }

  /** Forgets everything; for a new connection. */
  reset(): void {
    if (this.#state.kind === 'closed') {
      this.#state.failures = 0;
      return;
    }
    clearTimeout(this.#state.timer);
    this.#state = { kind: 'closed', failures: 0 };
    this.#options.onChange('closed');
  }

  #open(successes: number, pauseMs: number): void {
    const timer = setTimeout(() => void this.#probe(), pauseMs).unref();
    this.#state = { kind: 'open', successes, pauseMs, timer };
  }

  async #probe(): Promise<void> {
    const before = this.#state;
    const isWell = await this.#isWell();
    if (this.#state !== before || before.kind !== 'open') return;
    if (!isWell) this.#open(0, Math.min(2 * before.pauseMs, LONGEST_PAUSE_MS));
    else if (before.successes + 1 < PROBES_TO_CLOSE) this.#open(before.successes + 1, FIRST_PAUSE_MS);
    else this.reset();
  }

  async #isWell(): Promise<boolean> {
    try {
      await this.#options.probe();
      return true;
    } catch {
      return false;
    }
  }
}
