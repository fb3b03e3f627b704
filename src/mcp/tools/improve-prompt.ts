import { z } from 'zod';

import type { ImproveRequest, ImproveResult } from '../../services/types.ts';
import {
  answersArgument,
  assessmentShape,
  assessmentToWire,
  contextArgument,
  contextFromWire,
  editSchema,
  editToWire,
  onlyArgument,
  promptArgument,
  targetArgument,
} from '../results/improvement-schemas.ts';
import { improvementText } from '../results/improvement-text.ts';
import { briefSchema } from '../results/rewrite-schemas.ts';
import { briefText } from '../results/rewrite-text.ts';
import { briefToWire } from '../results/rewrite-wire.ts';
import { sessionIdArgument } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

const input = z.strictObject({
  prompt: promptArgument,
  context: contextArgument.exactOptional(),
  answers: answersArgument.exactOptional(),
  session_id: sessionIdArgument
    .exactOptional()
    .describe('Attach the result to this session and use its context and target as defaults.'),
  target: targetArgument.exactOptional(),
  only: onlyArgument.exactOptional(),
  rewrite_brief: z
    .boolean()
    .exactOptional()
    .describe(
      'Also return a brief with which you can rewrite the prompt yourself; check the rewrite with check_rewrite.',
    ),
});

const output = z.object({
  improved: z.string().describe('The prompt to use; equal to the original when nothing had to change.'),
  changed: z.boolean(),
  edits: z.array(editSchema).describe('In order of place. Applied to the original they give `improved`.'),
  ...assessmentShape,
  improvement_id: z.string().exactOptional().describe('For record_feedback. Absent when nothing was stored.'),
  stored: z.boolean(),
  store_error: z.object({ code: z.string(), message: z.string() }).exactOptional(),
  duration_ms: z
    .number()
    .describe(
      'From the arrival of the request until this answer was built; making it into bytes and writing them is not in it.',
    ),
  performance_target_ms: z.number(),
  performance_target_met: z.boolean(),
  cache_level: z.enum(['none', 'l1', 'l2']).describe('none: computed; l1: memory; l2: Redis.'),
  rewrite_brief: briefSchema.exactOptional().describe('Present when it was asked for.'),
});

export const improvePrompt = defineTool({
  name: 'improve_prompt',
  title: 'Improve a prompt',
  description:
    'Makes a prompt for a language model better and says why: removes what does not help, marks pasted data, and asks for what only the user can know. ' +
    'A good prompt is returned unchanged. Use it before a rough or vague request is carried out, or when the user asks to improve a prompt. ' +
    'When it returns questions, put them to the user and call it again with `answers`. ' +
    'With `rewrite_brief: true` it also returns a brief for rewriting the prompt freely, whose result check_rewrite judges.',
  // Not read-only: the improvement is recorded. Nothing that exists is changed.
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input,
  output,
  async run(args, { services, caller }) {
    const request = requestFromWire(args);
    const result = await services.improvements.improve(caller, request);
    const brief =
      args.rewrite_brief === true ? await services.rewrites.brief(request, result, caller.signal) : undefined;
    const text = improvementText(args.prompt, result);
    return {
      text: brief === undefined ? text : `${text}\n\n${briefText(brief)}`,
      structured: {
        ...resultToWire(result, caller.span?.durationMs ?? result.durationMs),
        ...(brief !== undefined && { rewrite_brief: briefToWire(brief) }),
      },
    };
  },
});

function requestFromWire(args: z.output<typeof input>): ImproveRequest {
  return {
    prompt: args.prompt,
    ...(args.context !== undefined && { context: contextFromWire(args.context) }),
    ...(args.answers !== undefined && { answers: args.answers }),
    ...(args.session_id !== undefined && { sessionId: args.session_id }),
    ...(args.target !== undefined && { target: args.target }),
    ...(args.only !== undefined && { only: args.only }),
  };
}

function resultToWire(result: ImproveResult, durationMs: number): z.input<typeof output> {
  return {
    improved: result.improved,
    changed: result.changed,
    edits: result.edits.map(editToWire),
    ...assessmentToWire(result),
    ...(result.improvementId !== undefined && { improvement_id: result.improvementId }),
    stored: result.stored,
    ...(result.storeError !== undefined && { store_error: { ...result.storeError } }),
    duration_ms: durationMs,
    performance_target_ms: result.performanceTargetMs,
    performance_target_met: durationMs <= result.performanceTargetMs,
    cache_level: result.cacheLevel,
  };
}
