import { setting } from '../setting.ts';
import type { Config } from '../types.ts';

export const PROCESS_SETTINGS = {
  'workers.threads': setting({
    kind: { type: 'whole-number', min: 0, max: 4 },
    default: () => 1,
    description: 'worker threads for large prompts; 0 computes everything on the event loop',
  }),
  'workers.promptBytes': setting({
    kind: { type: 'whole-number', min: 1_024, max: 1_000_000 },
    default: () => 32_768,
    description: 'bytes of a prompt from which on it is computed in a worker thread',
  }),
  'log.level': setting<Config['log']['level']>({
    kind: { type: 'one-of', values: ['debug', 'info', 'warn', 'error', 'silent'] },
    flag: '--log-level <level>',
    default: () => 'info',
    description: 'least severe log records to print: debug, info, warn, error or silent',
  }),
} as const;
