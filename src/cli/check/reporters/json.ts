/** One JSON object, `{version, tool, files, summary}`, written file by file. A public contract: docs/lint.md describes it. */
import { VERSION } from '../../../version.ts';
import type { Diagnostic, FileReport, LintedText } from '../diagnostic.ts';
import { secretMasker } from '../../improve/masking.ts';
import type { Summary } from '../tally.ts';
import { ruleInfo } from '../check-rules.ts';
import type { Reporter } from './reporter.ts';

/** Counts up when a field changes its meaning or goes; new fields may come without. */
const FORMAT_VERSION = 1;

export function jsonReporter(): Reporter {
  let isFirst = true;
  return {
    start: () =>
      `{"version":${FORMAT_VERSION},"tool":${JSON.stringify({ name: 'prompt-improver', version: VERSION })},"files":[`,
    file: (report) => {
      const separator = isFirst ? '\n' : ',\n';
      isFirst = false;
      return separator + JSON.stringify(fileObject(report));
    },
    end: (summary) => `\n],"summary":${JSON.stringify(summaryObject(summary))}}\n`,
  };
}

function fileObject({ path, linted, fixed, error }: FileReport) {
  const masked = linted ? secretMasker(linted) : undefined;
  return {
    path,
    ...(linted &&
      masked && {
        language: linted.language,
        task: linted.task,
        score: { before: linted.score.before, after: linted.score.after, potential: linted.score.potential },
        diagnostics: linted.diagnostics.map((diagnostic) => diagnosticObject(diagnostic, linted, masked)),
      }),
    fixed,
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function diagnosticObject(diagnostic: Diagnostic, { lines }: LintedText, masked: (text: string) => string) {
  const { kind, rule, severity, message, advice, start, end, question, fix, suppressedBy } = diagnostic;
  const from = lines.positionOf(start);
  const to = lines.positionOf(end);
  return {
    kind,
    rule,
    name: ruleInfo(rule)?.name ?? rule,
    severity,
    message: masked(message),
    ...(advice !== undefined && { advice: masked(advice) }),
    line: from.line,
    column: from.column,
    end_line: to.line,
    end_column: to.column,
    start,
    end,
    ...(question && { question }),
    // A fix that repeats a secret would hand it on.
    ...(fix && fix.every(({ text }) => masked(text) === text) && { fix }),
    ...(suppressedBy && {
      suppressed: {
        line: lines.positionOf(suppressedBy.start).line,
        ...(suppressedBy.reason !== undefined && { reason: masked(suppressedBy.reason) }),
      },
    }),
  };
}

function summaryObject(summary: Summary) {
  const { files, filesWithDiagnostics, high, medium, low, info, suppressed, fixable, fixed, errors } = summary;
  return {
    files,
    files_with_diagnostics: filesWithDiagnostics,
    high,
    medium,
    low,
    info,
    suppressed,
    fixable,
    fixed,
    errors,
    fail_on: summary.failOn,
    exit_code: summary.exitCode,
  };
}
