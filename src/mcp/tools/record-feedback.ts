import { z } from 'zod';

import { LIMITS } from '../../services/limits.ts';
import { defineTool } from '../tool.ts';

const input = z.strictObject({
  improvement_id: z.string().max(64).describe('From the result of improve_prompt.'),
  rating: z.int().min(1).max(5).exactOptional().describe('1 (worse than before) to 5.'),
  accepted: z.boolean().exactOptional().describe('The user took the improved prompt.'),
  edits: z
    .array(
      z.strictObject({
        index: z.int().min(0).describe('Place in `edits` of the result, from 0.'),
        accepted: z.boolean(),
      }),
    )
    .max(LIMITS.feedbackEdits)
    .exactOptional()
    .describe('Verdicts on single edits.'),
  comment: z.string().max(LIMITS.feedbackCommentChars).exactOptional(),
});

const output = z.object({
  stored: z.boolean(),
  feedback_id: z.string(),
  improvement_id: z.string(),
  created_at: z.string(),
});

export const recordFeedback = defineTool({
  name: 'record_feedback',
  title: 'Record feedback on an improvement',
  description:
    'Stores what the user thought of an improvement: a rating, whether it was taken, verdicts on single edits, a comment. ' +
    'Use it once the user has taken, changed or refused an improved prompt.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input,
  output,
  async run(args, { services, caller }) {
    const record = await services.feedback.record(caller, {
      improvementId: args.improvement_id,
      ...(args.rating !== undefined && { rating: args.rating }),
      ...(args.accepted !== undefined && { accepted: args.accepted }),
      ...(args.edits !== undefined && { edits: args.edits }),
      ...(args.comment !== undefined && { comment: args.comment }),
    });
    return {
      structured: {
        stored: true,
        feedback_id: record.id,
        improvement_id: record.improvementId,
        created_at: new Date(record.createdAtMs).toISOString(),
      },
      text: `Feedback ${record.id} on improvement ${record.improvementId} is stored.`,
    };
  },
});
