/**
 * `improve --check`: many prompt files, one report. A file that cannot be checked is reported and the others go on. Nothing is
 * stored, and no setting is read. One file at a time is in memory.
 */
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { toAppError } from '../../errors/app-error.ts';
import { improve } from '../../prompt/improve.ts';
import { paintFor } from '../output.ts';
import type { FileReport } from './diagnostic.ts';
import { findFiles, shownPath } from './find-files.ts';
import { fixText } from './fix.ts';
import { lintText } from './lint.ts';
import type { CheckRequest } from './options.ts';
import { readPromptFile, replacePromptFile } from './prompt-file.ts';
import type { Reporter } from './reporters/reporter.ts';
import { summaryLine, Tally } from './tally.ts';

/** How a shell names the end by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * @returns the exit code: 0 nothing at or above the threshold, 1 something, 2 a file that could not be checked or written
 * @throws AppError `FILE_NOT_FOUND` for a pattern without a file, `INVALID_ARGUMENT` for an unknown rule
 */
export async function runCheck(request: CheckRequest): Promise<number> {
  // An unknown rule is an error of the call, not of each file.
  if (request.only) improve({ prompt: '-', only: request.only });
  const cwd = process.cwd();
  const paths = await findFiles(request.patterns, cwd);
  const reporter = await reporterFor(request.format);
  const tally = new Tally(request.failOn);
  const stop = stopOnSignal();
  await write(reporter.start());
  for (const path of paths) {
    // Lets signals and the end of the reader through.
    await setImmediate();
    if (stop.code !== undefined) break;
    const report = reportOf(path, shownPath(path, cwd), request);
    tally.add(report);
    await write(reporter.file(report));
  }
  const { summary } = tally;
  await write(reporter.end(summary));
  process.stderr.write(`${summaryLine(summary)}\n`);
  return stop.code ?? summary.exitCode;
}

function reportOf(path: string, shown: string, request: CheckRequest): FileReport {
  const base = { path: shown, hasByteOrderMark: false, fixed: 0 };
  try {
    const { text, hasByteOrderMark } = readPromptFile(path);
    const { linted, fixed } = request.fix ? fixText(text, request) : { linted: lintText(text, request), fixed: 0 };
    if (fixed === 0) return { ...base, hasByteOrderMark, linted };
    try {
      replacePromptFile(path, { text: linted.text, hasByteOrderMark });
      return { ...base, hasByteOrderMark, linted, fixed };
    } catch (error) {
      return { ...base, hasByteOrderMark, linted: lintText(text, request), error: toAppError(error) };
    }
  } catch (error) {
    return { ...base, error: toAppError(error) };
  }
}

async function reporterFor(format: CheckRequest['format']): Promise<Reporter> {
  switch (format) {
    case 'json':
      return (await import('./reporters/json.ts')).jsonReporter();
    case 'sarif':
      return (await import('./reporters/sarif.ts')).sarifReporter();
    case 'github':
      return (await import('./reporters/github.ts')).githubReporter();
    case 'diff':
      return (await import('./reporters/diff.ts')).diffReporter(process.stdout);
    case 'text':
      return (await import('./reporters/text.ts')).textReporter(paintFor(process.stdout));
  }
}

/** A reader that is slow slows the check down. */
async function write(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** The file under way is finished and the report closed, so that nothing is left half done. A second signal ends it at once. */
function stopOnSignal(): { readonly code: number | undefined } {
  const stop: { code: number | undefined } = { code: undefined };
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      stop.code = code;
    });
  }
  return stop;
}
