import type { AppError } from '../../errors/app-error.ts';
import type { SessionKey } from './sessions.ts';

/** A finished improvement. Secrets are already masked by the caller. */
export interface ImprovementRecord {
  /** UUID version 7: sorts by time. */
  readonly id: string;
  readonly owner: string;
  readonly sessionId?: string;
  readonly createdAtMs: number;
  /** Absent when only metadata is kept. */
  readonly prompt?: string;
  readonly improved?: string;
  readonly promptBytes: number;
  readonly changed: boolean;
  readonly verdict: string;
  readonly language: string;
  readonly task: string;
  readonly target: string;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
  readonly scorePotential: number;
  /** Ids of the rules that edited, asked or warned, in order. */
  readonly rules: readonly string[];
  /** Number of questions asked. */
  readonly questions: number;
  readonly rulesetHash: string;
  readonly durationMs: number;
}

/** What became of each record, by position: undefined when it is committed, else why it is not. */
export type InsertOutcomes = readonly (AppError | undefined)[];

export interface ImprovementStore {
  insert(record: ImprovementRecord): Promise<void>;
  /** As `insert` of each, in few transactions: a record that cannot be stored does not keep the others out. */
  insertMany(records: readonly ImprovementRecord[]): Promise<InsertOutcomes>;
  get(owner: string, id: string): Promise<ImprovementRecord | undefined>;
  /** Improvements of one session, newest first; with texts as long as their prompts have at most `textBytes` in all. */
  listBySession(
    key: SessionKey,
    limit: number,
    textBytes: number,
    signal?: AbortSignal,
  ): Promise<readonly ImprovementRecord[]>;
}
