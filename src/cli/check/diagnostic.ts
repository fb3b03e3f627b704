/** What a check says about a file. Offsets are UTF-16 code units of the file's text without its byte order mark. */
import type { TextEdit } from '../../prompt/edits.ts';
import type { Question, Severity, Span } from '../../prompt/types.ts';
import type { AppError } from '../../errors/app-error.ts';
import type { LineIndex } from './line-index.ts';
import type { Suppression } from './suppression.ts';

export interface Diagnostic extends Span {
  readonly kind: 'finding' | 'edit' | 'question' | 'suppression';
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly advice?: string;
  readonly question?: Pick<Question, 'id' | 'facet' | 'options'>;
  /** What `--fix` does, all or nothing. */
  readonly fix?: readonly TextEdit[];
  readonly suppressedBy?: Suppression;
}

export interface LintedText {
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: string;
  readonly task: string;
  readonly score: { readonly before: number; readonly after: number; readonly potential: number };
  /** In order of place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Ranges of the text that hold a secret. */
  readonly secrets: readonly Span[];
}

export interface FileReport {
  /** As it is shown: relative to the current folder if it is below, with `/`. */
  readonly path: string;
  readonly hasByteOrderMark: boolean;
  /** Missing when the file could not be checked. */
  readonly linted?: LintedText;
  /** Edits that were written to the file. */
  readonly fixed: number;
  /** Why it could not be checked, or not be written. */
  readonly error?: AppError;
}

/** How serious an edit and a question are; findings say it themselves. */
export const EDIT_SEVERITY: Severity = 'medium';
export const QUESTION_SEVERITY: Severity = 'low';

export function isOpen({ suppressedBy }: Diagnostic): boolean {
  return suppressedBy === undefined;
}
