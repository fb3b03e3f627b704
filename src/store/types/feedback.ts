import type { InsertOutcomes } from './improvements.ts';

export interface FeedbackRecord {
  readonly id: string;
  readonly owner: string;
  readonly improvementId: string;
  readonly createdAtMs: number;
  /** 1 (worse than before) to 5. */
  readonly rating?: number;
  readonly accepted?: boolean;
  /** Verdicts on single edits, by index into `edits`. */
  readonly edits?: readonly { readonly index: number; readonly accepted: boolean }[];
  readonly comment?: string;
}

export interface FeedbackStore {
  /** Rejects with `IMPROVEMENT_NOT_FOUND` when the owner has no such improvement. */
  insert(record: FeedbackRecord): Promise<void>;
  /** As `insert` of each, in few transactions: a record that cannot be stored does not keep the others out. */
  insertMany(records: readonly FeedbackRecord[]): Promise<InsertOutcomes>;
  listByImprovement(owner: string, improvementId: string): Promise<readonly FeedbackRecord[]>;
}
