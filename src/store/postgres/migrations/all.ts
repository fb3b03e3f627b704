import type { Migration } from '../../sql/migrations.ts';
import { initial } from './0001-initial.ts';

/** In the order of their versions. */
export const POSTGRES_MIGRATIONS: readonly Migration[] = [initial];
