/** Retention as the server does it, on a real store. */
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { keepRetention } from '../../src/services/upkeep.ts';
import { improvementOf } from '../store/records.ts';
import { openEmbeddedAt } from '../store/open-store.ts';
import { startApp } from './app.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

test.each([
  [90, [60, 83]],
  [30, []],
  [0, [60, 83, 98, 400]],
])('with a retention of %i days, of improvements of many ages those of %j days stay', async (retentionDays, kept) => {
  await using started = await startApp();
  await using store = await openEmbeddedAt(started.dataDir);
  const ages = [60, 83, 98, 400];
  const records = ages.flatMap((age) =>
    Array.from({ length: 150 }, () =>
      improvementOf('o', { id: uuidv7({ msecs: NOW - age * DAY_MS }), createdAtMs: NOW - age * DAY_MS }),
    ),
  );
  await store.improvements.insertMany(records);
  await keepRetention(store, NOW, retentionDays, new AbortController().signal);
  const left = await Promise.all(records.map(({ owner, id }) => store.improvements.get(owner, id)));
  const agesLeft = new Set(left.flatMap((record) => (record ? [(NOW - record.createdAtMs) / DAY_MS] : [])));
  expect([...agesLeft]).toEqual(kept);
});
