/** `alerts`: what fires, and silencing it. */
import { Command, InvalidArgumentError } from 'commander';
import { AppError } from '../../errors/app-error.ts';
import type { AlertService, AlertsReport } from '../../services/alerts/types.ts';
import { LOCAL_OWNER } from '../../services/types.ts';
import { addConfigOptions } from '../config-options.ts';
import type { Paint } from '../output.ts';

const HELP = `
Examples:
  $ prompt-improver alerts
  $ prompt-improver alerts history
  $ prompt-improver alerts silence --for 2h --comment "database moves" alertname=ResponseTime
  $ prompt-improver alerts silence --for 30m --comment "known" alertname=ErrorRate severity=warning
  $ prompt-improver alerts unsilence 0198c0de-1234-7000-8000-000000000000

What is shown is what the servers on the same store (see doctor) have written there; a silence holds in them
with their next evaluation.
--json prints {enabled, scope, alerts [{rule, name, severity, summary, state, muted, value, samples, unit, fire_above,
resolve_below}], silences, history, waiting_notifications, webhook, counters} for the list, {history [{at, rule, severity,
to, started_at, value, samples, reason?, muted?}]}, or one silence {id, matchers, comment, created_by, created_at, ends_at}.

Exit code: 0 done, 1 there is no such silence or the store failed, 2 an option is wrong.
`;

interface SilenceOptions {
  /** In seconds. */
  readonly for: number;
  readonly comment: string;
}

type Act = (alerts: AlertService) => Promise<Outcome>;

interface Outcome {
  readonly json: () => Promise<unknown>;
  readonly text: (paint: Paint) => Promise<string>;
}

export function alertsCommand(): Command {
  const command = new Command('alerts')
    .description('List alerts, silences and their history; silence alerts')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((_options: unknown, self: Command) => run(self, list));
  addConfigOptions(command, ['store.dataDir']);
  command
    .command('list')
    .description('List alerts and silences (the default)')
    .action((_options: unknown, self: Command) => run(self, list));
  command
    .command('history')
    .description('List when alerts began and ended, newest first')
    .action((_options: unknown, self: Command) => run(self, history));
  command
    .command('silence')
    .description('Have nobody told of some alerts for a while')
    .argument('<label=value...>', 'labels that an alert must have: alertname=…, severity=…')
    .requiredOption('--for <duration>', 'how long, such as 90s, 30m, 2h or 7d', seconds)
    .requiredOption('--comment <text>', 'why')
    .action((labels: readonly string[], options: SilenceOptions, self: Command) =>
      run(self, (alerts) => silence(alerts, labels, options)),
    );
  command
    .command('unsilence')
    .description('End a silence')
    .argument('<id>', 'id of the silence')
    .action((id: string, _options: unknown, self: Command) => run(self, (alerts) => unsilence(alerts, id)));
  return command;
}

async function run(command: Command, act: Act): Promise<void> {
  const options = command.optsWithGlobals<{ readonly json?: true }>();
  const [{ loadConfig }, { createApp }, { VERSION }, { stderrLogger }, { paintFor }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
    import('../output.ts'),
  ]);
  const { config } = await loadConfig({ ...options }, { 'log.level': 'error' });
  const app = createApp({ config, version: VERSION, logger: stderrLogger(config.log.level) });
  try {
    const outcome = await act(app.services.alerts);
    const text = options.json
      ? `${JSON.stringify(await outcome.json(), null, 2)}\n`
      : await outcome.text(paintFor(process.stdout));
    process.stdout.write(text);
  } finally {
    await app.close();
  }
}

/** There is nothing to tell without the store. */
async function reportOf(alerts: AlertService): Promise<AlertsReport> {
  const report = await alerts.report();
  if (report.problem !== undefined) throw new AppError('STORE_UNAVAILABLE', report.problem.message);
  return report;
}

async function list(alerts: AlertService): Promise<Outcome> {
  const report = await reportOf(alerts);
  return {
    json: async () => (await wire()).alertsToWire(report),
    text: async (paint) => (await view()).renderAlerts(report, paint),
  };
}

async function history(alerts: AlertService): Promise<Outcome> {
  const report = await reportOf(alerts);
  return {
    json: async () => ({ history: report.history.map((await wire()).historyToWire) }),
    text: async (paint) => (await view()).renderHistory(report.history, paint),
  };
}

async function silence(alerts: AlertService, labels: readonly string[], options: SilenceOptions): Promise<Outcome> {
  const request = { matchers: readLabels(labels), durationSeconds: options.for, comment: options.comment };
  const made = await alerts.silence(LOCAL_OWNER, request);
  return {
    json: async () => (await wire()).silenceToWire(made),
    text: async (paint) => (await view()).renderSilence(made, paint),
  };
}

async function unsilence(alerts: AlertService, id: string): Promise<Outcome> {
  const ended = await alerts.unsilence(id);
  return {
    json: async () => (await wire()).silenceToWire(ended),
    text: async () => `Ended the silence ${ended.id}.\n`,
  };
}

const wire = () => import('../../mcp/results/alerts-wire.ts');
const view = () => import('../alerts/view.ts');

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function seconds(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const factor = UNIT_SECONDS[unit];
  if (amount === undefined || factor === undefined) {
    throw new InvalidArgumentError('A duration is a whole number and s, m, h or d, such as 30m.');
  }
  return Number(amount) * factor;
}

function readLabels(labels: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    labels.map((label): [string, string] => {
      const equals = label.indexOf('=');
      if (equals >= 1) return [label.slice(0, equals), label.slice(equals + 1)];
      throw new AppError('INVALID_ARGUMENT', 'Labels are given as <label>=<value>, such as alertname=ResponseTime.', {
        field: 'matchers',
      });
    }),
  );
}
