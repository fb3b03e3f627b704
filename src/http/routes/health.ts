import type { StatusService } from '../../services/types.ts';
import { type Route, sendJson } from '../exchange.ts';

/** A store that takes longer than this to answer is not ready. */
const READY_TIMEOUT_MS = 2_000;

/** The process runs and answers. */
export const liveRoute: Route = {
  path: '/health/live',
  methods: ['GET', 'HEAD'],
  handle: async (exchange) => sendJson(exchange, 200, { status: 'live' }),
};

/** The store answers too. Tells a stranger no more than that. */
export function createReadyRoute(status: StatusService): Route {
  return {
    path: '/health/ready',
    methods: ['GET', 'HEAD'],
    async handle(exchange) {
      const store = await storeState(status);
      if (store === 'ok') sendJson(exchange, 200, { status: 'ready', store });
      else sendJson(exchange, 503, { status: 'unavailable', store });
    },
  };
}

async function storeState(status: StatusService): Promise<string> {
  const { promise: timeout, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve('STORE_UNAVAILABLE'), READY_TIMEOUT_MS);
  const answer = status.store().then(
    (store) => (store.state === 'ok' ? 'ok' : store.code),
    () => 'STORE_UNAVAILABLE',
  );
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
