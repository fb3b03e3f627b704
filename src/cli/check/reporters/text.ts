/** `path:line:column: severity rule message`, one line each, as editors and terminals make links of. */
import type { Severity } from '../../../prompt/types.ts';
import { visible, type Paint, type Style } from '../../output.ts';
import { isOpen, type FileReport } from '../diagnostic.ts';
import { secretMasker } from '../../improve/masking.ts';
import type { Reporter } from './reporter.ts';

const STYLES: Readonly<Record<Severity, Style>> = { high: 'red', medium: 'yellow', low: 'cyan', info: 'dim' };

export function textReporter(paint: Paint): Reporter {
  return {
    start: () => '',
    file: (report) =>
      linesOf(report, paint)
        .map((line) => `${line}\n`)
        .join(''),
    end: () => '',
  };
}

function linesOf({ path, linted, error }: FileReport, paint: Paint): readonly string[] {
  const name = oneLine(path);
  const failed = error
    ? [`${name}:1:1: ${paint(['red', 'bold'], 'error')} ${error.code} ${oneLine(error.message)}`]
    : [];
  if (!linted) return failed;
  const masked = secretMasker(linted);
  const found = linted.diagnostics.filter(isOpen).map(({ start, severity, rule, message }) => {
    const { line, column } = linted.lines.positionOf(start);
    return `${name}:${line}:${column}: ${paint(STYLES[severity], severity)} ${paint('bold', rule)} ${oneLine(masked(message))}`;
  });
  return [...failed, ...found];
}

function oneLine(text: string): string {
  return visible(text).replaceAll(/[\n\t]+/g, ' ');
}
