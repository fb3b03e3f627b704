/** Workflow commands of GitHub Actions: each diagnostic becomes an annotation of its line. */
import type { Severity } from '../../../prompt/types.ts';
import { visible } from '../../output.ts';
import { isOpen, type FileReport } from '../diagnostic.ts';
import { secretMasker } from '../../improve/masking.ts';
import type { Reporter } from './reporter.ts';

const LEVELS: Readonly<Record<Severity, string>> = { high: 'error', medium: 'warning', low: 'notice', info: 'notice' };

export function githubReporter(): Reporter {
  return {
    start: () => '',
    file: (report) =>
      commandsOf(report)
        .map((command) => `${command}\n`)
        .join(''),
    end: () => '',
  };
}

function commandsOf({ path, linted, error }: FileReport): readonly string[] {
  const file = property(path);
  const failed = error ? [`::error file=${file},title=${error.code}::${data(error.message)}`] : [];
  if (!linted) return failed;
  const masked = secretMasker(linted);
  const found = linted.diagnostics.filter(isOpen).map(({ start, end, severity, rule, message, advice }) => {
    const from = linted.lines.positionOf(start);
    const to = linted.lines.positionOf(end);
    // Columns are taken within one line only.
    const place =
      from.line === to.line
        ? `line=${from.line},col=${from.column},endColumn=${to.column}`
        : `line=${from.line},endLine=${to.line}`;
    const text = masked(advice === undefined ? message : `${message} ${advice}`);
    return `::${LEVELS[severity]} file=${file},${place},title=${rule}::${data(text)}`;
  });
  return [...failed, ...found];
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
