/**
 * Names and attributes by the semantic conventions for MCP. Nothing that a caller wrote is among them but the id of a request and the
 * protocol's version, and these only in the form that they should have: names are those that the server lists.
 */
import type { Attributes } from '@opentelemetry/api';
import type { MeasuredRequest, RequestHeaders } from '../measuring.ts';
import { isError, type Transport } from '../operation.ts';
import type { Answer, OperationNames, Span } from '../span.ts';
import { metaOf } from '../trace-context.ts';

const TRANSPORTS: Record<Transport, Attributes> = {
  stdio: { 'network.transport': 'pipe' },
  http: { 'network.transport': 'tcp', 'network.protocol.name': 'http' },
};

const REQUEST_ID = /^[\w.:-]{1,64}$/;
const PROTOCOL_VERSION = /^\d{4}-\d\d-\d\d$/;
const JSON_RPC_CODE = /^-\d+$/;

/** `tools/call improve_prompt`. Of a resource the method alone: there may be any number of them. */
export function spanName({ method, target }: OperationNames): string {
  return target === '' || method === 'resources/read' ? method : `${method} ${target}`;
}

export function nameAttributes({ method, target }: OperationNames): Attributes {
  const attributes: Attributes = { 'mcp.method.name': method };
  if (method === 'tools/call') {
    attributes['gen_ai.operation.name'] = 'execute_tool';
    if (target !== '') attributes['gen_ai.tool.name'] = target;
  }
  if (method === 'prompts/get' && target !== '') attributes['gen_ai.prompt.name'] = target;
  if (method === 'resources/read' && target !== '') attributes['prompt_improver.resource.name'] = target;
  return attributes;
}

/** What is known when it begins: who samples decides by it. */
export function requestAttributes(span: Span, request?: MeasuredRequest, headers?: RequestHeaders): Attributes {
  const attributes = { ...TRANSPORTS[span.transport], ...nameAttributes(span.names) };
  const id = request?.id === undefined ? '' : String(request.id);
  if (REQUEST_ID.test(id)) attributes['jsonrpc.request.id'] = id;
  const version =
    metaOf(request?.params)?.['io.modelcontextprotocol/protocolVersion'] ?? headers?.['mcp-protocol-version'];
  if (typeof version === 'string' && PROTOCOL_VERSION.test(version)) attributes['mcp.protocol.version'] = version;
  return attributes;
}

export function answerAttributes({ outcome, errorType }: Answer): Attributes {
  const attributes: Attributes = { 'prompt_improver.outcome': outcome };
  if (!isError(outcome)) return attributes;
  attributes['error.type'] = errorType ?? outcome;
  if (errorType !== undefined && JSON_RPC_CODE.test(errorType)) attributes['rpc.response.status_code'] = errorType;
  return attributes;
}
