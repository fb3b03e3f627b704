import type * as engineModule from './engine.ts';
import { loadOnce } from '../load-once.ts';

export type Engine = typeof engineModule;

/** The improver. */
export const loadEngine: () => Promise<Engine> = loadOnce(() => import('./engine.ts'));
