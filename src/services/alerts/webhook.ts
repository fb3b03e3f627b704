/** Posts messages to the receiver: one at a time, signed, tried again while that can help. */
import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { CallPolicy, type CallPolicyFigures } from '../../resilience/policies.ts';
import { RetryBudget } from '../../resilience/retry-budget.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string | undefined;
  readonly timeoutMs: number;
  /** How long the breaker lets nothing through. */
  readonly breakerPauseMs: number;
  readonly version: string;
  readonly now: () => number;
  readonly monotonic: () => number;
}

/** The receiver answered, and not with success. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly status: number;

  constructor(status: number) {
    super(`The receiver answered with status ${status}.`);
    this.status = status;
  }

  /** It understood the message and does not want it: sending it again cannot help. */
  get isRefusal(): boolean {
    return this.status === 400 || this.status === 413 || this.status === 415 || this.status === 422;
  }

  get isTransient(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }
}

const MAX_RETRIES = 2;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 1_000;
const BREAKER_FAILURES = 5;
/** Of the answer nothing is needed; what is short is read, so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16_384;

/** The longest a message can be under way. */
export function longestSendMs(timeoutMs: number): number {
  return (MAX_RETRIES + 1) * timeoutMs + MAX_RETRIES * MAX_DELAY_MS;
}

/** `v1=` and the hex digest; the receiver computes the same of the bytes it got. See docs/security.md. */
function signatureOf(secret: string, timestampSeconds: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestampSeconds}.${body}`).digest('hex')}`;
}

export class Webhook {
  readonly #options: WebhookOptions;
  readonly #url: string;
  readonly #authorization: string | undefined;
  readonly #policy: CallPolicy;

  constructor(options: WebhookOptions) {
    this.#options = options;
    const url = new URL(options.url);
    const { username, password } = url;
    // fetch takes no user and password in the address.
    if (username !== '' || password !== '') {
      const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      this.#authorization = `Basic ${Buffer.from(account).toString('base64')}`;
    }
    url.username = '';
    url.password = '';
    this.#url = url.href;
    this.#policy = new CallPolicy({
      attemptTimeoutMs: options.timeoutMs,
      maxRetries: MAX_RETRIES,
      firstDelayMs: FIRST_DELAY_MS,
      maxDelayMs: MAX_DELAY_MS,
      budget: new RetryBudget({ share: 0.2, reserve: 10, perSecond: 0.2, now: options.monotonic }),
      breakerFailures: BREAKER_FAILURES,
      breakerPauseMs: options.breakerPauseMs,
      isTransient: (error) => !(error instanceof WebhookError) || error.isTransient,
    });
  }

  /**
   * @param id the same when the same is sent again
   * @throws WebhookError, or whatever kept the message from being answered; none of it holds the address
   */
  send(message: unknown, id: string, signal: AbortSignal): Promise<void> {
    const body = JSON.stringify(message);
    return this.#policy.run((attempt) => this.#post(body, id, attempt), signal);
  }

  figures(): CallPolicyFigures {
    return this.#policy.figures();
  }

  async #post(body: string, id: string, signal: AbortSignal): Promise<void> {
    const { secret, version, now } = this.#options;
    const timestampSeconds = Math.floor(now() / 1_000);
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `prompt-improver/${version}`,
        'x-prompt-improver-delivery': id,
        ...(this.#authorization !== undefined && { authorization: this.#authorization }),
        ...(secret !== undefined && {
          'x-prompt-improver-timestamp': `${timestampSeconds}`,
          'x-prompt-improver-signature': signatureOf(secret, timestampSeconds, body),
        }),
      },
      body,
      // Whoever answers with another address is not the receiver that was configured.
      redirect: 'manual',
      signal,
    });
    await discard(response);
    if (!response.ok) throw new WebhookError(response.status);
  }
}

async function discard(response: Response): Promise<void> {
  const lengthBytes = Number(response.headers.get('content-length') ?? Number.NaN);
  if (response.body === null) return;
  if (lengthBytes <= MAX_ANSWER_BYTES) await text(response.body);
  else await response.body.cancel();
}
