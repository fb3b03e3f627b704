/**
 * What requests to a server are called that does not say what it has. The name of a tool or prompt is believed once the server
 * has answered a request for it with a result: what callers make up is answered with an error. At most 200 names.
 */
import { PROTOCOL_METHODS } from './protocol-methods.ts';
import type { OperationNames, Span } from './span.ts';

const MAX_TARGETS = 200;

const METHODS: ReadonlySet<string> = new Set(PROTOCOL_METHODS);

const OTHER: OperationNames = { method: 'other', target: '' };

export class TargetBook {
  readonly #known = new Map<string, Map<string, OperationNames>>();
  readonly #asked = new WeakMap<Span, string>();
  #size = 0;

  namesOf(method: string, params: unknown): OperationNames {
    const name = nameIn(params);
    return (name !== undefined && this.#known.get(method)?.get(name)) || withoutTarget(method);
  }

  /** A name that is not believed yet. */
  asked(span: Span, params: unknown): void {
    const name = nameIn(params);
    const { names } = span;
    if (name !== undefined && names.target === '' && names !== OTHER) this.#asked.set(span, name);
  }

  /** The server has it after all. */
  answered(span: Span): void {
    const target = this.#asked.get(span);
    if (target === undefined || span.answer.outcome === 'protocol_error' || this.#size >= MAX_TARGETS) return;
    const { method } = span.names;
    const names = { method, target };
    const targets = this.#known.get(method) ?? new Map<string, OperationNames>();
    if (!targets.has(target)) this.#size += 1;
    this.#known.set(method, targets.set(target, names));
    span.names = names;
  }
}

function nameIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('name' in params)) return undefined;
  return typeof params.name === 'string' ? params.name : undefined;
}

function withoutTarget(method: string): OperationNames {
  return METHODS.has(method) ? { method, target: '' } : OTHER;
}
