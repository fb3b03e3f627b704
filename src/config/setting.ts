/** What a setting is made of. */
import type { Kind } from './kinds.ts';

export interface SettingSpec<T> {
  readonly kind: Kind;
  /** As the help shows it: `--port <number>`. Settings without a flag are set by environment or file. */
  readonly flag?: string;
  /** Environment variables beside the derived one, which goes before them. */
  readonly alsoEnv?: readonly string[];
  readonly default: (paths: DefaultPaths) => T;
  readonly description: string;
  /** Printed masked, and left out of error messages. */
  readonly secret?: true;
  /** A path on disk: relative ones are made absolute, a leading `~/` is the home folder. */
  readonly isPath?: true;
}

export interface DefaultPaths {
  readonly dataDir: string;
}

export function textLike(pattern: RegExp, allowed: string) {
  return { type: 'text', pattern, allowed } as const;
}

export function setting<T>(spec: SettingSpec<T>): SettingSpec<T> {
  return spec;
}

export const SWITCH = { type: 'one-of', values: ['on', 'off'] } as const;
