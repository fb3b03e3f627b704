/** The metrics of a server that speaks stdio: a listener of their own on this machine's own address, without a token. */
import type { Logger } from '../log/logger.ts';
import type { ScrapeService } from '../services/types.ts';
import { RequestGuard } from './guard.ts';
import { createMetricsRoute } from './routes/metrics.ts';
import { serveRoutes, urlOf } from './serve-routes.ts';
import { TokenCheck } from './tokens.ts';

const HOST = '127.0.0.1';

export interface MetricsServer extends AsyncDisposable {
  readonly url: string;
}

/** Rejects with an AppError: `PORT_IN_USE`, `ADDRESS_UNAVAILABLE`. */
export async function startMetricsServer(port: number, metrics: ScrapeService, logger: Logger): Promise<MetricsServer> {
  const server = await serveRoutes({
    routes: [createMetricsRoute(metrics, new TokenCheck([]))],
    guard: new RequestGuard({ host: HOST, allowedHosts: [], allowedOrigins: [] }),
    host: HOST,
    port,
    portSetting: 'performance.metricsPort',
    logger,
  });
  // It must not keep a process alive whose work is done.
  server.unref();
  return {
    url: urlOf(server, HOST),
    async [Symbol.asyncDispose]() {
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await closed;
    },
  };
}
