/** Rewrites by somebody else: a brief to make one with, and a check of what came of it. Nothing is stored. */
import type { CheckRewriteInput, RewriteCheck } from '../prompt/rewrite/types.ts';
import type { RewriteService } from './types.ts';
import { validateImprove, validatePrompt } from './validate.ts';

export class Rewrites implements RewriteService {
  readonly #monotonic: () => number;

  /** @param monotonic monotonic milliseconds */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  async brief(...[request, improvement]: Parameters<RewriteService['brief']>): ReturnType<RewriteService['brief']> {
    const { rewriteBrief } = await import('./engine.ts');
    return rewriteBrief(request, improvement);
  }

  async check(request: CheckRewriteInput): Promise<RewriteCheck & { readonly durationMs: number }> {
    const startedMs = this.#monotonic();
    validateCheckRewrite(request);
    const { checkRewrite } = await import('./engine.ts');
    const check = checkRewrite(request);
    return { ...check, durationMs: this.#monotonic() - startedMs };
  }
}

/** @throws AppError with the field that is at fault and its limit */
function validateCheckRewrite({ rewrite, ...request }: CheckRewriteInput): void {
  validateImprove(request);
  validatePrompt('rewrite', rewrite);
}
