import type * as engineModule from './engine.ts';

export type Engine = typeof engineModule;

let engine: Promise<Engine> | undefined;

/** The improver, loaded at the first call. Asking Node for a module that is loaded already takes some microseconds; this none. */
export function loadEngine(): Promise<Engine> {
  return (engine ??= import('./engine.ts'));
}
