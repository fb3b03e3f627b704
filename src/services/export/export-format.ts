import type { AppError } from '../../errors/app-error.ts';
import type { ExportFormat, ExportKind } from '../types.ts';
import { type CsvCell, csvRecord } from './csv.ts';
import { EXPORT_COLUMNS, type ExportRow } from './export-rows.ts';

/** How rows become text. */
interface Formatter {
  /** What stands before the first row. */
  readonly head: string;
  row(row: ExportRow): string;
  /** The last line of a text that has an end but is not whole. */
  failure(error: AppError): string;
}

export function formatter(format: ExportFormat, kind: ExportKind): Formatter {
  return format === 'csv' ? csvFormatter(EXPORT_COLUMNS[kind]) : NDJSON;
}

const NDJSON: Formatter = {
  head: '',
  // JSON writes a lone surrogate as an escape, so every text comes out as it is stored.
  row: (row) => `${JSON.stringify(row)}\n`,
  failure: (error) => `${JSON.stringify({ error: error.report() })}\n`,
};

function csvFormatter(columns: readonly string[]): Formatter {
  return {
    head: csvRecord(columns),
    row: (row) => csvRecord(columns.map((column) => toCell(row[column]))),
    // One cell where every record has several: a strict reader stops here.
    failure: (error) => csvRecord([`ERROR ${error.code}: ${error.message} The rows above are not all.`]),
  };
}

function toCell(value: unknown): CsvCell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
}
