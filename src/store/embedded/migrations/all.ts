import type { Migration } from '../../sql/migrations.ts';
import { initial } from './0001-initial.ts';
import { ruleMetadata } from './0002-rule-metadata.ts';

/** In the order of their versions. */
export const EMBEDDED_MIGRATIONS: readonly Migration[] = [initial, ruleMetadata];
