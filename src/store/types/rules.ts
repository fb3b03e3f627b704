/** What a rule is, for whoever looks into the store; the code has the last word. */
export interface RuleMetadata {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly summary: string;
  readonly evidence: string;
  /** The parameters with limits and defaults, in words. */
  readonly accepts: string;
  readonly revision: number;
}

/** What the store keeps of a rule: the code holds its behaviour, the store whether it is on and how it is tuned. */
export interface StoredRule extends RuleMetadata {
  readonly enabled: boolean;
  /** Unchecked, since people edit the column by hand: any JSON, or the text itself where it is none. */
  readonly params: unknown;
  /** 1 for a new rule, one more with each change of `enabled` or `params`. */
  readonly version: number;
  /** Of the last change of `enabled` or `params`. */
  readonly updatedAtMs: number;
}

/** What is left out stays as it is. */
export interface RuleWrite {
  readonly id: string;
  readonly enabled?: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Write only if the stored version is this one. */
  readonly expectedVersion?: number;
}

export interface RuleStore {
  list(): Promise<readonly StoredRule[]>;
  /**
   * Adds rules that the store does not know yet, switched on, and brings the metadata of the others up to date, unless a
   * later revision has written it. What a person has switched or tuned stays.
   */
  seed(rules: readonly RuleMetadata[], nowMs: number): Promise<void>;
  /**
   * Undefined when there is no such rule. A write that changes nothing leaves the version as it is. Rejects with
   * `RULE_CONFLICT` when `expectedVersion` is not the stored one.
   */
  update(write: RuleWrite, nowMs: number): Promise<StoredRule | undefined>;
}
