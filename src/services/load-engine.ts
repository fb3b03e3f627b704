let engine: Promise<typeof import('./engine.ts')> | undefined;

/** The improver, loaded at the first call. Asking Node for a module that is loaded already takes 5 µs; this takes none. */
export function loadEngine(): Promise<typeof import('./engine.ts')> {
  return (engine ??= import('./engine.ts'));
}
