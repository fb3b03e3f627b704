/**
 * The MCP server: wires tools, resources and prompts to the SDK, for both protocol eras and every transport. Built once
 * per connection on stdio and once per request over HTTP, so what can be shared is made at module scope. It holds no
 * state of callers; that lives in handles they pass (`session_id`, `improvement_id`).
 */
import {
  type CallToolResult,
  type GetPromptResult,
  type McpRequestContext,
  type ReadResourceResult,
  Server,
  type ServerContext,
  type ServerOptions,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

import { toAppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import type { DoorFactory, SpanOf } from '../performance/measured-server.ts';
import { type Caller, LOCAL_OWNER } from '../services/types.ts';
import type { FastLane } from './fast-lane.ts';
import { PROMPTS } from './prompts/index.ts';
import { invalidParams, protocolError } from './protocol-error.ts';
import { RequestWork, type RequestWorkDeps } from './request-work.ts';
import { JSON_TYPE } from './resource.ts';
import { LISTED_RESOURCES, LISTED_TEMPLATES, RESOURCES } from './resources/index.ts';
import { serverInfo } from './server-info.ts';
import { serveSubscriptions, withSubscriptions } from './subscriptions.ts';
import { TOOLS } from './tools/index.ts';

export interface McpServerDeps extends RequestWorkDeps {
  readonly version: string;
  /** Told which calls the SDK lets through. */
  readonly fastLane?: FastLane | undefined;
}

const INSTRUCTIONS =
  'Before you carry out a rough or vague request, call improve_prompt with it as it stands and put the questions it returns to the user; ' +
  'call it again with `answers`. A prompt that is returned unchanged is good: use it. Use analyze_prompt to judge a prompt without changing it, compare_prompts to choose between two, ' +
  'check_rewrite on any rewrite of your own before it is used, record_feedback once the user has taken or refused an improvement, and the session tools to keep context between calls.';

/** Lists are the same for everybody and change only with the version of the server. */
const LIST_CACHE = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

const OPTIONS: ServerOptions = {
  capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
  instructions: INSTRUCTIONS,
  cacheHints: {
    'server/discover': LIST_CACHE,
    'tools/list': LIST_CACHE,
    'prompts/list': LIST_CACHE,
    'resources/list': LIST_CACHE,
    'resources/templates/list': LIST_CACHE,
  },
};

const READ_PARAMS = z.looseObject({ uri: z.string().max(2_000) });
const PROMPT_PARAMS = z.looseObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()).optional() });
const COMPLETE_PARAMS = z.looseObject({
  ref: z.union([
    z.looseObject({ type: z.literal('ref/prompt'), name: z.string() }),
    z.looseObject({ type: z.literal('ref/resource'), uri: z.string() }),
  ]),
  argument: z.looseObject({ name: z.string(), value: z.string() }),
});

type Era = McpRequestContext['era'];

export function createMcpServerFactory(deps: McpServerDeps): DoorFactory {
  const { services, version, fastLane } = deps;
  const work = new RequestWork(deps);
  const info = serverInfo(version);
  const callerOf = (ctx: ServerContext, spanOf: SpanOf): Caller => ({
    owner: ctx.http?.authInfo?.clientId ?? LOCAL_OWNER,
    signal: ctx.mcpReq.signal,
    span: spanOf(ctx.mcpReq.id),
  });

  const callTool = (name: string, args: unknown, caller: Caller): Promise<CallToolResult> => {
    const tool = TOOLS.get(name);
    if (tool === undefined)
      throw invalidParams(`Unknown tool "${named(name)}". There are: ${[...TOOLS.keys()].join(', ')}.`);
    return work.callTool(name, tool, args, caller);
  };

  const readResource = async (uri: string, caller: Caller, era: Era): Promise<ReadResourceResult> => {
    for (const resource of RESOURCES) {
      const variable = resource.match(uri);
      if (variable === undefined) continue;
      const value = await work
        .run(caller, `resources/read/${resource.name}`, (context) => resource.read(variable, context))
        .catch((thrown: unknown) => Promise.reject(protocolError(toAppError(thrown), { uri: namedUri(uri) })));
      const { mimeType = JSON_TYPE } = resource;
      const text = mimeType === JSON_TYPE ? JSON.stringify(value) : String(value);
      const contents = [{ uri, mimeType, text }];
      return era === 'modern' ? { contents, ...resource.cacheHint } : { contents };
    }
    throw invalidParams(`There is no resource "${namedUri(uri)}".`, { uri: namedUri(uri) });
  };

  const getPrompt = async (name: string, args: unknown, caller: Caller): Promise<GetPromptResult> => {
    const prompt = PROMPTS.get(name);
    if (prompt === undefined)
      throw invalidParams(`Unknown prompt "${named(name)}". There are: ${[...PROMPTS.keys()].join(', ')}.`);
    return work
      .run(caller, `prompts/get/${name}`, async (context) => (await prompt()).get(args, context))
      .catch((thrown: unknown) => Promise.reject(protocolError(toAppError(thrown))));
  };

  const complete = async (
    { ref, argument }: z.output<typeof COMPLETE_PARAMS>,
    caller: Caller,
  ): Promise<readonly string[]> => {
    if (ref.type === 'ref/prompt') {
      const prompt = PROMPTS.get(ref.name);
      if (prompt === undefined) throw invalidParams(`Unknown prompt "${named(ref.name)}".`);
      return (await prompt()).complete(argument.name, argument.value);
    }
    const resource = RESOURCES.find((candidate) => candidate.uri === ref.uri);
    if (resource === undefined)
      throw invalidParams(`There is no resource template "${namedUri(ref.uri)}".`, { uri: namedUri(ref.uri) });
    if (argument.name !== resource.variable || resource.complete === undefined) return [];
    const { complete } = resource;
    return work
      .run(caller, 'completion/complete', (context) => complete(argument.value, context))
      .catch((thrown: unknown) => Promise.reject(protocolError(toAppError(thrown))));
  };

  return (context, spanOf = () => undefined) => {
    const { era } = context;
    const of = (ctx: ServerContext) => callerOf(ctx, spanOf);
    const server = new Server(info, withSubscriptions(OPTIONS, context));
    serveSubscriptions(server, context, services.alerts);
    server.setRequestHandler('tools/list', async () => {
      const tools = await Promise.all([...TOOLS.values()].map(({ load }) => load()));
      return { tools: tools.map((tool) => tool.listed()) };
    });
    server.setRequestHandler('tools/call', ({ params }, ctx) => {
      fastLane?.letThrough(ctx.http?.req, era);
      return callTool(params.name, params.arguments, of(ctx));
    });
    server.setRequestHandler('resources/list', () => ({ resources: LISTED_RESOURCES }));
    server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: LISTED_TEMPLATES }));
    server.setRequestHandler('resources/read', { params: READ_PARAMS }, ({ uri }, ctx) =>
      readResource(uri, of(ctx), era),
    );
    server.setRequestHandler('prompts/list', async () => {
      const prompts = await Promise.all([...PROMPTS.values()].map((load) => load()));
      return { prompts: prompts.map((prompt) => prompt.listed()) };
    });
    server.setRequestHandler('prompts/get', { params: PROMPT_PARAMS }, ({ name, arguments: args }, ctx) =>
      getPrompt(name, args, of(ctx)),
    );
    server.setRequestHandler('completion/complete', { params: COMPLETE_PARAMS }, async (params, ctx) => {
      const values = await complete(params, of(ctx));
      return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
    });
    return server;
  };
}

/** The address with what a secret may be hidden in left out. */
function namedUri(uri: string): string {
  return uri
    .slice(0, 200)
    .split('/')
    .map((part) => (part === '' ? '' : named(part)))
    .join('/');
}
