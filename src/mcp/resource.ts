/**
 * What a resource is: an address (a fixed one or a template with one variable) and a function that reads it as JSON.
 */
import type { CacheHint } from '@modelcontextprotocol/server';

import type { WorkClass } from '../resilience/admission/admission.ts';
import type { CallContext } from './tool.ts';

export const JSON_TYPE = 'application/json';

export interface ResourceSpec {
  /** Under which it is measured and listed. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `prompt-improver://rules`, or with one `{variable}`. */
  readonly uri: string;
  /** How long and by whom a read may be cached; 2026-07-28 clients are told. */
  readonly cacheHint: CacheHint;
  /** Whose places a read takes while the server is busy. Default: `live`. */
  readonly workClass?: WorkClass;
  /** Default: JSON. */
  readonly mimeType?: string;
  /** The value becomes JSON, unless another type says that it is text. Rejects with an AppError. */
  read(variable: string, context: CallContext): Promise<unknown>;
  /** Values of the variable that start with `prefix`. */
  complete?(prefix: string, context: CallContext): Promise<readonly string[]>;
}

export interface Resource extends ResourceSpec {
  readonly isTemplate: boolean;
  /** Name of the variable, empty for a fixed address. */
  readonly variable: string;
  /** The value of the variable (empty for a fixed address), or undefined when `uri` is not of this resource. */
  match(uri: string): string | undefined;
}

const VARIABLE = /\{(\w+)\}/;

export function defineResource(spec: ResourceSpec): Resource {
  const variable = VARIABLE.exec(spec.uri)?.[1] ?? '';
  const [prefix = '', suffix = ''] = spec.uri.split(VARIABLE.exec(spec.uri)?.[0] ?? '\0');
  return {
    ...spec,
    isTemplate: variable !== '',
    variable,
    match(uri) {
      if (variable === '') return uri === spec.uri ? '' : undefined;
      if (!uri.startsWith(prefix) || !uri.endsWith(suffix)) return undefined;
      const value = uri.slice(prefix.length, uri.length - suffix.length);
      return value === '' || value.includes('/') ? undefined : decoded(value);
    },
  };
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
