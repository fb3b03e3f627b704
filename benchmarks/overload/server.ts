/** The HTTP server with another limit: `node server.ts <name>`. Ends when it is killed. */
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { startHttpServer } from '../../src/http/server.ts';
import { createLogger } from '../../src/log/logger.ts';
import { FastLane } from '../../src/mcp/fast-lane.ts';
import { operationNames } from '../../src/mcp/operation-names.ts';
import { createMcpServerFactory } from '../../src/mcp/server.ts';
import { LIMITS } from './limits.ts';

const logger = createLogger(
  'silent',
  () => {},
  () => 0,
);
const limit = LIMITS[process.argv[2] ?? '']?.();
if (limit === undefined)
  throw new Error(`There is no limit of this name; there are: ${Object.keys(LIMITS).join(', ')}.`);
const { config } = await loadConfig({ port: 0 });
const app = createApp({ config, version: 'bench', logger, namesOf: operationNames, limit });
const { services, admission, bodies, measuring } = app;
const mcp = { services, logger, version: 'bench' };
const fastLane = new FastLane(mcp);
const factory = createMcpServerFactory({ ...mcp, fastLane });
const deps = { config: config.http, factory, services, admission, bodies, logger, measuring, fastLane };
const server = await startHttpServer(deps);
app.startBackground();
process.stderr.write(`listens on ${server.url}\n`);
