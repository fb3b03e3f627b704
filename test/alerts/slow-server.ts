/**
 * The server as `serve` makes it, with one fault in it: analysing a prompt that begins with SLOW takes longer. The
 * fault is put around a service, so that all in front of it is as in the real one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { stderrLogger } from '../../src/cli/logger.ts';
import { startHttpServer } from '../../src/http/server.ts';
import { operationNames } from '../../src/mcp/operation-names.ts';
import { createMcpServerFactory } from '../../src/mcp/server.ts';
import type { ImproveService } from '../../src/services/types.ts';
import { SLOW_MS, SLOW_WORD } from './slow-word.ts';

function slowed(service: ImproveService): ImproveService {
  return {
    improve: (caller, request) => service.improve(caller, request),
    async analyze(caller, request) {
      if (request.prompt.startsWith(SLOW_WORD)) await delay(SLOW_MS);
      return service.analyze(caller, request);
    },
  };
}

const { config } = await loadConfig({ port: '0' });
const logger = stderrLogger(config.log.level);
const app = createApp({ config, version: '0.0.0-test', logger, namesOf: operationNames });
const services = { ...app.services, improvements: slowed(app.services.improvements) };
const { admission, bodies, measuring } = app;
const factory = createMcpServerFactory({ services, logger, version: '0.0.0-test' });
const deps = { config: config.http, factory, services, admission, bodies, logger, measuring };
const server = await startHttpServer(deps);
app.startBackground();
process.stderr.write(`listens on ${server.url}/mcp\n`);
