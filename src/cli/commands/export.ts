/** `export`: everything that is stored, as a file. */
import { Command } from 'commander';
import type { ExportFormat } from '../../services/types.ts';
import { addConfigOptions } from '../config-options.ts';
import { numberText } from '../../errors/number-text.ts';

interface ExportOptions {
  readonly format?: ExportFormat;
  readonly since?: string;
  readonly until?: string;
  readonly output?: string;
}

const HELP = `
What is exported are the rows of callers without a token: of the command line, of stdio, and of HTTP without tokens. Those of a
token are its own: curl -H "Authorization: Bearer <token>" <server>/api/export?kind=improvements&format=ndjson

--format ndjson gives one JSON object a line, every text exactly as it is stored. --format csv is for spreadsheets (RFC 4180):
text that one of them would take for a formula begins with an apostrophe, which is taken off again to get the original.

Rows that are added while it runs are left out. If the store fails in the middle, the last line tells the error and the exit
code is 1; with --output the file is then not made at all.

Examples:
  $ prompt-improver export > improvements.ndjson
  $ prompt-improver export feedback --format csv --output feedback.csv
  $ prompt-improver export improvements --since 2026-11-01 --until 2026-12-01
`;

export function exportCommand(): Command {
  const command = new Command('export')
    .description('Write everything that is stored as NDJSON or CSV: improvements, feedback or sessions')
    .argument('[kind]', 'improvements (the default), feedback or sessions')
    .option('--format <format>', 'ndjson (the default) or csv')
    .option('--since <time>', 'leave out what is older: a day of UTC, or a time with its zone')
    .option('--until <time>', 'leave out this time and what is later')
    .option('--output <file>', 'write to this file, which is made or replaced when all is written')
    .addHelpText('after', HELP)
    .action((kind: string | undefined, options: ExportOptions) => run(kind, options));
  return addConfigOptions(command, ['store.dataDir']);
}

async function run(kind: string | undefined, options: ExportOptions): Promise<void> {
  const { parseExportRequest } = await import('../../services/export/export-request.ts');
  const { format, since, until, output } = options;
  const names = { kind: 'kind', format: '--format', since: '--since', until: '--until' };
  const request = parseExportRequest({ kind, format, since, until }, names);
  const [{ openExport }, { writeToFile, writeToStream }] = await Promise.all([
    import('../export/open-export.ts'),
    import('../export/write.ts'),
  ]);
  const open = await openExport({ ...options }, request);
  try {
    if (output === undefined) {
      await writeToStream(open.chunks, process.stdout);
      return;
    }
    const rows = await writeToFile(open.chunks, output);
    process.stderr.write(`${numberText(rows)} ${request.kind} written to ${output}\n`);
  } finally {
    await open[Symbol.asyncDispose]();
  }
}
