/** What can be asked of reports. */
import type { PerformanceReport } from '../../performance/report/types.ts';

export const REPORT_PERIODS = ['1h', '6h', '24h', '7d', '30d'] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

export const REPORT_FORMATS = ['json', 'markdown', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportRequest {
  /** `latest`: the newest that was made on schedule, if there is one; else of the last day. */
  readonly period: ReportPeriod | 'latest';
  /** What to compare with: the time before, as long as the period or of another length. */
  readonly compare?: ReportPeriod | 'previous';
}

export interface ReportService {
  /** Of all processes on the store. Rejects with `STORE_…`. */
  report(request: ReportRequest): Promise<PerformanceReport>;
}
