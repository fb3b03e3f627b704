/** `report`: how well the servers on this store have done. */
import { Command } from 'commander';
import { addConfigOptions } from '../config-options.ts';

interface ReportOptions {
  readonly period?: string;
  readonly compare?: string;
  readonly format?: string;
  readonly output?: string;
}

const HELP = `
What is reported is what all servers on the same store (see doctor) have written there by the minute.
Grades, percentiles and the error rate with 95 % intervals (n/a where there are too few calls), the trend over the period, a
forecast, alerts that began or ended, and the comparison with an earlier time: regression, improved, no difference found, or
insufficient data. --format html gives one page that needs nothing else.

--compare previous compares with the time before, as long as the period; --compare 7d with the seven days before it.
--period latest gives the newest report that a server has made on schedule (performance.reports).

Examples:
  $ prompt-improver report
  $ prompt-improver report --period 7d --compare previous
  $ prompt-improver report --period 1h --format html --output report.html
  $ prompt-improver report --format json

Exit code: 0 done, 1 the store failed or the file cannot be written, 2 an option is wrong.
`;

export function reportCommand(): Command {
  const command = new Command('report')
    .description('Report how well the servers have done: grades, percentiles, trend, forecast, comparison')
    .option('--period <period>', '1h, 6h, 24h (if absent), 7d, 30d, or latest')
    .option('--compare <period>', 'the time before to compare with: previous, 1h, 6h, 24h, 7d or 30d')
    .option('--format <format>', 'markdown (the default), json or html')
    .option('--output <file>', 'write to this file, which is made or replaced')
    .addHelpText('after', HELP)
    .action(run);
  return addConfigOptions(command, ['store.dataDir']);
}

async function run({ period, compare, format: wanted, output, ...flags }: ReportOptions): Promise<void> {
  const { parseReportRequest } = await import('../../services/reports/report-request.ts');
  const names = { period: '--period', compare: '--compare', format: '--format' };
  const { format, ...request } = parseReportRequest({ period, compare, format: wanted }, names, 'markdown');
  const [{ loadConfig }, { createApp }, { VERSION }, { stderrLogger }, { renderReport }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
    import('../../mcp/results/report-wire.ts'),
  ]);
  const { config } = await loadConfig(flags, { 'log.level': 'error' });
  const app = createApp({ config, version: VERSION, logger: stderrLogger(config.log.level) });
  const report = await app.services.reports.report(request).finally(() => app.close());
  const { text } = await renderReport(report, format);
  const { writeToFile, writeToStream } = await import('../export/write.ts');
  if (output === undefined) {
    await writeToStream([{ text, rows: 0 }], process.stdout);
    return;
  }
  await writeToFile([{ text, rows: 0 }], output);
  process.stderr.write(`Report written to ${output}\n`);
}
