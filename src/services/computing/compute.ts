/** What takes computing, as functions from plain data to plain data that run on the event loop or in a worker thread. */
import type { CompareInput, Comparison } from '../../prompt/compare.ts';
import type { BriefInput, FoundInPrompt, RewriteBrief } from '../../prompt/rewrite/brief.ts';
import type { CheckRewriteInput, RewriteCheck } from '../../prompt/rewrite/types.ts';
import type { RuleSettings } from '../../prompt/rule-settings.ts';
import type { Edit, ImproveInput, Improvement, Span } from '../../prompt/types.ts';
import {
  applyEdits,
  checkRewrite,
  comparePrompts,
  findRepeats,
  findSecrets,
  improve,
  maskSecrets,
  rewriteBrief,
} from './engine.ts';

/** What each kind of job takes. */
export interface Jobs {
  readonly improve: {
    readonly input: Omit<ImproveInput, 'settings'>;
    /** The texts are to be stored: mask the secrets in them. */
    readonly mask: boolean;
    /** The result may be kept for other calls: say whether it holds a secret. */
    readonly isForCache?: boolean;
  };
  readonly brief: { readonly input: BriefInput; readonly found: FoundInPrompt };
  readonly check: CheckRewriteInput;
  readonly compare: Omit<CompareInput, 'settings'>;
}

/** What comes of each kind of job. */
export interface Results {
  readonly improve: Computation;
  readonly brief: RewriteBrief;
  readonly check: RewriteCheck;
  readonly compare: Comparison;
}

export type JobKind = keyof Jobs;

export interface ComputeJob<Kind extends JobKind> {
  readonly kind: Kind;
  readonly job: Jobs[Kind];
  readonly settings: RuleSettings | undefined;
}

export interface Computation {
  readonly improvement: Improvement;
  /** The texts with every secret replaced by asterisks, in the prompt and in what was folded into it; absent unless asked for. */
  readonly masked?: { readonly prompt: string; readonly improved: string };
  /** A secret is in the prompt, in what was made of it, in the context or in an answer; absent unless asked for. */
  readonly holdsSecret?: boolean;
}

/** Secrets listed in a result; all are masked. A text of keys would make the result as large as itself. */
const MAX_SECRETS = 1_000;

type Work = { readonly [Kind in JobKind]: (job: Jobs[Kind], settings: RuleSettings | undefined) => Results[Kind] };

const WORK: Work = {
  improve: ({ input, mask, isForCache }, settings) => {
    const improvement = improve({ ...input, ...(settings && { settings }) });
    return {
      improvement: { ...improvement, secrets: improvement.secrets.slice(0, MAX_SECRETS) },
      ...(mask && { masked: maskedTexts(input.prompt, improvement) }),
      ...(isForCache && { holdsSecret: holdsSecret(input, improvement) }),
    };
  },
  brief: ({ input, found }) => rewriteBrief(input, found),
  check: checkRewrite,
  compare: (input, settings) => comparePrompts({ ...input, ...(settings && { settings }) }),
};

/** @throws AppError `INVALID_ARGUMENT`, as the function for the kind of job does */
export function compute<Kind extends JobKind>({ kind, job, settings }: ComputeJob<Kind>): Results[Kind] {
  return WORK[kind](job, settings);
}

function holdsSecret({ context = {}, answers = {} }: Jobs['improve']['input'], improvement: Improvement): boolean {
  if (improvement.secrets.length > 0) return true;
  const { files = [], text = '', testCommand = '', codeLanguage = '' } = context;
  const texts = [
    ...(improvement.changed ? [improvement.improved] : []),
    ...[text, files.join('\n'), testCommand, codeLanguage].filter((part) => part !== ''),
    ...Object.values(answers),
  ];
  return texts.some((part) => findSecrets(part).length > 0);
}

function maskedTexts(prompt: string, { edits, improved, secrets }: Improvement): NonNullable<Computation['masked']> {
  // A secret that is repeated without what gave it away is masked, too.
  const mask = (text: string, found: readonly Span[]) =>
    maskSecrets(text, secrets.length === 0 ? found : [...found, ...findRepeats(text, prompt, secrets)]);
  const maskedEdits = edits.map((edit): Edit => ({ ...edit, text: mask(edit.text, findSecrets(edit.text)) }));
  if (secrets.length === 0 && edits.every((edit, index) => edit.text === maskedEdits[index]?.text))
    return { prompt, improved };
  const masked = mask(prompt, secrets);
  return { prompt: masked, improved: applyEdits(masked, maskedEdits) };
}
