/** What an improvement takes of computing, in one function that runs on the event loop or in a worker thread. */
import type { Edit, ImproveInput, Improvement, Span } from '../prompt/types.ts';
import { applyEdits, findRepeats, findSecrets, improve, maskSecrets } from './engine.ts';

export interface ComputeJob {
  readonly input: ImproveInput;
  /** The texts are to be stored: mask the secrets in them. */
  readonly mask: boolean;
}

export interface Computation {
  readonly improvement: Improvement;
  /** The texts with every secret replaced by asterisks, in the prompt and in what was folded into it; absent unless asked for. */
  readonly masked?: { readonly prompt: string; readonly improved: string };
}

/** Secrets listed in a result; all are masked. A text of keys would make the result as large as itself. */
const MAX_SECRETS = 1_000;

/** @throws AppError `INVALID_ARGUMENT`, as `improve()` does */
export function compute({ input, mask }: ComputeJob): Computation {
  const improvement = improve(input);
  return {
    improvement: { ...improvement, secrets: improvement.secrets.slice(0, MAX_SECRETS) },
    ...(mask && { masked: maskedTexts(input.prompt, improvement) }),
  };
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
