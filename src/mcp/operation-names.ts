/** What requests to this server are called where they are measured. A caller can make no name up: what is not listed is `other`. */
import { PROTOCOL_METHODS } from '../performance/protocol-methods.ts';
import type { OperationNames } from '../performance/span.ts';
import { PROMPTS } from './prompts/index.ts';
import { RESOURCES } from './resources/index.ts';
import { TOOLS } from './tools/index.ts';

const named = (method: string) => (target: string) => [target, { method, target }] as const;

const METHODS: ReadonlyMap<string, OperationNames> = new Map(
  PROTOCOL_METHODS.map((method) => [method, { method, target: '' }]),
);
const TOOL_CALLS = new Map([...TOOLS.keys()].map(named('tools/call')));
const PROMPT_GETS = new Map([...PROMPTS.keys()].map(named('prompts/get')));
const RESOURCE_READS = new Map(RESOURCES.map(({ name }) => name).map(named('resources/read')));
const OTHER: OperationNames = { method: 'other', target: '' };

export function operationNames(method: string, params: unknown): OperationNames {
  return withTarget(method, params) ?? METHODS.get(method) ?? OTHER;
}

function withTarget(method: string, params: unknown): OperationNames | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  if (method === 'resources/read') {
    const uri = 'uri' in params && params.uri;
    const resource =
      typeof uri === 'string' ? RESOURCES.find((candidate) => candidate.match(uri) !== undefined) : undefined;
    return resource && RESOURCE_READS.get(resource.name);
  }
  const name = 'name' in params && params.name;
  if (typeof name !== 'string') return undefined;
  if (method === 'tools/call') return TOOL_CALLS.get(name);
  return method === 'prompts/get' ? PROMPT_GETS.get(name) : undefined;
}
