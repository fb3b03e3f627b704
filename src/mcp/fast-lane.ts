/**
 * Answers plain tool calls over HTTP without the SDK, whose server for each request costs several times what most calls do.
 *
 * The SDK stays the authority on what is a good request. A call is its id, the arguments of the tool, and all that surrounds
 * them: headers, envelope, name. Only surroundings that the SDK has let through to a tool before, to the letter, are known
 * here; everything else is handed to it. So nothing of its judgement is written down twice, and what it refuses never gets here.
 */
import type { IncomingHttpHeaders } from 'node:http';

import {
  type CallToolResult,
  type McpRequestContext,
  type RequestId,
  SERVER_INFO_META_KEY,
} from '@modelcontextprotocol/server';

import type { Scrape } from '../performance/metrics/scrape.ts';
import type { Caller } from '../services/types.ts';
import { isRecord, isRequestId } from '../wire/json-rpc.ts';
import { RequestWork, type RequestWorkDeps } from './request-work.ts';
import { serverInfo } from './server-info.ts';
import { type LateTool, TOOLS } from './tools/index.ts';

type Era = McpRequestContext['era'];

/** Clients of one make send the same surroundings with each call of a tool; a bound for those that do not. */
const MAX_KNOWN = 512;
const MAX_SURROUNDINGS = 4_096;

/** Headers by which the SDK judges a POST whose body is JSON. */
const JUDGED_HEADERS = ['accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'] as const;

const REQUEST_KEYS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params']);
const PARAMS_KEYS: ReadonlySet<string> = new Set(['name', 'arguments', '_meta']);

type Fields = Readonly<Record<string, unknown>>;

/** A `tools/call` in which nothing is unusual. */
interface PlainCall {
  readonly id: RequestId;
  readonly name: string;
  readonly tool: LateTool;
  readonly args: unknown;
  /** All of the request by which the SDK judges it, but for id and arguments. */
  readonly surroundings: string;
}

/** The SDK has let such a call through before, and took it for one of this era. */
export interface KnownCall extends PlainCall {
  readonly era: Era;
}

interface NewCall extends PlainCall {
  readonly era: undefined;
}

/** Of an HTTP response, as the SDK sends it. */
export interface Encoded {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FastLaneFigures {
  /** POSTs answered here. */
  readonly fastLane: number;
  /** POSTs handed to the SDK. */
  readonly sdk: number;
}

export class FastLane {
  readonly #work: RequestWork;
  readonly #encoders: Readonly<Record<Era, Encoder>>;
  /** Surroundings that the SDK has let through, and the era it took them for. The oldest are forgotten first. */
  readonly #known = new Map<string, Era>();
  readonly #handedOn = new WeakMap<Request, string>();
  #answered = 0;
  #leftToSdk = 0;

  constructor({ version, ...deps }: RequestWorkDeps & { readonly version: string }) {
    this.#work = new RequestWork(deps);
    this.#encoders = { legacy: encodeLegacy, modern: modernEncoder(version) };
  }

  get figures(): FastLaneFigures {
    return { fastLane: this.#answered, sdk: this.#leftToSdk };
  }

  readonly collect = (scrape: Scrape): void => {
    scrape.add('prompt_improver_posts_total', { answered_by: 'fast_lane' }, this.#answered);
    scrape.add('prompt_improver_posts_total', { answered_by: 'sdk' }, this.#leftToSdk);
  };

  /** Undefined: not plain. Only what has an era can be answered here. */
  read(body: unknown, headers: IncomingHttpHeaders): KnownCall | NewCall | undefined {
    const call = plainCall(body, headers);
    return call && { ...call, era: this.#known.get(call.surroundings) };
  }

  /** Carries it out. A tool that fails has a result, too. */
  call({ name, tool, args }: KnownCall, caller: Caller): Promise<CallToolResult> {
    this.#answered += 1;
    return this.#work.callTool(name, tool, args, caller);
  }

  encode({ id, era }: KnownCall, result: CallToolResult): Encoded {
    return this.#encoders[era](id, result);
  }

  /**
   * @param request in which the SDK gets it
   * @param call what was read of it
   */
  handOn(request: Request, call: PlainCall | undefined): void {
    this.#leftToSdk += 1;
    if (call !== undefined) this.#handedOn.set(request, call.surroundings);
  }

  /** The SDK has let this request through to its tool. */
  letThrough(request: Request | undefined, era: Era): void {
    const surroundings = request && this.#handedOn.get(request);
    if (surroundings === undefined) return;
    this.#known.set(surroundings, era);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(oldest);
    }
  }
}

type Encoder = (id: RequestId, result: CallToolResult) => Encoded;

const EVENT_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** To clients of `initialize` the SDK answers with a stream of one event. */
const encodeLegacy: Encoder = (id, result) => ({
  headers: EVENT_HEADERS,
  body: `event: message\ndata: ${messageOf(id, result)}\n\n`,
});

function modernEncoder(version: string): Encoder {
  const meta = { [SERVER_INFO_META_KEY]: serverInfo(version) };
  return (id, result) => ({
    headers: { 'content-type': 'application/json' },
    body: messageOf(id, { ...result, resultType: 'complete', _meta: { ...result._meta, ...meta } }),
  });
}

function plainCall(body: unknown, headers: IncomingHttpHeaders): PlainCall | undefined {
  if (!isRecord(body) || !hasOnly(body, REQUEST_KEYS)) return undefined;
  const { jsonrpc, id, method, params } = body;
  if (jsonrpc !== '2.0' || method !== 'tools/call' || !isRequestId(id) || !isRecord(params)) return undefined;
  const { name, arguments: args = {}, _meta: meta } = params;
  if (typeof name !== 'string' || !hasOnly(params, PARAMS_KEYS) || !isRecord(args)) return undefined;
  const tool = TOOLS.get(name);
  // The SDK drops what is called so, and the tool would refuse it.
  if (tool === undefined || Object.hasOwn(args, '__proto__')) return undefined;
  const surroundings = surroundingsOf(headers, name, meta);
  return surroundings === undefined ? undefined : { id, name, tool, args: params['arguments'], surroundings };
}

function messageOf(id: RequestId, result: object): string {
  return JSON.stringify({ result, jsonrpc: '2.0', id });
}

/** Texts of the envelope that are others with each call, as `progressToken` is, and decide nothing: no tool tells of its progress. */
const PASSING_TEXTS = ['traceparent', 'tracestate', 'baggage'] as const;

/** Undefined: too long to be kept, or too deep to be made into text. */
function surroundingsOf(headers: IncomingHttpHeaders, name: string, meta: unknown): string | undefined {
  // One that is empty is not one that is not there; none can hold the end of a line.
  const judged = JUDGED_HEADERS.map((header) => (headers[header] === undefined ? '' : `=${String(headers[header])}`));
  const envelope = meta === undefined ? '' : textOf(lastingMeta(meta));
  if (envelope === undefined) return undefined;
  const surroundings = [name, ...judged, envelope].join('\n');
  return surroundings.length <= MAX_SURROUNDINGS ? surroundings : undefined;
}

/** JSON is read to any depth, but written only as deep as the stack goes. */
function textOf(json: unknown): string | undefined {
  try {
    return JSON.stringify(json);
  } catch {
    return undefined;
  }
}

function lastingMeta(meta: unknown): unknown {
  if (!isRecord(meta)) return meta;
  const { progressToken } = meta;
  const passing = PASSING_TEXTS.filter((key) => typeof meta[key] === 'string');
  if (passing.length === 0 && !isRequestId(progressToken)) return meta;
  const lasting: Record<string, unknown> = { ...meta };
  for (const key of passing) lasting[key] = '';
  if (isRequestId(progressToken)) lasting['progressToken'] = '';
  return lasting;
}

function hasOnly(fields: Fields, keys: ReadonlySet<string>): boolean {
  for (const key in fields) if (!keys.has(key)) return false;
  return true;
}
