/** `doctor`: what is configured, from where, and whether it works. */
import { Command } from 'commander';
import type { ConfigReport } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { addConfigOptions, SERVER_SETTINGS } from '../config-options.ts';
import { paintFor, visible } from '../output.ts';
import type { Check } from '../doctor/checks.ts';

const HELP = `
Examples:
  $ prompt-improver doctor
  $ prompt-improver doctor --json --data-dir ./data
  $ DATABASE_URL=postgres://user:password@localhost/prompts prompt-improver doctor

The store is opened as the server would open it; an embedded one is made if there is none.
Exit code: 0 everything works, 1 something is wrong.
`;

/** To load its client and to connect. */
const REDIS_WAIT_MS = 6_000;
/** Longer than any of the bounds on connecting and asking. */
const STORE_WAIT_MS = 30_000;

interface Diagnosis {
  readonly ok: boolean;
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly configFile: ConfigReport['file'];
  readonly settings: ConfigReport['settings'];
  readonly checks: readonly Check[];
}

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('Print each setting with its source, and check Node, the configuration, the store and Redis')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((options: { readonly json?: true }) => run(options));
  return addConfigOptions(command, SERVER_SETTINGS);
}

async function run(options: { readonly json?: true }): Promise<void> {
  const diagnosis = await diagnose({ ...options });
  process.stdout.write(options.json ? `${JSON.stringify(toJson(diagnosis), null, 2)}\n` : toText(diagnosis));
  if (!diagnosis.ok) process.exitCode = 1;
}

async function diagnose(flags: Readonly<Record<string, unknown>>): Promise<Diagnosis> {
  const [{ reportConfig, loadConfig }, { checkConfig, checkNode }, { VERSION: version }] = await Promise.all([
    import('../../config/load.ts'),
    import('../doctor/checks.ts'),
    import('../../version.ts'),
  ]);
  const report = await reportConfig(flags);
  const checks = [checkNode(process.versions.node), ...checkConfig(report.problems, report.unknownVariables)];
  if (report.problems.length === 0) checks.push(...(await checkStorage((await loadConfig(flags)).config, version)));
  return {
    ok: checks.every(({ ok }) => ok),
    version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    configFile: report.file,
    settings: report.settings,
    checks,
  };
}

async function checkStorage(config: Config, version: string): Promise<readonly Check[]> {
  const [{ createApp }, { checkCache, checkDataDir, checkRules, checkStore }, { stderrLogger }] = await Promise.all([
    import('../../app.ts'),
    import('../doctor/checks.ts'),
    import('../logger.ts'),
  ]);
  const app = createApp({
    config,
    version,
    logger: stderrLogger('error'),
    storeWaitMs: STORE_WAIT_MS,
    redisWaitMs: REDIS_WAIT_MS,
  });
  try {
    const { store, cache } = await app.services.status.status();
    const rules = store.state === 'ok' ? checkRules(await app.services.rules.list()) : [];
    return [checkStore(store), ...rules, checkCache(cache), await checkDataDir(config.store)];
  } finally {
    await app.close();
  }
}

function toJson({ configFile, settings, ...rest }: Diagnosis) {
  return {
    ...rest,
    config_file: configFile,
    settings: settings.map(({ path, value, source, description }) => ({
      path,
      value: value ?? null,
      source,
      description,
    })),
  };
}

function toText({ version, node, platform, configFile, settings, checks }: Diagnosis): string {
  const paint = paintFor(process.stdout);
  const shown = settings.map(({ path, value, source }) => ({
    path,
    source,
    value: value === undefined ? '-' : JSON.stringify(value),
  }));
  const pathWidth = Math.max(...shown.map(({ path }) => path.length));
  const valueWidth = Math.min(48, Math.max(...shown.map(({ value }) => value.length)));
  return [
    `prompt-improver ${version}, Node.js ${node}, ${platform}`,
    `configuration file ${visible(configFile.path)} (${configFile.state})`,
    '',
    paint('bold', 'Settings'),
    ...shown.map(
      ({ path, value, source }) =>
        `  ${path.padEnd(pathWidth)}  ${visible(value).padEnd(valueWidth)}  ${paint('dim', visible(source))}`,
    ),
    '',
    paint('bold', 'Checks'),
    ...checks.flatMap(({ name, ok, code, detail, hint }) => [
      `  ${ok ? paint('green', 'ok') : paint('red', 'wrong')}  ${name}: ${code === undefined ? '' : `${code} `}${visible(detail)}`,
      ...(hint === undefined ? [] : [`         ${paint('dim', visible(hint))}`]),
    ]),
    '',
  ].join('\n');
}
