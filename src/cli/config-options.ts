/** Command line options of settings, made from the table of settings. */
import { Option, type Command } from 'commander';
import { SETTINGS, type SettingPath } from '../config/schema.ts';

/** What a server can be started with, and what `doctor` can be asked about, in the order of the help. */
export const SERVER_SETTINGS: readonly SettingPath[] = [
  'http.port',
  'http.host',
  'http.tokens',
  'http.allowedHosts',
  'http.allowedOrigins',
  'store.dataDir',
  'store.record',
  'performance.metricsPort',
  'log.level',
];

/** Adds the options of these settings and `--config`. Values are checked with those of the other sources, not here. */
export function addConfigOptions(command: Command, paths: readonly SettingPath[]): Command {
  for (const path of paths) {
    const { kind, description, ...spec } = SETTINGS[path];
    if (!('flag' in spec)) throw new Error(`The setting ${path} has no flag.`);
    const option = new Option(spec.flag, description);
    if (kind.type === 'list')
      option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
  return command.option(
    '--config <path>',
    "configuration file (JSON); config.json in the user's configuration folder otherwise",
  );
}
