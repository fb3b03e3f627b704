/** What a request means to admission: how urgent it is, and under which name the time that it takes is compared. */
import type { OperationNames } from '../performance/span.ts';
import { operationName } from '../performance/operation.ts';
import type { WorkClass } from '../resilience/admission/admission.ts';
import { operationNames } from './operation-names.ts';
import { RESOURCES } from './resources/index.ts';
import { TOOLS } from './tools/index.ts';

export interface Work {
  readonly workClass: WorkClass;
  /** One of a bounded set of names, whatever the caller has sent. */
  readonly operation: string;
}

/** Undefined: it takes no place at all, because it is answered when its client wants and does nothing meanwhile. */
export function workOf(method: string, params: unknown): Work | undefined {
  if (method === 'subscriptions/listen') return undefined;
  const names = operationNames(method, params);
  return { workClass: workClassOf(names), operation: operationName(names) };
}

/** What the server only lists, shakes hands about or does not know is `control`: answered without any work. */
function workClassOf({ method, target }: OperationNames): WorkClass {
  switch (method) {
    case 'tools/call':
      return TOOLS.get(target)?.workClass ?? 'control';
    case 'resources/read': {
      const resource = RESOURCES.find(({ name }) => name === target);
      return resource ? (resource.workClass ?? 'live') : 'control';
    }
    case 'prompts/get':
      return target === '' ? 'control' : 'live';
    case 'completion/complete':
      return 'live';
    default:
      return 'control';
  }
}

/**
 * A body of one message or a batch of them, which counts as what is the most in it. Undefined: nothing in it is a request.
 */
export function workOfBody(body: unknown): Work | undefined {
  if (!Array.isArray(body)) return workOfMessage(body);
  const works = body.flatMap((message) => workOfMessage(message) ?? []);
  const most = works.find(({ workClass }) => workClass !== 'control') ?? works[0];
  return most && { ...most, operation: 'batch' };
}

function workOfMessage(message: unknown): Work | undefined {
  if (!isRecord(message) || !('id' in message)) return undefined;
  const { method, params } = message;
  return typeof method === 'string' ? workOf(method, params) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
