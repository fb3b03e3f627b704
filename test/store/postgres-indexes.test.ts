/** The same on 1,000,000 rows, with times: `npm run bench scale`. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../services/test-database.ts';
import { FILLED_WEEKS, type FilledStore, openFilled } from './fill.ts';
import { badPlans } from './plans.ts';

describe.skipIf(!inject('postgres'))('on 40,000 improvements', () => {
  let database: TestDatabase;
  let filled: FilledStore;

  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
    filled = await openFilled(database.url, 40_000);
  });

  afterAll(async () => {
    await filled?.store.close();
    await database?.[Symbol.asyncDispose]();
  });

  it('every query finds its rows by the index that is there for it', async () => {
    expect(await badPlans(filled)).toEqual([]);
  });

  it('without its index a query is told of', async () => {
    await filled.ask('DROP INDEX sessions_by_expiry');
    expect((await badPlans(filled)).map((plan) => plan.split('\n')[0])).toEqual(['session-sweep']);
  });

  it('an improvement is looked for in its own week only', async () => {
    const { owner, id } = filled.samples[500] ?? { owner: '', id: '' };
    await filled.store.improvements.get(owner, id);
    const plan = await filled.ask(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE "improvement-get" ('${owner}', '${id}')`);
    // The default partition, the weeks, and those made ahead are left out.
    const removed = Number(/"Subplans Removed": (\d+)/.exec(JSON.stringify(plan, null, 1))?.[1]);
    expect(removed).toBeGreaterThan(FILLED_WEEKS);
  });
});
