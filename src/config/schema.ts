/**
 * Every setting, once: its path (also its key in the configuration file and, in capitals, its environment variable), flag,
 * default, bounds and description. What reads, prints or documents settings reads this table.
 */
import type { SettingSpec } from './setting.ts';
import { ALERTS_SETTINGS } from './settings/alerts.ts';
import { CACHE_SETTINGS } from './settings/cache.ts';
import { HTTP_SETTINGS } from './settings/http.ts';
import { PERFORMANCE_SETTINGS } from './settings/performance.ts';
import { PROCESS_SETTINGS } from './settings/process.ts';
import { STORE_SETTINGS } from './settings/store.ts';

export const SETTINGS = {
  ...HTTP_SETTINGS,
  ...STORE_SETTINGS,
  ...PERFORMANCE_SETTINGS,
  ...ALERTS_SETTINGS,
  ...CACHE_SETTINGS,
  ...PROCESS_SETTINGS,
} as const;

export type SettingPath = keyof typeof SETTINGS;

export type SettingValue<P extends SettingPath> = ReturnType<(typeof SETTINGS)[P]['default']>;

/** The table in order, each setting under its common type. */
export const SETTING_ENTRIES = Object.entries(SETTINGS) as readonly [SettingPath, SettingSpec<unknown>][]; // the keys are the paths

/** Environment variables of a setting, the strongest first: `http.maxBodyBytes` is `PROMPT_IMPROVER_HTTP_MAX_BODY_BYTES`. */
export function envNamesOf(path: SettingPath): readonly string[] {
  const derived = path.replaceAll('.', '_').replaceAll(/(?=[A-Z])/g, '_');
  const spec: SettingSpec<unknown> = SETTINGS[path];
  return [`${ENV_PREFIX}${derived.toUpperCase()}`, ...(spec.alsoEnv ?? [])];
}

export const ENV_PREFIX = 'PROMPT_IMPROVER_';

/** `--data-dir` of `--data-dir <folder>`. */
export function flagNameOf(path: SettingPath): string | undefined {
  const spec: SettingSpec<unknown> = SETTINGS[path];
  return spec.flag?.split(' ')[0];
}

/** The key under which a parsed command line holds a flag: `dataDir` for `--data-dir`. */
export function flagKey(flagName: string): string {
  return flagName.replace(/^--/, '').replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
