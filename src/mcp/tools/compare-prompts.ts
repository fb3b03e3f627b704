import { z } from 'zod';

import { LIMITS } from '../../services/limits.ts';
import { comparisonText } from '../results/comparison-text.ts';
import {
  contextArgument,
  contextFromWire,
  findingSchema,
  questionSchema,
  targetArgument,
} from '../results/improvement-schemas.ts';
import { comparisonToWire } from '../results/rewrite-wire.ts';
import { defineTool } from '../tool.ts';

const prompt = () => z.string().describe(`One of the two prompts: 1 to ${LIMITS.promptBytes} bytes of UTF-8.`);

const input = z.strictObject({
  prompt_a: prompt(),
  prompt_b: prompt(),
  context: contextArgument.exactOptional(),
  target: targetArgument.exactOptional(),
});

const better = z.enum(['a', 'b', 'equal']);
const side = z
  .object({
    score: z.number().describe('0 (unusable) to 100 (nothing a reader would have to guess).'),
    language: z.string(),
    task: z.string(),
    only_findings: z.array(findingSchema),
    only_questions: z.array(questionSchema),
    only_details: z
      .array(
        z.object({
          kind: z.string(),
          type: z.string().exactOptional(),
          text: z.string(),
          start: z.int(),
          end: z.int(),
        }),
      )
      .describe('Code, numbers, names, links and requirements that the other prompt lacks; at most 100.'),
    more_details: z.boolean(),
  })
  .describe('What this prompt has and the other lacks. Offsets in UTF-16 code units of this prompt.');

const output = z.object({
  better: better.describe('equal: they differ by no more than rewording alone does.'),
  points: z.number().describe('How much higher the better one scores.'),
  equal_points: z.number().describe('Differences up to this count as equal.'),
  summary: z.string(),
  related: z
    .boolean()
    .nullable()
    .describe('false: they are about different things; null: one says too little to tell.'),
  parts: z.array(z.object({ part: z.string(), a: z.number(), b: z.number(), better })),
  a: side,
  b: side,
  duration_ms: z.number(),
});

export const comparePrompts = defineTool({
  name: 'compare_prompts',
  title: 'Compare two prompts',
  description:
    'Tells which of two prompts for the same task is better, in which part and by how much, which findings, questions and details only one of them has, and why. ' +
    'Use it to choose between versions of a prompt, or to see what a change to one did. Nothing is changed or stored.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input,
  output,
  async run(args, { services, caller }) {
    const request = {
      promptA: args.prompt_a,
      promptB: args.prompt_b,
      ...(args.context !== undefined && { context: contextFromWire(args.context) }),
      ...(args.target !== undefined && { target: args.target }),
    };
    const result = await services.comparison.compare(request, caller.signal);
    return {
      structured: { ...comparisonToWire(result), duration_ms: result.durationMs },
      text: comparisonText(result),
    };
  },
});
