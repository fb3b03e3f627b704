/** What a person thought of an improvement. */
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { inPhase } from '../performance/span.ts';
import type { FeedbackRecord } from '../store/store.ts';
import { LIMITS } from './limits.ts';
import { loadEngine } from './computing/load-engine.ts';
import type { Caller, FeedbackRequest, FeedbackService } from './types.ts';
import { validateCount, validateInteger, validateText } from './validate.ts';

/** What ids of improvements look like. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface FeedbackOptions {
  /** Resolves when the record is committed. */
  readonly write: (record: FeedbackRecord) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Feedback implements FeedbackService {
  readonly #options: FeedbackOptions;

  constructor(options: FeedbackOptions) {
    this.#options = options;
  }

  async record(caller: Caller, request: FeedbackRequest): Promise<FeedbackRecord> {
    const { improvementId, rating, accepted, edits, comment } = request;
    if (rating === undefined && accepted === undefined && edits === undefined && comment === undefined) {
      throw new AppError('INVALID_ARGUMENT', 'rating, accepted, edits or comment: at least one is needed.', {
        field: 'rating',
      });
    }
    if (rating !== undefined) validateInteger('rating', rating, 1, 5);
    if (comment !== undefined) validateText('comment', comment, LIMITS.feedbackCommentChars);
    if (edits !== undefined) {
      validateCount('edits', edits.length, LIMITS.feedbackEdits);
      edits.forEach(({ index }, i) => validateInteger(`edits[${i}].index`, index, 0, Number.MAX_SAFE_INTEGER));
    }
    validateText('improvement_id', improvementId, LIMITS.sessionIdChars);
    // Not even asked for: a database may log what it is asked, and this may be a secret in the wrong place.
    if (!UUID.test(improvementId)) {
      throw new AppError('IMPROVEMENT_NOT_FOUND', `There is no improvement "${named(improvementId)}".`, {
        field: 'improvement_id',
      });
    }
    const { findSecrets, maskSecrets } = await loadEngine();
    const record: FeedbackRecord = {
      id: uuidv7(),
      owner: caller.owner,
      improvementId,
      createdAtMs: this.#options.now(),
      ...(rating !== undefined && { rating }),
      ...(accepted !== undefined && { accepted }),
      ...(edits !== undefined && { edits }),
      ...(comment !== undefined && { comment: maskSecrets(comment, findSecrets(comment)) }),
    };
    await inPhase(caller.span, 'store', () => this.#options.write(record));
    return record;
  }
}
