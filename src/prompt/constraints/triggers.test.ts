import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TriggerSet } from './triggers.ts';

describe('TriggerSet', () => {
  it('holds a literal exactly when the text includes it, wherever it stands', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '<', ' ', '字', 'é'), maxLength: 12 });
    const literal = letters.filter((text) => text.length > 0);
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 8 }), letters, (literals, text) => {
        const triggers = new TriggerSet(literals);
        const held = triggers.heldBy(text);
        for (const each of literals) expect(held[triggers.indexOf(each)] === 1).toBe(text.includes(each));
      }),
    );
  });
});
