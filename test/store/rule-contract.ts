/** What both stores must do with rules. */
import { describe, expect, it } from 'vitest';
import type { RuleMetadata, Store } from '../../src/store/store.ts';
import { newId, T0 } from './contract-data.ts';

const metadataOf = (id: string, changes: Partial<RuleMetadata> = {}): RuleMetadata => ({
  id,
  name: 'test.rule',
  kind: 'ask',
  summary: 'Asks.',
  evidence: 'None.',
  accepts: 'weight: a number from 0 to 2, default 1',
  revision: 3,
  ...changes,
});

export function describeRuleContract(store: () => Store, open: () => Promise<Store>): void {
  const find = async (id: string) => (await store().rules.list()).find((rule) => rule.id === id);
  const seeded = async (changes: Partial<RuleMetadata> = {}) => {
    const metadata = metadataOf(newId(), changes);
    await store().rules.seed([metadata], T0);
    return metadata;
  };

  describe('rules', () => {
    it('adds rules that are new, switched on and untuned, and lists them by id', async () => {
      const rules = [metadataOf('X02'), metadataOf('X01', { kind: 'warn', accepts: '' })];
      await store().rules.seed(rules, T0);
      const fresh = { enabled: true, params: {}, version: 1, updatedAtMs: T0 };
      const listed = (await store().rules.list()).filter(({ id }) => id.startsWith('X'));
      expect(listed).toEqual([
        { ...rules[1], ...fresh },
        { ...rules[0], ...fresh },
      ]);
    });

    it('describes a rule anew for a later revision, and keeps what a person has switched and tuned', async () => {
      const metadata = await seeded();
      await store().rules.update({ id: metadata.id, enabled: false, params: { weight: 0.5 } }, T0 + 1);
      const later = { ...metadata, name: 'test.renamed', summary: 'Asks better.', revision: 4 };
      await store().rules.seed([later, metadataOf(newId())], T0 + 2);
      expect(await find(metadata.id)).toEqual({
        ...later,
        enabled: false,
        params: { weight: 0.5 },
        version: 2,
        updatedAtMs: T0 + 1,
      });
    });

    it('keeps the description of a later revision when an older program starts', async () => {
      const metadata = await seeded({ revision: 4 });
      await store().rules.seed([{ ...metadata, summary: 'Asked before.', revision: 3 }], T0 + 1);
      expect(await find(metadata.id)).toMatchObject(metadata);
    });

    it('changes what is given, leaves the rest, and counts the changes', async () => {
      const { id } = await seeded();
      expect(await store().rules.update({ id, enabled: false }, T0 + 1)).toMatchObject({
        enabled: false,
        params: {},
        version: 2,
        updatedAtMs: T0 + 1,
      });
      expect(await store().rules.update({ id, params: { weight: 2 } }, T0 + 2)).toMatchObject({
        enabled: false,
        params: { weight: 2 },
        version: 3,
      });
      expect(await store().rules.update({ id, enabled: true, params: {} }, T0 + 3)).toMatchObject({
        enabled: true,
        params: {},
        version: 4,
      });
      expect(await find(id)).toMatchObject({ enabled: true, params: {}, version: 4, updatedAtMs: T0 + 3 });
    });

    it('counts no change when a rule is already as wanted', async () => {
      const { id } = await seeded();
      const unchanged = { version: 1, updatedAtMs: T0 };
      expect(await store().rules.update({ id, enabled: true, params: {} }, T0 + 1)).toMatchObject(unchanged);
      expect(await store().rules.update({ id }, T0 + 1)).toMatchObject(unchanged);
    });

    it('writes on the expected version only', async () => {
      const { id } = await seeded();
      await store().rules.update({ id, enabled: false, expectedVersion: 1 }, T0 + 1);
      const late = store().rules.update({ id, enabled: true, expectedVersion: 1 }, T0 + 2);
      await expect(late).rejects.toMatchObject({ code: 'RULE_CONFLICT' });
      expect(await find(id)).toMatchObject({ enabled: false, version: 2 });
    });

    it('lets one of several writers on the same version win', async () => {
      await using other = await open();
      const { id } = await seeded();
      const writes = [store(), other, store(), other].map((one, index) =>
        one.rules.update({ id, params: { weight: index / 10 + 0.1 }, expectedVersion: 1 }, T0 + 1),
      );
      const outcomes = await Promise.allSettled(writes);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await find(id)).toMatchObject({ version: 2 });
    });

    it('says that it does not know a rule', async () => {
      expect(await store().rules.update({ id: 'nope', enabled: true }, T0)).toBeUndefined();
      expect(await store().rules.update({ id: 'nope', enabled: true, expectedVersion: 1 }, T0)).toBeUndefined();
    });

    it('adds a rule once when several start at the same time', async () => {
      await using other = await open();
      const rules = [metadataOf(newId()), metadataOf(newId())];
      await Promise.all([store(), other, store(), other].map((one) => one.rules.seed(rules, T0)));
      const ids = (await store().rules.list()).map(({ id }) => id);
      for (const { id } of rules) expect(ids.filter((one) => one === id)).toEqual([id]);
    });
  });
}
