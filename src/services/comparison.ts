/** Two prompts side by side. Nothing is stored. */
import type { Comparison } from '../prompt/compare.ts';
import type { StoredRuleSettings } from './stored-rule-settings.ts';
import type { CompareRequest, ComparisonService } from './types.ts';
import { validateContext, validatePrompt } from './validate.ts';

export class Comparisons implements ComparisonService {
  readonly #ruleSettings: Pick<StoredRuleSettings, 'current'>;
  readonly #monotonic: () => number;

  /** @param monotonic monotonic milliseconds */
  constructor(ruleSettings: Pick<StoredRuleSettings, 'current'>, monotonic: () => number) {
    this.#ruleSettings = ruleSettings;
    this.#monotonic = monotonic;
  }

  async compare(request: CompareRequest): Promise<Comparison & { readonly durationMs: number }> {
    const startedMs = this.#monotonic();
    validatePrompt('prompt_a', request.promptA);
    validatePrompt('prompt_b', request.promptB);
    if (request.context) validateContext(request.context);
    const [{ comparePrompts }, settings] = await Promise.all([import('./engine.ts'), this.#ruleSettings.current()]);
    const comparison = comparePrompts({ ...request, ...(settings && { settings }) });
    return { ...comparison, durationMs: this.#monotonic() - startedMs };
  }
}
