/** What both stores must do with alerts. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { newId, T0 } from './contract-data.ts';

export function describeAlertContract(store: () => Store, open: () => Promise<Store>): void {
  describe('the document of alerts', () => {
    let version = 0;
    beforeEach(async () => ({ version } = await store().alerts.read(0)));

    it('is there once it was written, and is not read again by who has it', async () => {
      const text = `{"note":"${newId()} \u{1F6A8} \\u0000"}`;
      expect(await store().alerts.replace(text, version, T0)).toBe(true);
      expect(await store().alerts.read(version)).toEqual({ version: version + 1, text });
      expect(await store().alerts.read(version + 1)).toEqual({ version: version + 1 });
    });

    it('of two writers who know the same version one wins, on whatever connection', async () => {
      await using other = await open();
      const both = [store(), other].flatMap((one) =>
        Array.from({ length: 4 }, (_, index) => one.alerts.replace(`{"by":${index}}`, version, T0)),
      );
      const won = (await Promise.all(both)).filter(Boolean);
      expect(won).toHaveLength(1);
      expect(await other.alerts.read(0)).toMatchObject({ version: version + 1 });
    });

    it('is not written by who knows an older version, or believes there is none', async () => {
      await store().alerts.replace('{}', version, T0);
      expect(await store().alerts.replace('{"late":true}', version, T0)).toBe(false);
      expect(await store().alerts.replace('{"late":true}', 0, T0)).toBe(false);
      expect(await store().alerts.read(0)).toMatchObject({ text: '{}' });
    });
  });

  describe('reports of replicas', () => {
    it('take the place of earlier ones, and age', async () => {
      const [a, b] = [newId(), newId()];
      for (const at of [1, 2])
        await store().alerts.report({ replica: a, conditions: `{"n":${at}}`, reportedAtMs: T0 + at });
      await store().alerts.report({ replica: b, conditions: '{}', reportedAtMs: T0 + 5 });
      expect(await store().alerts.reports(T0 + 1)).toEqual(
        [
          { replica: a, conditions: '{"n":2}', reportedAtMs: T0 + 2 },
          { replica: b, conditions: '{}', reportedAtMs: T0 + 5 },
        ].toSorted((one, other) => (one.replica < other.replica ? -1 : 1)),
      );
      expect(await store().alerts.reports(T0 + 5)).toEqual([]);
      await store().alerts.withdraw(b, T0 + 3);
      expect(await store().alerts.reports(0)).toEqual([]);
    });
  });
}
