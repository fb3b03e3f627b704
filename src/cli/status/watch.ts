/** A status that is shown again and again: drawn anew on a terminal, a line each time into a pipe. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppError, toAppError } from '../../errors/app-error.ts';
import type { WireStatus } from './source.ts';

/** A screen of its own without a cursor, and back. */
const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
const CLEAR_LINE = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';

export interface WatchOptions {
  readonly read: () => Promise<WireStatus>;
  readonly intervalMs: number;
  readonly out: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** Lines for the terminal. */
  readonly view: (status: WireStatus) => readonly string[];
  readonly errorView: (error: AppError) => readonly string[];
  /** The line for a pipe. */
  readonly line: (status: WireStatus) => string;
  readonly onError: (error: AppError) => void;
}

export type Seen = WireStatus | AppError;

/**
 * Until the signal.
 *
 * @returns what was seen last
 */
export async function watch(options: WatchOptions): Promise<Seen | undefined> {
  const { out, intervalMs, signal } = options;
  let seen: Seen | undefined;
  if (out.isTTY) out.write(ENTER);
  try {
    while (!signal.aborted) {
      seen = await look(options);
      if (signal.aborted) break;
      show(seen, options);
      await sleep(intervalMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    if (out.isTTY) out.write(LEAVE);
  }
  return seen;
}

async function look({ read }: WatchOptions): Promise<Seen> {
  return read().catch(toAppError);
}

function show(seen: Seen, { out, view, errorView, line, onError }: WatchOptions): void {
  if (!out.isTTY) {
    if (seen instanceof Error) onError(seen);
    else out.write(`${line(seen)}\n`);
    return;
  }
  // No more lines than there are: the screen would scroll.
  const lines = (seen instanceof Error ? errorView(seen) : view(seen)).slice(0, out.rows - 1);
  out.write(`${HOME}${lines.map((text) => `${text}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`);
}
