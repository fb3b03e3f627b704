/**
 * The MCP endpoint, both eras, over the SDK's web-standard handler. The body is read, bounded and parsed here, so the SDK
 * gets a request without one: no copy of it is made on the way.
 */
import type { IncomingMessage } from 'node:http';

import { type McpServerFactory, createMcpHandler } from '@modelcontextprotocol/server';

import { toAppError } from '../../errors/app-error.ts';
import type { Logger } from '../../log/logger.ts';
import { measured } from '../../performance/measured-server.ts';
import type { Measuring } from '../../performance/measuring.ts';
import { describeError } from '../../wire/describe-error.ts';
import { readJsonBody } from '../body.ts';
import { type Exchange, MCP_PATH, type Route, toJsonRpc } from '../exchange.ts';
import { PostSpans } from '../post-spans.ts';
import type { TokenCheck } from '../tokens.ts';
import { writeWebResponse } from '../web-response.ts';

export interface McpRouteDeps {
  readonly factory: McpServerFactory;
  readonly tokens: TokenCheck;
  readonly maxBodyBytes: number;
  readonly logger: Logger;
  /** Undefined: nothing is measured. */
  readonly measuring?: Measuring | undefined;
}

export interface McpRoute extends Route {
  /** Resolves once the requests now under way are answered. */
  drained(): Promise<void>;
  /** Cuts off what is still under way. */
  close(): Promise<void>;
}

export function createMcpRoute({ factory, tokens, maxBodyBytes, logger, measuring }: McpRouteDeps): McpRoute {
  const spansOf = new WeakMap<Request, PostSpans>();
  const measuredFactory = measured(factory, ({ requestInfo }) => requestInfo && spansOf.get(requestInfo));
  const handler = createMcpHandler(measuring ? measuredFactory : factory, {
    onerror: (error) => logger.debug('http exchange', describeError(error)),
  });
  const underWay = new Set<Promise<void>>();

  async function answer({ req, res }: Exchange): Promise<void> {
    // What a stranger sends is refused at the door and is no operation: nobody without a token may raise an alarm.
    const authInfo = tokens.authenticate(req);
    const spans = measuring && new PostSpans(measuring, res);
    let parsedBody: unknown;
    try {
      parsedBody = await readJsonBody(req, maxBodyBytes, () => spans?.arrived());
    } catch (thrown) {
      spans?.refused(toJsonRpc(toAppError(thrown)));
      throw thrown;
    }
    spans?.parsed(parsedBody);
    const abort = new AbortController();
    res.on('close', () => abort.abort());
    // The address is not looked at; what the client sent in its place must not be able to make this throw.
    const request = new Request(`http://localhost${MCP_PATH}`, {
      method: 'POST',
      headers: webHeaders(req),
      signal: abort.signal,
    });
    if (spans) spansOf.set(request, spans);
    const response = await handler.fetch(request, { parsedBody, ...(authInfo !== undefined && { authInfo }) });
    if (spans) await readRefusal(response, spans);
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

/** What the SDK refuses before it makes a server is only to be seen in its response. */
async function readRefusal(response: Response, spans: PostSpans): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) spans.streaming();
  else if (spans.isUnanswered && type.startsWith('application/json')) spans.refused(await response.clone().json());
}

function webHeaders(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
