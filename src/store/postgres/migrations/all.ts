import type { Migration } from '../../sql/migrations.ts';
import { initial } from './0001-initial.ts';
import { ruleMetadata } from './0002-rule-metadata.ts';
import { partitions } from './0003-partitions.ts';
import { usage } from './0004-usage.ts';
import { metrics } from './0005-metrics.ts';
import { alerts } from './0006-alerts.ts';
import { reports } from './0007-reports.ts';

/** In the order of their versions. */
export const POSTGRES_MIGRATIONS: readonly Migration[] = [
  initial,
  ruleMetadata,
  partitions,
  usage,
  metrics,
  alerts,
  reports,
];
