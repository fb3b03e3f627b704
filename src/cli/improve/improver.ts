/**
 * Improves with the store (through the services), or without anything and with the rules as they were released, and shows no
 * difference to its caller.
 */
import type { Config } from '../../config/types.ts';
import type { LogLevel } from '../../log/logger.ts';
import type { Question } from '../../prompt/types.ts';
import type { ImproveRequest } from '../../services/types.ts';
import type { CliImprovement } from './report.ts';

export interface CliImprover {
  /** What it would ask; nothing is recorded. */
  questions(request: ImproveRequest): Promise<readonly Question[]>;
  improve(request: ImproveRequest): Promise<CliImprovement>;
  close(): Promise<void>;
}

/** A command has to open the store first; the default is made for servers that have it open. */
const STORE_WAIT_MS = 2_000;
/** The command says itself what matters to its user. */
const LOG_LEVEL: LogLevel = 'error';

export async function openImprover(options: Readonly<Record<string, unknown>>): Promise<CliImprover> {
  const recording = options['store'] !== false;
  // A session lives in the store: it is read even if nothing is to be recorded.
  if (!recording && options['session'] === undefined) return withoutStore();
  const { loadConfig } = await import('../../config/load.ts');
  const { config } = await loadConfig(options, { 'log.level': LOG_LEVEL });
  if (config.store.record === 'off' && options['session'] === undefined) return withoutStore();
  return withServices(recording ? config : { ...config, store: { ...config.store, record: 'off' } });
}

async function withoutStore(): Promise<CliImprover> {
  const { improve } = await import('../../prompt/improve.ts');
  return {
    questions: async (request) => improve(request).questions,
    improve: async (request) => {
      const startedMs = performance.now();
      const improvement = improve(request);
      return { ...improvement, durationMs: performance.now() - startedMs, stored: false };
    },
    close: async () => {},
  };
}

async function withServices(config: Config): Promise<CliImprover> {
  const [{ createApp }, { VERSION }, { stderrLogger }, { LOCAL_OWNER }] = await Promise.all([
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
    import('../../services/types.ts'),
  ]);
  const logger = stderrLogger(config.log.level);
  // Nobody else waits for this process, and starting a thread or asking Redis takes longer than most prompts.
  const alone: Config = {
    ...config,
    workers: { ...config.workers, threads: 0 },
    cache: { ...config.cache, redisUrl: undefined },
  };
  const app = createApp({ config: alone, version: VERSION, logger, storeWaitMs: STORE_WAIT_MS });
  return {
    questions: async (request) => (await app.services.improvements.analyze({ owner: LOCAL_OWNER }, request)).questions,
    improve: (request) => app.services.improvements.improve({ owner: LOCAL_OWNER }, request),
    close: () => app.close(),
  };
}
