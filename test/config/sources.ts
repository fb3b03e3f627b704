/** Sources of a configuration, and what is made of them. */
import { resolveConfig, type ConfigSources } from '../../src/config/resolve.ts';
import type { SettingPath } from '../../src/config/schema.ts';

export const PATHS = { dataDir: '/home/ada/.local/share/prompt-improver', homeDir: '/home/ada', workingDir: '/work' };
export const FILE_PATH = '/home/ada/.config/prompt-improver/config.json';

export function sources(given: Partial<ConfigSources> & { content?: unknown } = {}): ConfigSources {
  const { content, ...rest } = given;
  return {
    flags: {},
    env: {},
    paths: PATHS,
    ...(content !== undefined && { file: { path: FILE_PATH, content } }),
    ...rest,
  };
}

export function settingOf(path: SettingPath, given: Parameters<typeof sources>[0]) {
  return resolveConfig(sources(given)).settings.find((setting) => setting.path === path);
}
