/** What both stores must do. Each file that calls this runs it on one of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRecord, ImprovementRecord, Store } from '../../src/store/store.ts';
import { newId, newOwner, SCHEMA_VERSION, T0 } from './contract-data.ts';
import { describeRuleContract } from './rule-contract.ts';
import { describeSessionContract } from './session-contract.ts';

function improvementOf(owner: string, changes: Partial<ImprovementRecord> = {}): ImprovementRecord {
  return {
    id: newId(),
    owner,
    createdAtMs: T0,
    prompt: 'Sort the list.',
    improved: 'Sort the list by date.',
    promptBytes: 14,
    changed: true,
    verdict: 'improved',
    language: 'en',
    task: 'code',
    target: 'unknown',
    scoreBefore: 40,
    scoreAfter: 62.5,
    scorePotential: 90,
    rules: ['Q05', 'T05'],
    questions: 1,
    rulesetHash: 'abc123',
    durationMs: 0.42,
    ...changes,
  };
}

function feedbackOf(improvement: ImprovementRecord, changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    id: newId(),
    owner: improvement.owner,
    improvementId: improvement.id,
    createdAtMs: T0 + 1,
    ...changes,
  };
}

export interface ContractSetup {
  readonly kind: 'embedded' | 'postgres';
  /** Opens another store on the same data. */
  readonly open: () => Promise<Store>;
}

export function describeStoreContract(setUp: () => Promise<ContractSetup>): void {
  let kind: ContractSetup['kind'];
  let open: () => Promise<Store>;
  let store: Store;

  beforeAll(async () => {
    ({ kind, open } = await setUp());
    store = await open();
  });

  afterAll(() => store?.close());

  describeSessionContract(
    () => store,
    () => open(),
  );

  describe('improvements', () => {
    it.each<[string, Partial<ImprovementRecord>]>([
      ['all there is to know', { sessionId: 's1' }],
      ['U+0000, lone surrogates, CRLF and emoji in its texts', { prompt: '\0\uDC00\r\n👩‍💻', improved: '\uFEFF\u2028' }],
      ['no rules', { rules: [], changed: false, improved: 'Sort the list.' }],
    ])('gives back an improvement with %s', async (_name, changes) => {
      const record = improvementOf(newOwner(), changes);
      await store.improvements.insert(record);
      expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
    });

    it('keeps metadata alone when there are no texts', async () => {
      const { prompt: _prompt, improved: _improved, ...record } = improvementOf(newOwner());
      await store.improvements.insert(record);
      expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
    });

    it('keeps a prompt of 1,000,000 bytes', async () => {
      const record = improvementOf(newOwner(), { prompt: 'x'.repeat(1_000_000), improved: '\n'.repeat(1_000_000) });
      await store.improvements.insert(record);
      expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
    });

    it('lists those of a session, newest first', async () => {
      const owner = newOwner();
      const records = [3, 1, 2].map((n) => improvementOf(owner, { sessionId: 's1', createdAtMs: T0 + n }));
      for (const record of records) await store.improvements.insert(record);
      await store.improvements.insert(improvementOf(owner, { sessionId: 's2' }));
      await store.improvements.insert(improvementOf(owner));
      await store.improvements.insert(improvementOf(newOwner(), { sessionId: 's1' }));
      const list = (limit: number) => store.improvements.listBySession({ owner, id: 's1' }, limit);
      expect(await list(10)).toEqual([records[0], records[2], records[1]]);
      expect(await list(2)).toEqual([records[0], records[2]]);
    });

    it('knows none of another owner', async () => {
      const record = improvementOf(newOwner());
      await store.improvements.insert(record);
      expect(await store.improvements.get(newOwner(), record.id)).toBeUndefined();
    });

    it('does not take the same id twice', async () => {
      const record = improvementOf(newOwner());
      await store.improvements.insert(record);
      await expect(store.improvements.insert({ ...record, prompt: 'Another.' })).rejects.toMatchObject({
        code: 'INTERNAL',
      });
      expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
    });
  });

  describe('feedback', () => {
    it.each<[string, Partial<FeedbackRecord>]>([
      ['a rating', { rating: 5 }],
      ['a refusal', { accepted: false }],
      ['verdicts on edits', { edits: [{ index: 0, accepted: true }] }],
      ['a comment of any characters', { comment: 'ok\0 \uD83D' }],
      ['everything', { rating: 1, accepted: true, edits: [], comment: '' }],
    ])('gives back %s', async (_name, changes) => {
      const improvement = improvementOf(newOwner());
      await store.improvements.insert(improvement);
      const feedback = feedbackOf(improvement, changes);
      await store.feedback.insert(feedback);
      expect(await store.feedback.listByImprovement(improvement.owner, improvement.id)).toEqual([feedback]);
    });

    it('lists what came first first', async () => {
      const improvement = improvementOf(newOwner());
      await store.improvements.insert(improvement);
      const later = feedbackOf(improvement, { createdAtMs: T0 + 9 });
      const earlier = feedbackOf(improvement, { createdAtMs: T0 + 8 });
      await store.feedback.insert(later);
      await store.feedback.insert(earlier);
      expect(await store.feedback.listByImprovement(improvement.owner, improvement.id)).toEqual([earlier, later]);
    });

    it('refuses feedback on an improvement that the owner does not have', async () => {
      const improvement = improvementOf(newOwner());
      const refusal = { code: 'IMPROVEMENT_NOT_FOUND', field: 'improvement_id' };
      await expect(store.feedback.insert(feedbackOf(improvement))).rejects.toMatchObject(refusal);
      await store.improvements.insert(improvement);
      const stranger = newOwner();
      await expect(store.feedback.insert(feedbackOf(improvement, { owner: stranger }))).rejects.toMatchObject(refusal);
      expect(await store.feedback.listByImprovement(stranger, improvement.id)).toEqual([]);
    });
  });

  describeRuleContract(
    () => store,
    () => open(),
  );

  describe('the store', () => {
    it('says what it is and how it answers', async () => {
      const health = await store.health();
      expect(health).toMatchObject({ kind, schemaVersion: SCHEMA_VERSION[kind] });
      expect(health.serverVersion).toMatch(/^\d+\.\d+/);
      expect(health.latencyMs).toBeGreaterThan(0);
    });

    it('shows a second store what the first has written', async () => {
      await using other = await open();
      const record = improvementOf(newOwner());
      await store.improvements.insert(record);
      expect(await other.improvements.get(record.owner, record.id)).toEqual(record);
    });

    it('finishes what is under way when it closes, closes twice, and then refuses', async () => {
      const closing = await open();
      const record = improvementOf(newOwner());
      const large = improvementOf(newOwner(), { prompt: 'x'.repeat(100_000) });
      const inserted = [record, large].map((each) => closing.improvements.insert(each));
      await Promise.all([closing.close(), closing.close(), ...inserted]);
      expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
      expect(await store.improvements.get(large.owner, large.id)).toEqual(large);
      await expect(closing.improvements.get(record.owner, record.id)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
      await closing.close();
    });
  });
}
