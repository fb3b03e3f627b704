/** Makes the edits of a text, and no other change. */
import { applyEdits } from '../../prompt/edits.ts';
import { isOpen, type LintedText } from './diagnostic.ts';
import { fixesOf, lintText, type LintOptions } from './lint.ts';

/** Where an edit is suppressed, the others may make room for new ones. */
const MAX_PASSES = 5;

export interface FixedText {
  /** What is left to be said about the text as it is now. */
  readonly linted: LintedText;
  /** Edits that were made. */
  readonly fixed: number;
}

/** @throws AppError as `lintText` */
export function fixText(original: string, options: LintOptions = {}): FixedText {
  let linted = lintText(original, options);
  let fixed = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const edits = fixesOf(linted);
    if (edits.length === 0) break;
    fixed += linted.diagnostics.filter((diagnostic) => isOpen(diagnostic) && diagnostic.fix !== undefined).length;
    linted = lintText(applyEdits(linted.text, edits), options);
  }
  return { linted, fixed };
}
