import type { FileReport } from '../diagnostic.ts';
import type { Summary } from '../tally.ts';

/** Turns what a check finds into output, a piece at a time: no more than one file is held in memory. */
export interface Reporter {
  start(): string;
  file(report: FileReport): string;
  end(summary: Summary): string;
}
