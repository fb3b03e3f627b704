/** All rows of a caller as text, page by page: as fast as they are read, and with one page in memory at a time. */
import { AppError, toAppError } from '../../errors/app-error.ts';
import type { PageRange, PageStore, Store } from '../../store/store.ts';
import type { Caller, ExportChunk, ExportKind, ExportRequest, ExportService } from '../types.ts';
import { formatter } from './export-format.ts';
import { type ExportRow, feedbackRow, improvementRow, sessionRow } from './export-rows.ts';

/** Each holds a page, and asks for another as soon as its reader has taken that one. */
const MAX_EXPORTS = 4;

/** Small enough for the young generation: larger strings are collected late, and pile up until then. */
const CHUNK_CHARS = 32_768;

export interface ExporterOptions {
  readonly store: () => Promise<Store>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Exporter implements ExportService {
  readonly #options: ExporterOptions;
  #running = 0;

  constructor(options: ExporterOptions) {
    this.#options = options;
  }

  async *export(caller: Caller, request: ExportRequest): AsyncGenerator<ExportChunk, void, undefined> {
    if (this.#running >= MAX_EXPORTS) {
      throw new AppError('OVERLOADED', `${MAX_EXPORTS} exports are running, which is the limit.`, {
        limit: MAX_EXPORTS,
      });
    }
    this.#running += 1;
    try {
      yield* this.#chunks(caller, request);
    } finally {
      this.#running -= 1;
    }
  }

  async *#chunks(caller: Caller, { kind, format, sinceMs = 0, untilMs }: ExportRequest): AsyncGenerator<ExportChunk> {
    // Rows that come while it runs are left out: it ends however many there are.
    const nowMs = this.#options.now();
    const range = { owner: caller.owner, sinceMs, untilMs: Math.min(untilMs ?? nowMs, nowMs) };
    const { head, row, failure } = formatter(format, kind);
    let text = head;
    let rows = 0;
    let hasBegun = false;
    try {
      for await (const page of this.#pages(kind, range, nowMs)) {
        for (const each of page) {
          text += row(each);
          rows += 1;
          if (text.length < CHUNK_CHARS) continue;
          hasBegun = true;
          yield { text, rows };
          text = '';
          rows = 0;
          caller.signal?.throwIfAborted();
        }
      }
    } catch (thrown) {
      // Nothing has been told yet: an error is all that the caller gets.
      if (!hasBegun || caller.signal?.aborted) throw thrown;
      const error = toAppError(thrown);
      yield { text: text + failure(error), rows };
      throw error;
    }
    if (text !== '') yield { text, rows };
  }

  #pages(kind: ExportKind, range: PageRange, nowMs: number): AsyncGenerator<readonly ExportRow[]> {
    switch (kind) {
      case 'improvements':
        return this.#each((pages, after) => pages.improvements(range, after), improvementRow);
      case 'feedback':
        return this.#each((pages, after) => pages.feedback(range, after), feedbackRow);
      case 'sessions':
        return this.#each((pages, after) => pages.sessions(range, nowMs, after), sessionRow);
    }
  }

  async *#each<Row>(
    read: (pages: PageStore, after?: Row) => Promise<readonly Row[]>,
    toRow: (row: Row) => ExportRow,
  ): AsyncGenerator<readonly ExportRow[]> {
    for (let after: Row | undefined; ;) {
      const { pages } = await this.#options.store();
      const rows = await read(pages, after);
      after = rows.at(-1);
      if (after === undefined) return;
      yield rows.map(toRow);
    }
  }
}
