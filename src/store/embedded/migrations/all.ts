import type { Migration } from '../../sql/migrations.ts';
import { initial } from './0001-initial.ts';
import { ruleMetadata } from './0002-rule-metadata.ts';
import { usage } from './0003-usage.ts';
import { metrics } from './0004-metrics.ts';
import { alerts } from './0005-alerts.ts';
import { reports } from './0006-reports.ts';

/** In the order of their versions. */
export const EMBEDDED_MIGRATIONS: readonly Migration[] = [initial, ruleMetadata, usage, metrics, alerts, reports];
