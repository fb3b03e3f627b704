import { AppError } from '../../errors/app-error.ts';
import { oneOf } from '../one-of.ts';
import { EXPORT_FORMATS, EXPORT_KINDS, type ExportRequest } from '../types.ts';

/** What a caller wrote, under the names that errors give it, such as `--since`. */
export interface ExportWords {
  readonly kind: string | undefined;
  readonly format: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

const ISO_TIME = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** @throws AppError `INVALID_ARGUMENT` naming the field by `names` */
export function parseExportRequest(words: ExportWords, names: Readonly<Record<keyof ExportWords, string>>) {
  const kind = oneOf(names.kind, words.kind ?? 'improvements', EXPORT_KINDS);
  const format = oneOf(names.format, words.format ?? 'ndjson', EXPORT_FORMATS);
  const sinceMs = parseTime(names.since, words.since);
  const untilMs = parseTime(names.until, words.until);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs >= untilMs) {
    throw new AppError('INVALID_ARGUMENT', `${names.until} must be later than ${names.since}.`, {
      field: names.until,
    });
  }
  const request: ExportRequest = {
    kind,
    format,
    ...(sinceMs !== undefined && { sinceMs }),
    ...(untilMs !== undefined && { untilMs }),
  };
  return request;
}

function parseTime(field: string, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const [, day = ''] = ISO_TIME.exec(word) ?? [];
  const timeMs = Date.parse(word);
  // A day that is not in the calendar would be taken for one of the next month.
  const isDay = day !== '' && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (isDay && timeMs >= 0) return timeMs;
  throw new AppError(
    'INVALID_ARGUMENT',
    `${field} must be a day (of UTC) or a time with its zone, not ${JSON.stringify(word.slice(0, 100))}.`,
    { field, hint: 'Write 2026-11-01, 2026-11-01T08:30Z or, in a URL with %2B for +, 2026-11-01T08:30+01:00.' },
  );
}
