/**
 * The MCP endpoint, both eras, over the SDK's web-standard handler. The body is read, bounded and parsed here, so the SDK
 * gets a request without one: no copy of it is made on the way.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { type AuthInfo, type McpServerFactory, type RequestId, createMcpHandler } from '@modelcontextprotocol/server';

import { AppError, toAppError } from '../../errors/app-error.ts';
import type { Logger } from '../../log/logger.ts';
import type { FastLane, KnownCall } from '../../mcp/fast-lane.ts';
import { ALERTS_URI } from '../../mcp/resources/alerts.ts';
import { type DoorFactory, readAnswers } from '../../performance/measured-server.ts';
import type { Measuring } from '../../performance/measuring.ts';
import type { AlertService } from '../../services/alerts/types.ts';
import { describeError } from '../../wire/describe-error.ts';
import type { Admission } from '../../resilience/admission/admission.ts';
import type { ByteBudget } from '../../resilience/admission/byte-budget.ts';
import { LOCAL_OWNER } from '../../services/types.ts';
import { decodeJson } from '../../wire/json-rpc.ts';
import { checkJsonBody, readBody } from '../body.ts';
import { type Exchange, MCP_PATH, type Route, sendError, toJsonRpc } from '../exchange.ts';
import { PostAdmission } from '../post-admission.ts';
import { PostSpans } from '../post-spans.ts';
import type { TokenCheck } from '../tokens.ts';
import { writeWebResponse } from '../web-response.ts';

/** Another server may have taken its place by then. */
const RETRY_AFTER_MS = 1_000;

export interface McpRouteDeps {
  readonly factory: DoorFactory;
  readonly tokens: TokenCheck;
  readonly maxBodyBytes: number;
  readonly admission: Admission;
  /** For the bodies of all requests under way. */
  readonly bodies: ByteBudget;
  readonly logger: Logger;
  /** Undefined: nothing is measured. */
  readonly measuring?: Measuring | undefined;
  readonly alerts: AlertService;
  /** Undefined: the SDK answers everything. */
  readonly fastLane?: FastLane | undefined;
}

/** A request that is carried out. */
interface LetIn {
  readonly body: unknown;
  readonly authInfo: AuthInfo | undefined;
  readonly owner: string;
  readonly spans: PostSpans | undefined;
  readonly signal: AbortSignal;
  /** Its client does not read the answer. */
  readonly onStalled: () => void;
}

export interface McpRoute extends Route {
  /** Resolves when no request is under way. */
  drained(): Promise<void>;
  /** Cuts off what is still under way. */
  close(): Promise<void>;
}

export function createMcpRoute(deps: McpRouteDeps): McpRoute {
  const { factory, tokens, maxBodyBytes, admission, bodies, logger, measuring, alerts, fastLane } = deps;
  const spansOf = new WeakMap<Request, PostSpans>();
  const measuredFactory: McpServerFactory = (context) => {
    const spans = context.requestInfo && spansOf.get(context.requestInfo);
    return spans
      ? readAnswers(
          factory(context, (id) => spans.get(id)),
          spans,
        )
      : factory(context);
  };
  const handler = createMcpHandler(measuredFactory, {
    onerror: (error) => logger.debug('http exchange', describeError(error)),
  });
  const stop = alerts.onChange(() => handler.notify.resourceUpdated(ALERTS_URI));
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  async function answer(exchange: Exchange): Promise<void> {
    const { req, res } = exchange;
    // On a connection that had begun to send when the others were answered.
    if (isClosed) throw new AppError('OVERLOADED', 'The server is shutting down.', { retryAfterMs: RETRY_AFTER_MS });
    // What a stranger sends is refused at the door and is no operation: nobody without a token may raise an alarm.
    const authInfo = tokens.authenticate(req);
    const spans = measuring && new PostSpans(measuring, req.headers, res);
    const abort = new AbortController();
    // An answer that has been written needs no end; to make an error for each would be a twentieth of the work.
    res.on('close', () => {
      if (!res.writableFinished) abort.abort();
    });
    const owner = authInfo?.clientId ?? LOCAL_OWNER;
    const entry = new PostAdmission(admission, owner, abort.signal);
    let held: Disposable | undefined;
    let body: unknown;
    try {
      const sizeBytes = checkJsonBody(req, maxBodyBytes);
      entry.check(req.headers);
      held = bodies.take(sizeBytes);
      const bytes = await readBody(req, maxBodyBytes);
      spans?.arrived();
      await entry.enterUnparsed(bytes);
      body = decodeJson(bytes);
      spans?.parsed(body, entry.waitedMs);
      await entry.enterParsed(body);
      spans?.admitted(entry.waitedMs);
      await carryOut(exchange, { body, authInfo, owner, spans, signal: abort.signal, onStalled: () => entry.leave() });
    } catch (thrown) {
      const error = toAppError(thrown);
      const id = requestIdOf(body);
      if (!entry.isIn) spans?.refused(toJsonRpc(error, id));
      if (entry.isIn || id === undefined || abort.signal.aborted) throw thrown;
      sendError(exchange, error, id);
    } finally {
      entry.leave();
      held?.[Symbol.dispose]();
    }
  }

  async function carryOut({ req, res }: Exchange, letIn: LetIn): Promise<void> {
    const { body, authInfo, spans, signal, onStalled } = letIn;
    const call = fastLane?.read(body, req.headers);
    if (fastLane !== undefined && call?.era !== undefined) return answerPlain(fastLane, call, res, letIn);
    // The address is not looked at; what the client sent in its place must not be able to make this throw.
    const request = new Request(`http://localhost${MCP_PATH}`, {
      method: 'POST',
      headers: webHeaders(req),
      signal,
    });
    if (spans) spansOf.set(request, spans);
    fastLane?.handOn(request, call);
    const work = () => handler.fetch(request, { parsedBody: body, ...(authInfo !== undefined && { authInfo }) });
    const response = await (spans ? spans.run(work) : work());
    if (spans) await readRefusal(response, spans);
    await writeWebResponse(response, res, signal, onStalled);
  }

  async function answerPlain(fastLane: FastLane, call: KnownCall, res: ServerResponse, letIn: LetIn): Promise<void> {
    const { owner, spans, signal } = letIn;
    const caller = { owner, signal, span: spans?.get(call.id) };
    const work = () => fastLane.call(call, caller);
    const result = await (spans ? spans.run(work) : work());
    const sinceMs = spans?.now() ?? 0;
    const { headers, body } = fastLane.encode(call, result);
    spans?.answered(call.id, { result }, sinceMs);
    res.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    res.end(body);
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
    async drained() {
      // Some may have begun while others were waited for.
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    async close() {
      isClosed = true;
      stop();
      await handler.close();
    },
  };
}

/** What the SDK refuses before it makes a server is only to be seen in its response. */
async function readRefusal(response: Response, spans: PostSpans): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) spans.streaming();
  else if (spans.isUnanswered && type.startsWith('application/json')) spans.refused(await response.clone().json());
}

/** Of a body of one request. */
function requestIdOf(body: unknown): RequestId | undefined {
  if (typeof body !== 'object' || body === null || !('id' in body)) return undefined;
  return typeof body.id === 'string' || typeof body.id === 'number' ? body.id : undefined;
}

function webHeaders(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
