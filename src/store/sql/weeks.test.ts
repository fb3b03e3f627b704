import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { firstIdAt, WEEK_MS, weekStart } from './weeks.ts';

const time = fc.integer({ min: 0, max: 2 ** 43 });

it('the first id of a moment parts the ids made from then on from all earlier ones', () => {
  fc.assert(
    fc.property(time, time, (ms, otherMs) => {
      const id = uuidv7({ msecs: otherMs });
      expect(id >= firstIdAt(ms)).toBe(otherMs >= ms);
    }),
  );
});

it('a week begins on a Thursday at midnight, at most seven days before', () => {
  fc.assert(
    fc.property(time, (ms) => {
      const startMs = weekStart(ms);
      expect(new Date(startMs).getUTCDay()).toBe(4);
      expect(startMs % 86_400_000).toBe(0);
      expect(ms - startMs).toBeGreaterThanOrEqual(0);
      expect(ms - startMs).toBeLessThan(WEEK_MS);
    }),
  );
});
