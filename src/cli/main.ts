/**
 * The command line. Only the named command is loaded; the result goes to standard output, everything else to standard
 * error.
 */
import { Command, CommanderError } from 'commander';
import { AppError, toAppError } from '../errors/app-error.ts';
import { ERROR_CATALOGUE } from '../errors/catalogue.ts';
import { VERSION } from '../version.ts';
import { endQuietly, printError } from './output.ts';

const COMMANDS = {
  improve: async () => (await import('./commands/improve.ts')).improveCommand(),
  compare: async () => (await import('./commands/compare.ts')).compareCommand(),
  'check-rewrite': async () => (await import('./commands/check-rewrite.ts')).checkRewriteCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  rules: async () => (await import('./commands/rules.ts')).rulesCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  analytics: async () => (await import('./commands/analytics.ts')).analyticsCommand(),
  alerts: async () => (await import('./commands/alerts.ts')).alertsCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
} as const;

const EXAMPLES = `
Examples:
  $ prompt-improver improve "fix the login bug"
  $ prompt-improver improve --file prompt.md --text > better.md
  $ prompt-improver compare old.md new.md
  $ prompt-improver serve
  $ prompt-improver status --watch
  $ prompt-improver rules
  $ prompt-improver doctor
`;

/** Runs one command line (without the program's name) and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endQuietly);
  // Nothing is left to say when standard error is gone; the work goes on.
  process.stderr.on('error', () => {});
  try {
    const program = await createProgram(argv[0]);
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      process.exitCode = 2;
      return;
    }
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return;
    const error = thrown instanceof CommanderError ? usageError(thrown, argv[0]) : toAppError(thrown);
    const { withoutSecrets } = await import('./redact.ts');
    printError(withoutSecrets(error), { json: argv.includes('--json') });
    process.exitCode = ERROR_CATALOGUE[error.code].exit;
  }
}

async function createProgram(name: string | undefined): Promise<Command> {
  const program = new Command('prompt-improver')
    .description(
      'Makes prompts better: every change explained, only the questions that matter, good prompts left alone.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    // Errors are printed in one form, by main().
    .configureOutput({ outputError: () => {} });
  const wanted = Object.entries(COMMANDS).filter(([key]) => key === name);
  const loaded = await Promise.all((wanted.length > 0 ? wanted : Object.entries(COMMANDS)).map(([, load]) => load()));
  for (const command of loaded) {
    program.addCommand(command.copyInheritedSettings(program));
    for (const subcommand of command.commands)
      subcommand.copyInheritedSettings(program).configureHelp({ showGlobalOptions: true });
  }
  return program;
}

function usageError({ message }: CommanderError, command: string | undefined): AppError {
  const named = command !== undefined && command in COMMANDS ? ` ${command}` : '';
  return new AppError('INVALID_ARGUMENT', message.replace(/^error: /, ''), {
    hint: `See prompt-improver${named} --help.`,
  });
}
