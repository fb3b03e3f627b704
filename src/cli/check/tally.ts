/** What a check comes to: the counts, and whether it fails. */
import type { Severity } from '../../prompt/types.ts';
import { isOpen, type FileReport } from './diagnostic.ts';
import { numberText } from '../../errors/number-text.ts';

/** `none`: only a file that cannot be checked fails. */
export type FailOn = 'high' | 'medium' | 'low' | 'none';

const RANK: Readonly<Record<Severity | 'none', number>> = { none: 4, high: 3, medium: 2, low: 1, info: 0 };

export interface Summary {
  readonly files: number;
  readonly filesWithDiagnostics: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly info: number;
  readonly suppressed: number;
  /** Edits that `--fix` would make. */
  readonly fixable: number;
  readonly fixed: number;
  /** Files that could not be checked or not be written. */
  readonly errors: number;
  readonly failOn: FailOn;
  /** 0 nothing at or above the threshold, 1 something, 2 a file could not be checked or written. */
  readonly exitCode: 0 | 1 | 2;
}

export class Tally {
  readonly #failOn: FailOn;
  readonly #counts = { high: 0, medium: 0, low: 0, info: 0 };
  #files = 0;
  #filesWithDiagnostics = 0;
  #suppressed = 0;
  #fixable = 0;
  #fixed = 0;
  #errors = 0;

  constructor(failOn: FailOn) {
    this.#failOn = failOn;
  }

  add({ linted, fixed, error }: FileReport): void {
    const all = linted?.diagnostics ?? [];
    const open = all.filter(isOpen);
    this.#files++;
    if (open.length > 0) this.#filesWithDiagnostics++;
    for (const { severity } of open) this.#counts[severity]++;
    this.#suppressed += all.length - open.length;
    this.#fixable += open.filter(({ fix }) => fix !== undefined).length;
    this.#fixed += fixed;
    if (error) this.#errors++;
  }

  get summary(): Summary {
    const counts = { ...this.#counts };
    const severities = ['high', 'medium', 'low', 'info'] as const;
    const failed = severities.some((severity) => counts[severity] > 0 && RANK[severity] >= RANK[this.#failOn]);
    return {
      files: this.#files,
      filesWithDiagnostics: this.#filesWithDiagnostics,
      ...counts,
      suppressed: this.#suppressed,
      fixable: this.#fixable,
      fixed: this.#fixed,
      errors: this.#errors,
      failOn: this.#failOn,
      exitCode: this.#errors > 0 ? 2 : failed ? 1 : 0,
    };
  }
}

/** One line for a person, such as `3 files checked: 1 high, 2 low. 1 can be fixed with --fix.` */
export function summaryLine(summary: Summary): string {
  const counts = (['high', 'medium', 'low', 'info'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => `${numberText(summary[severity])} ${severity}`);
  const found =
    counts.length === 0
      ? 'nothing to report'
      : `${counts.join(', ')} in ${plural(summary.filesWithDiagnostics, 'file')}`;
  const rest = [
    summary.fixed > 0 ? `${numberText(summary.fixed)} fixed.` : '',
    summary.fixable > 0 ? `${numberText(summary.fixable)} can be fixed with --fix.` : '',
    summary.suppressed > 0 ? `${numberText(summary.suppressed)} suppressed.` : '',
    summary.errors > 0 ? `${plural(summary.errors, 'file')} could not be processed.` : '',
  ];
  return [`${plural(summary.files, 'file')} checked: ${found}.`, ...rest].filter((part) => part !== '').join(' ');
}

function plural(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`;
}
