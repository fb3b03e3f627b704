/** Jobs and results on their way between threads: a text that the other side has, or that is there already, is not copied. */
import type { RuleChange } from '../../prompt/rule-settings.ts';
import type { Computation, ComputeJob, JobKind, Jobs, Results } from './compute.ts';
import type { WorkerReply } from './worker-pool.ts';

/** A job as a thread gets it: settings are plain data, as an object's methods do not cross. */
export interface ThreadJob<Kind extends JobKind = JobKind> extends Omit<ComputeJob<Kind>, 'settings'> {
  readonly ruleChanges: Readonly<Record<string, RuleChange>>;
}

export function toThread<Kind extends JobKind>({ kind, job, settings }: ComputeJob<Kind>): ThreadJob<Kind> {
  return { kind, job, ruleChanges: settings?.changes() ?? {} };
}

interface SlimComputation extends Pick<Computation, 'holdsSecret'> {
  readonly improvement: Omit<Computation['improvement'], 'improved'> & { readonly improved?: string };
  /** Each absent where it equals the text that is not masked. */
  readonly masked?: { readonly prompt?: string; readonly improved?: string };
}

/** Results as they cross. */
export interface Slim extends Omit<Results, 'improve'> {
  readonly improve: SlimComputation;
}

export type ComputeReply = WorkerReply<Slim[JobKind]>;

interface Crossing<Kind extends JobKind> {
  readonly slim: (job: Jobs[Kind], result: Results[Kind]) => Slim[Kind];
  readonly whole: (job: Jobs[Kind], slim: Slim[Kind]) => Results[Kind];
}

const asItIs = { slim: <T>(_job: unknown, result: T): T => result, whole: <T>(_job: unknown, slim: T): T => slim };

const CROSSINGS: { readonly [Kind in JobKind]: Crossing<Kind> } = {
  improve: { slim: slimComputation, whole: wholeComputation },
  brief: asItIs,
  check: asItIs,
  compare: asItIs,
};

export function withoutCopies<Kind extends JobKind>(kind: Kind, job: Jobs[Kind], result: Results[Kind]): Slim[Kind] {
  return CROSSINGS[kind].slim(job, result);
}

export function withCopies<Kind extends JobKind>(kind: Kind, job: Jobs[Kind], slim: Slim[Kind]): Results[Kind] {
  return CROSSINGS[kind].whole(job, slim);
}

function slimComputation({ input }: Jobs['improve'], { improvement, masked, ...flags }: Computation): SlimComputation {
  const { improved, ...rest } = improvement;
  return {
    ...flags,
    improvement: { ...rest, ...(improvement.changed && { improved }) },
    ...(masked && {
      masked: {
        ...(masked.prompt !== input.prompt && { prompt: masked.prompt }),
        ...(masked.improved !== improved && { improved: masked.improved }),
      },
    }),
  };
}

function wholeComputation({ input: { prompt } }: Jobs['improve'], slim: SlimComputation): Computation {
  const { improvement, masked, ...flags } = slim;
  const improved = improvement.improved ?? prompt;
  return {
    ...flags,
    improvement: { ...improvement, improved },
    ...(masked && { masked: { prompt: masked.prompt ?? prompt, improved: masked.improved ?? improved } }),
  };
}
