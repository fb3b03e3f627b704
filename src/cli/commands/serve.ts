/** `serve`: the MCP server, over HTTP or over standard input and output. */
import { Command, Option } from 'commander';
import type { App } from '../../app.ts';
import type { Config } from '../../config/types.ts';
import type { Logger } from '../../log/logger.ts';
import { toAppError } from '../../errors/app-error.ts';
import type { MetricsServer } from '../../http/metrics-server.ts';
import type { FastLane } from '../../mcp/fast-lane.ts';
import type { createMcpServerFactory } from '../../mcp/server.ts';
import { addConfigOptions, SERVER_SETTINGS } from '../config-options.ts';
import { endQuietly } from '../output.ts';

interface ServeOptions {
  readonly stdio?: true;
  readonly http?: true;
}

const STDIO_DEFAULTS = {
  // Clients show what a stdio server writes to standard error, often as an error.
  'log.level': 'warn',
  // There is one client, who waits for nobody but itself; who sends a thousand calls at once wants them all answered.
  'admission.maxQueueMs': 10_000,
} as const;

const HELP = `
Examples:
  $ prompt-improver serve
  $ prompt-improver serve --port 8080 --record off
  $ PROMPT_IMPROVER_HTTP_TOKENS="$(openssl rand -hex 24)" prompt-improver serve --host 0.0.0.0 --allow-host prompts.example.org
  $ claude mcp add prompt-improver -- node /path/to/prompt-improver/dist/bin.js serve --stdio

SIGTERM, SIGINT or a closed pipe end it in order, a second signal at once.
`;

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('Run the MCP server over HTTP, or with --stdio for an editor that starts it')
    .option('--http', 'serve Streamable HTTP (the default)')
    .addOption(new Option('--stdio', 'serve over standard input and output').conflicts('http'))
    .addHelpText('after', HELP)
    .action((options: ServeOptions) => run(options));
  return addConfigOptions(command, SERVER_SETTINGS);
}

async function run(options: ServeOptions): Promise<void> {
  if (options.stdio) (await import('../../mcp/interpreted-schemas.ts')).interpretSchemas();
  const [{ loadConfig }, { createApp }, { VERSION: version }, mcp, { operationNames }, { stderrLogger }] =
    await Promise.all([
      import('../../config/load.ts'),
      import('../../app.ts'),
      import('../../version.ts'),
      import('../../mcp/server.ts'),
      import('../../mcp/operation-names.ts'),
      import('../logger.ts'),
    ]);
  const { config } = await loadConfig({ ...options }, options.stdio ? STDIO_DEFAULTS : {});
  const logger = stderrLogger(config.log.level);
  const app = createApp({ config, version, logger, namesOf: operationNames });
  const deps = { services: app.services, logger, version, deadlineMs: config.performance.deadlineMs };
  await app.ready;
  if (options.stdio) return serveStdio(app, mcp.createMcpServerFactory(deps), logger, config);
  const fastLane =
    config.http.fastLane === 'on' ? new (await import('../../mcp/fast-lane.ts')).FastLane(deps) : undefined;
  await serveHttp(app, mcp.createMcpServerFactory({ ...deps, fastLane }), fastLane, logger, config);
}

type Factory = ReturnType<typeof createMcpServerFactory>;

async function serveStdio(app: App, factory: Factory, logger: Logger, config: Config): Promise<void> {
  const [{ serveMcpStdio }, { endInOrder }] = await Promise.all([
    import('../../mcp/stdio.ts'),
    import('../shutdown.ts'),
  ]);
  // A client that has gone away ends the server in order, by `server.closed`.
  process.stdout.off('error', endQuietly);
  const { admission, measuring } = app;
  const server = serveMcpStdio({ factory, admission, logger, measuring });
  const metrics = openMetrics(app, logger, config.performance.metricsPort);
  const end = endInOrder(logger, async () => {
    await server.close();
    await (await metrics)?.[Symbol.asyncDispose]();
    await app.close();
  });
  app.startBackground(server.answered);
  if (process.stdin.isTTY) {
    process.stderr.write(
      'Waiting for MCP messages on standard input. This is what an MCP client starts; Ctrl+C ends it.\n',
    );
  }
  await server.closed;
  await end(0);
}

/** A port that is taken, by the server of another window for example, costs the metrics only. */
async function openMetrics(app: App, logger: Logger, port: number | undefined): Promise<MetricsServer | undefined> {
  if (port === undefined) return undefined;
  const { startMetricsServer } = await import('../../http/metrics-server.ts');
  try {
    const server = await startMetricsServer(port, app.services.scrapes, logger);
    logger.info('metrics can be read', { url: server.url });
    return server;
  } catch (error) {
    const { code, message } = toAppError(error);
    logger.warn('the metrics cannot be read', { code, reason: message });
    return undefined;
  }
}

async function serveHttp(
  app: App,
  factory: Factory,
  fastLane: FastLane | undefined,
  logger: Logger,
  config: Config,
): Promise<void> {
  const [{ startHttpServer }, { endInOrder }, { banner }] = await Promise.all([
    import('../../http/server.ts'),
    import('../shutdown.ts'),
    import('../banner.ts'),
  ]);
  const { services, admission, bodies, measuring } = app;
  const deps = { config: config.http, factory, services, admission, bodies, logger, measuring, fastLane };
  const server = await startHttpServer(deps).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  endInOrder(logger, async () => {
    await server.close();
    await app.close();
  });
  app.startBackground();
  process.stderr.write(banner(server.url, config));
}
