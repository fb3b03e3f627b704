/**
 * The MCP endpoint, both eras, over the SDK's web-standard handler. The body is read, bounded and parsed here, so the SDK
 * gets a request without one: no copy of it is made on the way.
 */
import type { IncomingMessage } from 'node:http';

import { type McpServerFactory, createMcpHandler } from '@modelcontextprotocol/server';

import type { Logger } from '../../log/logger.ts';
import { describeError } from '../../wire/describe-error.ts';
import { readJsonBody } from '../body.ts';
import { type Exchange, MCP_PATH, type Route } from '../exchange.ts';
import type { TokenCheck } from '../tokens.ts';
import { writeWebResponse } from '../web-response.ts';

export interface McpRouteDeps {
  readonly factory: McpServerFactory;
  readonly tokens: TokenCheck;
  readonly maxBodyBytes: number;
  readonly logger: Logger;
}

export interface McpRoute extends Route {
  /** Resolves once the requests now under way are answered. */
  drained(): Promise<void>;
  /** Cuts off what is still under way. */
  close(): Promise<void>;
}

export function createMcpRoute({ factory, tokens, maxBodyBytes, logger }: McpRouteDeps): McpRoute {
  const handler = createMcpHandler(factory, {
    onerror: (error) => logger.debug('http exchange', describeError(error)),
  });
  const underWay = new Set<Promise<void>>();

  async function answer({ req, res }: Exchange): Promise<void> {
    const authInfo = tokens.authenticate(req);
    const parsedBody = await readJsonBody(req, maxBodyBytes);
    const abort = new AbortController();
    res.on('close', () => abort.abort());
    // The address is not looked at; what the client sent in its place must not be able to make this throw.
    const request = new Request(`http://localhost${MCP_PATH}`, {
      method: 'POST',
      headers: webHeaders(req),
      signal: abort.signal,
    });
    const response = await handler.fetch(request, { parsedBody, ...(authInfo !== undefined && { authInfo }) });
    await writeWebResponse(response, res, abort.signal);
  }

  return {
    path: MCP_PATH,
    methods: ['POST'],
    async handle(exchange) {
      const answered = answer(exchange);
      underWay.add(answered);
      try {
        await answered;
      } finally {
        underWay.delete(answered);
      }
    },
    drained: async () => void (await Promise.allSettled(underWay)),
    close: () => handler.close(),
  };
}

function webHeaders(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
