/** Two prompts side by side. Nothing is stored. */
import type { Comparison } from '../prompt/compare.ts';
import type { Computing } from './computing/computing.ts';
import type { StoredRuleSettings } from './rules/stored-settings.ts';
import type { CompareRequest, ComparisonService } from './types.ts';
import { validateContext, validatePrompt } from './validate.ts';

export class Comparisons implements ComparisonService {
  readonly #ruleSettings: Pick<StoredRuleSettings, 'current'>;
  readonly #computing: Pick<Computing, 'run'>;
  readonly #monotonic: () => number;

  /** @param monotonic monotonic milliseconds */
  constructor(
    ruleSettings: Pick<StoredRuleSettings, 'current'>,
    computing: Pick<Computing, 'run'>,
    monotonic: () => number,
  ) {
    this.#ruleSettings = ruleSettings;
    this.#computing = computing;
    this.#monotonic = monotonic;
  }

  async compare(request: CompareRequest, signal?: AbortSignal): Promise<Comparison & { readonly durationMs: number }> {
    const startedMs = this.#monotonic();
    const sizeBytes = validatePrompt('prompt_a', request.promptA) + validatePrompt('prompt_b', request.promptB);
    if (request.context) validateContext(request.context);
    const settings = await this.#ruleSettings.current();
    const comparison = await this.#computing.run({ kind: 'compare', job: request, settings }, sizeBytes, signal);
    return { ...comparison, durationMs: this.#monotonic() - startedMs };
  }
}
