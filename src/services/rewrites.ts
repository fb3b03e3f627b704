/** Rewrites by somebody else: a brief to make one with, and a check of what came of it. Nothing is stored. */
import type { CheckRewriteInput, RewriteCheck } from '../prompt/rewrite/types.ts';
import type { Computing } from './computing/computing.ts';
import type { RewriteService } from './types.ts';
import { validateImprove, validatePrompt } from './validate.ts';

export class Rewrites implements RewriteService {
  readonly #computing: Pick<Computing, 'run'>;
  readonly #monotonic: () => number;

  /** @param monotonic monotonic milliseconds */
  constructor(computing: Pick<Computing, 'run'>, monotonic: () => number) {
    this.#computing = computing;
    this.#monotonic = monotonic;
  }

  async brief(
    ...[{ prompt, answers }, improvement, signal]: Parameters<RewriteService['brief']>
  ): ReturnType<RewriteService['brief']> {
    const { improved: _improved, edits: _edits, ...found } = improvement;
    const job = { input: { prompt, ...(answers && { answers }) }, found };
    return this.#computing.run({ kind: 'brief', job, settings: undefined }, Buffer.byteLength(prompt), signal);
  }

  async check(
    request: CheckRewriteInput,
    signal?: AbortSignal,
  ): Promise<RewriteCheck & { readonly durationMs: number }> {
    const startedMs = this.#monotonic();
    const sizeBytes = validateCheckRewrite(request);
    const check = await this.#computing.run({ kind: 'check', job: request, settings: undefined }, sizeBytes, signal);
    return { ...check, durationMs: this.#monotonic() - startedMs };
  }
}

/**
 * @returns the size of the texts in bytes of UTF-8
 * @throws AppError with the field that is at fault and its limit
 */
function validateCheckRewrite({ rewrite, ...request }: CheckRewriteInput): number {
  const contextBytes = Buffer.byteLength(request.context?.text ?? '');
  return validateImprove(request) + validatePrompt('rewrite', rewrite) + contextBytes;
}
