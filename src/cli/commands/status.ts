/** `status`: how a server is doing, once or again and again. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AppError } from '../../errors/app-error.ts';
import { ERROR_CATALOGUE } from '../../errors/catalogue.ts';
import { STATUS_SCOPES, type StatusScope } from '../../services/types.ts';
import { addConfigOptions } from '../config-options.ts';
import { paintFor, printError, visible } from '../output.ts';
import type { StatusSource, WireStatus } from '../status/source.ts';

interface StatusOptions {
  readonly url?: string;
  readonly store?: true;
  readonly scope: StatusScope;
  readonly window: number;
  readonly watch?: true | number;
  readonly json?: true;
}

const HELP = `
Asks the server that runs with the same configuration (http.host, http.port), or the one of --url. A token is taken from the
configuration, such as PROMPT_IMPROVER_HTTP_TOKENS. --store asks no server, but the store for what all servers on it have
written: for servers that an editor started over stdio.

--json prints what the tool get_performance_status returns. --watch draws it anew every 2 s until Ctrl+C; into a pipe it
writes one line each time, with --json one object a line.

Examples:
  $ prompt-improver status
  $ prompt-improver status --scope all --watch
  $ prompt-improver status --url https://prompts.example.org --json
  $ prompt-improver status --store --window 3600

Exit code: 0 healthy, 1 unhealthy or refused, 2 an option is wrong, 6 no server answers.
`;

const EXIT_UNHEALTHY = 1;
const WATCH_SECONDS = 2;

export function statusCommand(): Command {
  const command = new Command('status')
    .description('Tell how a server is doing: healthy or not, response times, errors, alerts, store, caches')
    .addOption(new Option('--url <address>', 'the server to ask, such as http://127.0.0.1:3117'))
    .addOption(new Option('--store', 'ask the store instead of a server').conflicts('url'))
    .addOption(
      new Option('--scope <scope>', 'that server alone, or all that share its store')
        .choices(STATUS_SCOPES)
        .default('process'),
    )
    .addOption(new Option('--window <seconds>', 'how far back').argParser(wholeNumber(10, 3_600)).default(300))
    .addOption(new Option('--watch [seconds]', 'show it again and again').argParser(wholeNumber(1, 3_600)))
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(run);
  return addConfigOptions(command, ['http.port', 'http.host', 'store.dataDir']);
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

async function run({ url, store, scope, window, watch, json, ...flags }: StatusOptions): Promise<void> {
  const [{ loadConfig }, { addressOf, serverSource, storeSource }] = await Promise.all([
    import('../../config/load.ts'),
    import('../status/source.ts'),
  ]);
  const { config } = await loadConfig(flags, { 'log.level': 'error' });
  // `await using` is not read by Node 22, which runs the sources as they are.
  const source = store ? await storeSource(config) : serverSource(url ?? addressOf(config.http), config.http.tokens[0]);
  const read = (signal?: AbortSignal) => source.read({ scope, windowSeconds: window }, signal);
  try {
    if (watch !== undefined) await runWatch(read, watch === true ? WATCH_SECONDS : watch, json === true, !store);
    else await showOnce(read, json === true, !store);
  } finally {
    await source[Symbol.asyncDispose]();
  }
}

type Read = (signal?: AbortSignal) => ReturnType<StatusSource['read']>;

async function showOnce(read: Read, json: boolean, isOfServer: boolean): Promise<void> {
  const status = await read();
  process.stdout.write(
    json ? `${JSON.stringify(status, null, 2)}\n` : `${(await viewOf(status, isOfServer)).join('\n')}\n`,
  );
  if (status.health.state === 'unhealthy') process.exitCode = EXIT_UNHEALTHY;
}

async function runWatch(read: Read, seconds: number, json: boolean, isOfServer: boolean): Promise<void> {
  const [{ watch }, { statusLine, statusView }] = await Promise.all([
    import('../status/watch.ts'),
    import('../status/view.ts'),
  ]);
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort());
  const paint = paintFor(process.stdout);
  const seen = await watch({
    read: () => read(ended.signal),
    intervalMs: seconds * 1_000,
    out: process.stdout,
    signal: ended.signal,
    view: (status) => statusView(status, { paint, columns: process.stdout.columns, isOfServer }),
    errorView: (error: AppError) => [paint(['red', 'bold'], error.code), visible(error.message), visible(error.hint)],
    line: (status: WireStatus) => (json ? JSON.stringify(status) : statusLine(status)),
    onError: (error) => printError(error, { json }),
  });
  if (seen === undefined) return;
  if (seen instanceof Error) process.exitCode = ERROR_CATALOGUE[seen.code].exit;
  else if (seen.health.state === 'unhealthy') process.exitCode = EXIT_UNHEALTHY;
}

async function viewOf(status: WireStatus, isOfServer: boolean): Promise<readonly string[]> {
  const { statusView } = await import('../status/view.ts');
  return statusView(status, { paint: paintFor(process.stdout), columns: process.stdout.columns ?? 80, isOfServer });
}
