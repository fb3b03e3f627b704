import { describe, expect, it } from 'vitest';
import { coreFeature, topicFeatures } from './topic-index.ts';
import { TOPICS } from './topics.ts';

const topics = (text: string): readonly number[] => topicFeatures(text.toLowerCase().match(/[a-z0-9']+/g) ?? []);

describe('topics', () => {
  it('are known by whole words, beginnings of words and pairs of words', () => {
    expect(topics('sourdough baking')).toContain(coreFeature('recipe'));
    expect(topics('a road trip')).toContain(coreFeature('trip'));
    expect(topics('the museums near me')).toContain(coreFeature('local'));
    expect(topics('the tenor')).toEqual([]);
  });

  it('tell a word that makes the subject from one that stands near it', () => {
    const recipe = coreFeature('recipe');
    expect(topics('ramen')).not.toContain(recipe);
    expect(topics('ramen')).toContain(recipe + 1);
  });

  it('have names of their own and lists that can be looked up', () => {
    expect(new Set(TOPICS.map(([name]) => name)).size).toBe(TOPICS.length);
    for (const [name, core, wide] of TOPICS)
      for (const word of `${core} ${wide}`.split(/\s+/).filter(Boolean)) {
        expect(`${name}: ${word}`).toMatch(/: [a-z0-9'_-]+\*?$/);
        expect(word.split(/[-_]/).length).toBeLessThanOrEqual(2);
        // Beginnings are looked up this far and no further.
        expect(word.endsWith('*') ? word.length - 1 : 0).toBeLessThanOrEqual(16);
      }
  });
});
