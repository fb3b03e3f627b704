/** What `--fix` would change, as one patch over all files. */
import { renderDiff } from '../../improve/render-diff.ts';
import type { FileReport } from '../diagnostic.ts';
import { fixesOf } from '../lint.ts';
import type { Reporter } from './reporter.ts';

export function diffReporter(stream: NodeJS.WriteStream): Reporter {
  return { start: () => '', file: (report) => diffOf(report, stream), end: () => '' };
}

function diffOf({ path, linted, hasByteOrderMark }: FileReport, stream: NodeJS.WriteStream): string {
  if (!linted) return '';
  if (!hasByteOrderMark) return renderDiff({ path, ...linted, edits: fixesOf(linted) }, stream);
  const moved = <S extends { readonly start: number; readonly end: number }>(span: S): S => ({
    ...span,
    start: span.start + 1,
    end: span.end + 1,
  });
  return renderDiff(
    { path, text: `\ufeff${linted.text}`, edits: fixesOf(linted).map(moved), secrets: linted.secrets.map(moved) },
    stream,
  );
}
