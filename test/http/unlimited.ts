import { Admission } from '../../src/resilience/admission/admission.ts';
import { ByteBudget } from '../../src/resilience/admission/byte-budget.ts';

/** For servers of which a test wants something else than to be refused. */
export function unlimited() {
  return {
    admission: new Admission({ limit: undefined, mostWaitMs: 1, now: () => performance.now() }),
    bodies: new ByteBudget({ maxBytes: 67_108_864, freeBytes: 16_384 }),
  };
}
