/**
 * The way of one POST through admission. What is known before its body is read decides whether to read it at all; the place
 * itself is taken when the body is there, so that a client that sends slowly holds none.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { type Work, workOf, workOfBody } from '../mcp/work-class.ts';
import type { Admission } from '../resilience/admission/admission.ts';
import type { Permit } from '../resilience/admission/lane.ts';

/** No list, status or handshake needs a larger body. */
const CONTROL_BYTES = 16_384;

export class PostAdmission {
  readonly #admission: Admission;
  readonly #owner: string;
  readonly #signal: AbortSignal;
  #entered: Work | undefined;
  #permit: Permit | undefined;
  #waitedMs = 0;
  #isIn = false;

  constructor(admission: Admission, owner: string, signal: AbortSignal) {
    this.#admission = admission;
    this.#owner = owner;
    this.#signal = signal;
  }

  /**
   * Before the body is read.
   *
   * @throws AppError `OVERLOADED`
   */
  check(headers: IncomingHttpHeaders): void {
    const work = workOfHeaders(headers);
    if (work !== undefined) this.#admission.check(work.workClass, this.#owner);
  }

  /**
   * The body is there. A large one waits for its place as it is; a small one is parsed first, which costs next to nothing and
   * shows what is called, and by which id.
   *
   * @throws AppError `OVERLOADED`; or the reason of the signal
   */
  async enterUnparsed(bytes: Uint8Array): Promise<void> {
    if (bytes.length > CONTROL_BYTES) await this.#enter({ workClass: 'live', operation: 'large' });
  }

  /** @throws as `enterUnparsed` */
  async enterParsed(body: unknown): Promise<void> {
    const work = this.#permit === undefined ? workOfBody(body) : undefined;
    if (work !== undefined) await this.#enter(work);
    this.#isIn = true;
  }

  /** It is carried out: it has its place, or needs none. */
  get isIn(): boolean {
    return this.#isIn;
  }

  /** For its place. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** The answer has been written, or will be no more. */
  leave(): void {
    this.#permit?.release(this.#signal.aborted ? undefined : this.#entered?.operation);
  }

  async #enter(work: Work): Promise<void> {
    const entered = this.#admission.enter(work.workClass, this.#owner, this.#signal);
    this.#entered = work;
    if (entered instanceof Promise) {
      const sinceMs = performance.now();
      this.#permit = await entered;
      this.#waitedMs = performance.now() - sinceMs;
    } else this.#permit = entered;
  }
}

/** Only what is safe to believe: who lies gains that the body is read, and is then judged by it. */
function workOfHeaders(headers: IncomingHttpHeaders): Work | undefined {
  const method = headers['mcp-method'];
  const name = headers['mcp-name'];
  if (Number(headers['content-length'] ?? 0) > CONTROL_BYTES) return { workClass: 'live', operation: 'large' };
  if (typeof method !== 'string') return undefined;
  return workOf(method, method === 'resources/read' ? { uri: name } : { name });
}
