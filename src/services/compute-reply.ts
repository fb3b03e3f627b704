/** A computation on its way between threads: a text that the other side has, or that is there already, is not copied. */
import type { ImproveInput } from '../prompt/types.ts';
import type { RuleChange } from '../prompt/rule-settings.ts';
import type { Computation, ComputeJob } from './compute.ts';
import type { WorkerReply } from './worker-pool.ts';

/** A job as a thread gets it: settings are plain data, as an object's methods do not cross. */
export interface ThreadJob extends Omit<ComputeJob, 'input'> {
  readonly input: Omit<ImproveInput, 'settings'>;
  readonly ruleChanges: Readonly<Record<string, RuleChange>>;
}

export function toThread({ input: { settings, ...input }, mask }: ComputeJob): ThreadJob {
  return { input, ruleChanges: settings?.changes() ?? {}, mask };
}

export interface SlimComputation {
  readonly improvement: Omit<Computation['improvement'], 'improved'> & { readonly improved?: string };
  /** Each absent where it equals the text that is not masked. */
  readonly masked?: { readonly prompt?: string; readonly improved?: string };
}

export type ComputeReply = WorkerReply<SlimComputation>;

export function withoutCopies({ input }: ComputeJob, computation: Computation): SlimComputation {
  const { improvement, masked } = computation;
  const { improved, ...rest } = improvement;
  return {
    improvement: { ...rest, ...(improvement.changed && { improved }) },
    ...(masked && {
      masked: {
        ...(masked.prompt !== input.prompt && { prompt: masked.prompt }),
        ...(masked.improved !== improved && { improved: masked.improved }),
      },
    }),
  };
}

export function withCopies({ input: { prompt } }: ComputeJob, slim: SlimComputation): Computation {
  const { improvement, masked } = slim;
  const improved = improvement.improved ?? prompt;
  return {
    improvement: { ...improvement, improved },
    ...(masked && { masked: { prompt: masked.prompt ?? prompt, improved: masked.improved ?? improved } }),
  };
}
