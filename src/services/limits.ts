/** Bounds on what a caller may send. Errors name the field and the limit. */
export const LIMITS = {
  promptBytes: 1_000_000,
  contextTextBytes: 1_000_000,
  contextFiles: 1_000,
  /** Characters of a path, a language name or a command in `context`. */
  contextItemChars: 1_000,
  answers: 20,
  answerChars: 10_000,
  onlyRules: 50,
  sessionBytes: 262_144,
  sessionDepth: 64,
  sessionIdChars: 128,
  sessionsPerOwner: 1_000,
  sessionTtlSecondsMin: 1,
  sessionTtlSecondsMax: 2_592_000,
  feedbackCommentChars: 10_000,
  feedbackEdits: 1_000,
  /** Improvements listed in a session's history. */
  historyItems: 100,
  /** Size of the prompts in it that come with their texts, the newest first. */
  historyTextBytes: 1_000_000,
} as const;
