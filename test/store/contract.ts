/** What both stores must do. Each file that calls this runs it on one of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedbackRecord, ImprovementRecord, Store } from '../../src/store/store.ts';
import { newOwner, SCHEMA_VERSION, T0 } from './contract-data.ts';
import { describeAlertContract } from './alert-contract.ts';
import { describeAnalyticsContract } from './analytics-contract.ts';
import { describeMetricContract } from './metric-contract.ts';
import { describeReportContract } from './report-contract.ts';
import { describeRuleContract } from './rule-contract.ts';
import { feedbackOf, improvementOf } from './records.ts';
import { describeSessionContract } from './session-contract.ts';
import { describeSessionChangesContract } from './session-changes-contract.ts';
import { describeSessionGroupContract } from './session-group-contract.ts';

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

  describeSessionGroupContract(
    () => store,
    () => open(),
  );

  describeSessionChangesContract(
    () => store,
    () => open(),
  );

  describeAnalyticsContract(
    () => store,
    () => open(),
  );

  describeMetricContract(
    () => store,
    () => open(),
  );

  describeAlertContract(
    () => store,
    () => open(),
  );
  describeReportContract(
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
      const list = (limit: number, textBytes = 1_000_000) =>
        store.improvements.listBySession({ owner, id: 's1' }, limit, textBytes);
      expect(await list(10)).toEqual([records[0], records[2], records[1]]);
      expect(await list(2)).toEqual([records[0], records[2]]);
      const [newest, older] = await list(2, records[0]?.promptBytes);
      expect(newest).toEqual(records[0]);
      const { prompt: _prompt, improved: _improved, ...withoutTexts } = records[2] ?? improvementOf(owner);
      expect(older).toEqual(withoutTexts);
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

  describe('improvements inserted together', () => {
    it('are all there, each as if inserted alone', async () => {
      const owner = newOwner();
      const records = [
        improvementOf(owner, { prompt: '\0\uDC00 "quoted" {braces}, \\ and NULL', rules: [] }),
        improvementOf(owner, { sessionId: 's1', changed: false, scoreBefore: 0.1, durationMs: 1 / 3 }),
        improvementOf(newOwner()),
      ];
      expect(await store.improvements.insertMany(records)).toEqual([undefined, undefined, undefined]);
      for (const record of records) expect(await store.improvements.get(record.owner, record.id)).toEqual(record);
    });

    it('lose nothing by those that cannot be stored, and each is told its own reason', async () => {
      const owner = newOwner();
      const there = improvementOf(owner);
      await store.improvements.insert(there);
      const good = Array.from({ length: 7 }, () => improvementOf(owner));
      const [first, ...rest] = good;
      const records = [
        ...(first ? [first] : []),
        improvementOf(owner, { id: 'a\0b' }),
        there,
        improvementOf(owner, { promptBytes: 0.5 }),
        ...rest,
        // The second of an id.
        { ...good[3], prompt: 'Another.' } as ImprovementRecord,
      ];
      const outcomes = await store.improvements.insertMany(records);
      expect(outcomes.map((outcome) => outcome?.code)).toEqual([
        undefined,
        'INVALID_ARGUMENT',
        'INTERNAL',
        expect.stringMatching(/^INVALID_ARGUMENT|INTERNAL$/),
        ...rest.map(() => undefined),
        'INTERNAL',
      ]);
      for (const record of [there, ...good]) {
        expect(await store.improvements.get(owner, record.id)).toEqual(record);
      }
    });

    it('may be none', async () => {
      expect(await store.improvements.insertMany([])).toEqual([]);
    });
  });

  describe('feedback', () => {
    it('inserted together loses nothing by what cannot be stored', async () => {
      const improvement = improvementOf(newOwner());
      await store.improvements.insert(improvement);
      const good = [
        feedbackOf(improvement, { rating: 2 }),
        feedbackOf(improvement, { comment: 'yes', accepted: false }),
      ];
      const [first, second] = good;
      const records = [
        first,
        feedbackOf(improvement, { rating: 6 }),
        feedbackOf(improvement, { improvementId: 'unknown' }),
        second,
      ].flatMap((record) => record ?? []);
      const outcomes = await store.feedback.insertMany(records);
      expect(outcomes.map((outcome) => outcome?.code)).toEqual([
        undefined,
        'INTERNAL',
        'IMPROVEMENT_NOT_FOUND',
        undefined,
      ]);
      expect(await store.feedback.listByImprovement(improvement.owner, improvement.id)).toEqual(good);
    });

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
