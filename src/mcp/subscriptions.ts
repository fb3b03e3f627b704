/**
 * Word of changed resources, to whoever asked for it: `resources/subscribe` of the `initialize` era, `subscriptions/listen` of
 * 2026-07-28 (whose routing is the SDK's). Only the alerts change on their own. Over HTTP there is no connection that outlives a
 * request of the `initialize` era, so such clients are not offered a subscription there; for the other era the HTTP route
 * publishes to the streams of its handler.
 */
import type { McpRequestContext, Server, ServerOptions } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { named } from '../errors/named.ts';
import type { AlertService } from '../services/alerts/types.ts';
import { invalidParams } from './protocol-error.ts';
import { ALERTS_URI } from './resources/alerts.ts';

/** Resources that change on their own. */
const SUBSCRIBABLE = [ALERTS_URI];
const URI_PARAMS = z.looseObject({ uri: z.string().max(2_000) });

function canSubscribe({ era, requestInfo }: McpRequestContext): boolean {
  return era === 'modern' || requestInfo === undefined;
}

/** The capability belongs into the options of the server. */
export function withSubscriptions(options: ServerOptions, context: McpRequestContext): ServerOptions {
  if (!canSubscribe(context)) return options;
  return { ...options, capabilities: { ...options.capabilities, resources: { subscribe: true } } };
}

/** For one server, which over stdio lives as long as its connection. */
export function serveSubscriptions(server: Server, context: McpRequestContext, alerts: AlertService): void {
  // One request: nothing to tell behind its answer.
  if (context.requestInfo !== undefined) return;
  const subscribed = new Set<string>();
  if (context.era === 'legacy') {
    server.setRequestHandler('resources/subscribe', { params: URI_PARAMS }, ({ uri }) => {
      if (!SUBSCRIBABLE.includes(uri)) {
        throw invalidParams(`${named(uri)} does not change on its own. There are: ${SUBSCRIBABLE.join(', ')}.`);
      }
      subscribed.add(uri);
      return {};
    });
    server.setRequestHandler('resources/unsubscribe', { params: URI_PARAMS }, ({ uri }) => {
      subscribed.delete(uri);
      return {};
    });
  }
  const stop = alerts.onChange(() => {
    // In the other era the SDK keeps to what the client listens to.
    if (context.era === 'legacy' && !subscribed.has(ALERTS_URI)) return;
    // A client that has gone needs no word.
    server.sendResourceUpdated({ uri: ALERTS_URI }).catch(() => undefined);
  });
  const { onclose } = server;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the server is no event target
  server.onclose = () => {
    stop();
    onclose?.();
  };
}
