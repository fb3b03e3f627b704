/** `analytics`: what the stored improvements add up to. */
import { Command, Option } from 'commander';
import { ALL_TASKS } from '../../prompt/rule-scope.ts';
import { ANALYTICS_PERIODS, type AnalyticsRequest } from '../../services/analytics/types.ts';
import { LOCAL_OWNER } from '../../services/types.ts';
import { addConfigOptions } from '../config-options.ts';

interface AnalyticsOptions extends AnalyticsRequest {
  readonly json?: true;
}

const HELP = `
What is counted are the improvements of callers without a token: of the command line, of stdio, and of HTTP without tokens.
Periods are whole hours (24h) or days of UTC, with the one under way.

--json prints what the tool get_analytics returns: {period, rule, task, since, until, bucket, as_of, stale, cache_level, minimum_samples,
totals, series [{start, improvements, score_before, score_after, feedback}], rules [{rule, uses, share, feedback,
accepted {n, rate, interval}, rating {n, mean}, score_gain {n, mean}}], caution}. Rates and means are null where n is below
minimum_samples.

Examples:
  $ prompt-improver analytics
  $ prompt-improver analytics --period 7d --task code
  $ prompt-improver analytics --rule Q05 --json

Exit code: 0 done, 1 the store failed, 2 an option is wrong.
`;

export function analyticsCommand(): Command {
  const command = new Command('analytics')
    .description('Tell what the stored improvements add up to: scores, feedback, and the part of each rule')
    .addOption(new Option('--period <period>', 'how far back (30d if absent)').choices(ANALYTICS_PERIODS))
    .option('--rule <id>', 'only improvements in which this rule acted, such as Q05')
    .addOption(new Option('--task <task>', 'only prompts for this kind of task').choices(ALL_TASKS))
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(run);
  return addConfigOptions(command, ['store.dataDir']);
}

async function run({ json, period, rule, task, ...flags }: AnalyticsOptions): Promise<void> {
  const [{ loadConfig }, { createApp }, { VERSION }, { stderrLogger }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
  ]);
  const { config } = await loadConfig(flags, { 'log.level': 'error' });
  const app = createApp({ config, version: VERSION, logger: stderrLogger(config.log.level) });
  const report = await app.services.analytics
    .report(
      { owner: LOCAL_OWNER },
      { ...(period && { period }), ...(rule !== undefined && { rule: rule.toUpperCase() }), ...(task && { task }) },
    )
    .finally(() => app.close());
  if (json) {
    const { analyticsToWire } = await import('../../mcp/results/analytics-schema.ts');
    process.stdout.write(`${JSON.stringify(analyticsToWire(report), null, 2)}\n`);
    return;
  }
  const [{ analyticsText }, { visible }] = await Promise.all([
    import('../../mcp/results/analytics-text.ts'),
    import('../output.ts'),
  ]);
  process.stdout.write(`${visible(analyticsText(report))}\n`);
}
