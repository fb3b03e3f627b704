/** The options of `improve --check`. */
import { Option, type Command } from 'commander';
import { AppError } from '../../errors/app-error.ts';
import type { LintOptions } from './lint.ts';
import type { FailOn } from './tally.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const FAIL_ON = ['high', 'medium', 'low', 'none'] as const satisfies readonly FailOn[];
/** Of one prompt only. */
const NOT_WITH_CHECK = ['file', 'text', 'ndjson', 'answer', 'session', 'rewriteBrief'];

export interface CheckOptions {
  readonly check?: true;
  readonly format?: (typeof FORMATS)[number];
  readonly failOn?: FailOn;
  readonly fix?: true;
  readonly diff?: true;
  readonly json?: true;
}

/** What `runCheck` works with. */
export interface CheckRequest extends LintOptions {
  readonly patterns: readonly string[];
  readonly format: (typeof FORMATS)[number] | 'diff';
  readonly failOn: FailOn;
  readonly fix: boolean;
}

export function addCheckOptions(command: Command): Command {
  return command
    .addOption(new Option('--check', 'check files, folders and globs instead').conflicts(NOT_WITH_CHECK))
    .addOption(new Option('--format <format>', 'with --check: how to report').choices(FORMATS))
    .addOption(
      new Option('--fail-on <severity>', 'with --check: exit with 1 from this severity on (default: medium)').choices(
        FAIL_ON,
      ),
    )
    .addOption(new Option('--fix', 'with --check: write the edits back to the files').conflicts(['diff']));
}

/** @throws AppError `INVALID_ARGUMENT` when options do not go together */
export function checkRequest(patterns: readonly string[], options: CheckOptions, lint: LintOptions): CheckRequest {
  if (patterns.length === 0) {
    throw new AppError('INVALID_ARGUMENT', '--check needs at least one file, folder or glob.', {
      field: 'prompt',
      hint: "Such as: prompt-improver improve --check 'prompts/**/*.md'",
    });
  }
  const { format, json, diff } = options;
  if (json && format !== undefined && format !== 'json') throw contradiction('--json', `--format ${format}`);
  if (diff && (json || (format !== undefined && format !== 'text')))
    throw contradiction('--diff', json ? '--json' : `--format ${format}`);
  return {
    patterns,
    format: diff ? 'diff' : json ? 'json' : (format ?? 'text'),
    failOn: options.failOn ?? 'medium',
    fix: options.fix === true,
    ...lint,
  };
}

/** @throws AppError `INVALID_ARGUMENT` for an option that means nothing without --check */
export function refuseCheckOptions({ format, failOn, fix }: CheckOptions): void {
  const given = Object.entries({ '--format': format, '--fail-on': failOn, '--fix': fix }).find(
    ([, value]) => value !== undefined,
  );
  if (given) throw new AppError('INVALID_ARGUMENT', `${given[0]} needs --check.`, { field: given[0] });
}

function contradiction(field: string, other: string): AppError {
  return new AppError('INVALID_ARGUMENT', `${field} and ${other} cannot be used together.`, { field });
}
