/** What a caller asked for in words. */
import { AppError } from '../../errors/app-error.ts';
import { oneOf } from '../one-of.ts';
import { REPORT_FORMATS, REPORT_PERIODS, type ReportFormat, type ReportRequest } from './types.ts';

export interface ReportWords {
  readonly period: string | undefined;
  readonly compare: string | undefined;
  readonly format: string | undefined;
}

export interface ParsedReportRequest extends ReportRequest {
  readonly format: ReportFormat;
}

/**
 * @param names that errors give the fields, such as `--period`
 * @throws AppError `INVALID_ARGUMENT`
 */
export function parseReportRequest(
  { period, compare, format }: ReportWords,
  names: Readonly<Record<keyof ReportWords, string>>,
  defaultFormat: ReportFormat,
): ParsedReportRequest {
  const parsed = {
    period: oneOf(names.period, period ?? '24h', [...REPORT_PERIODS, 'latest'] as const),
    format: oneOf(names.format, format ?? defaultFormat, REPORT_FORMATS),
    ...(compare !== undefined && { compare: oneOf(names.compare, compare, [...REPORT_PERIODS, 'previous'] as const) }),
  };
  if (parsed.period === 'latest' && compare !== undefined)
    throw new AppError('INVALID_ARGUMENT', `${names.compare} cannot be given with ${names.period} latest.`, {
      field: names.compare,
      hint: 'What was made on schedule is compared with the time before.',
    });
  return parsed;
}
