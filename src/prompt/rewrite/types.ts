/** What `checkRewrite` tells of a rewrite. Offsets are UTF-16 code units, `end` exclusive. */
import type { Language, PromptContext, Target } from '../types.ts';

export interface CheckRewriteInput {
  /** The prompt as its author wrote it, 1 to 1,000,000 bytes of UTF-8. */
  readonly prompt: string;
  readonly rewrite: string;
  readonly context?: PromptContext;
  /** Answers by question id, as they were given to `improve`. What they say is no new fact. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly target?: Target;
}

export type RewriteIssueKind =
  /** Code, a number, link, quotation, name or secret of the prompt is gone. */
  | 'lost_span'
  /** It is there, but no longer behind what came before it. */
  | 'moved_span'
  /** A requirement on the answer is gone. */
  | 'lost_constraint'
  /** A number, link, path, name, quotation or line of code is in neither the prompt, its context nor the answers. */
  | 'added_fact'
  | 'too_long'
  | 'other_language'
  /** It answers the prompt, talks about it, or asks for something else. */
  | 'not_a_rewrite';

export interface RewriteIssue {
  readonly kind: RewriteIssueKind;
  /** What sort of span, fact or constraint: `number`, `url`, `length.words`. */
  readonly type?: string;
  /** The text in question, its secrets masked; cut off with `…` where it is long. */
  readonly text: string;
  /** Which text `start` and `end` are offsets of. */
  readonly in?: 'prompt' | 'rewrite';
  readonly start?: number;
  readonly end?: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
}

export interface RewriteCheck {
  readonly accepted: boolean;
  /** One or two sentences for a person. */
  readonly summary: string;
  /** Why it is not accepted, in the order of the kinds above; at most 100. */
  readonly issues: readonly RewriteIssue[];
  /** There were more than 100. */
  readonly moreIssues: boolean;
  readonly score: {
    readonly before: number;
    readonly after: number;
    /** The rewrite scores lower by more than such a difference means by itself. */
    readonly worse: boolean;
  };
  /** Characters (UTF-16 code units) that the rewrite has, and may have at most. */
  readonly chars: number;
  readonly maxChars: number;
  readonly language: { readonly prompt: Language; readonly rewrite: Language };
}
