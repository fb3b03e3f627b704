import { z } from 'zod';

import { LIMITS } from '../../services/limits.ts';
import { answersArgument, contextArgument, contextFromWire, promptArgument } from '../results/improvement-schemas.ts';
import { rewriteCheckShape } from '../results/rewrite-schemas.ts';
import { rewriteCheckText } from '../results/rewrite-text.ts';
import { checkToWire } from '../results/rewrite-wire.ts';
import { defineTool } from '../tool.ts';

const input = z.strictObject({
  prompt: promptArgument.describe(
    `The original prompt, exactly as the user wrote it: 1 to ${LIMITS.promptBytes} bytes of UTF-8.`,
  ),
  rewrite: z.string().describe(`The rewritten prompt: 1 to ${LIMITS.promptBytes} bytes of UTF-8.`),
  context: contextArgument.exactOptional(),
  answers: answersArgument.exactOptional(),
});

const output = z.object({ ...rewriteCheckShape, duration_ms: z.number() });

export const checkRewrite = defineTool({
  name: 'check_rewrite',
  title: 'Check a rewritten prompt',
  description:
    'Checks a rewrite of a prompt that a model made: accepted only if code, numbers, links, names, quotations and requirements are all still there and in order, ' +
    'nothing was made up, the language and the length hold, and it is a prompt rather than an answer; otherwise it says exactly what was lost or added. ' +
    'Use it after rewriting a prompt with the brief of improve_prompt (`rewrite_brief: true`), before the rewrite is used. Give the same context and answers.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input,
  output,
  async run(args, { services, caller }) {
    const request = {
      prompt: args.prompt,
      rewrite: args.rewrite,
      ...(args.context !== undefined && { context: contextFromWire(args.context) }),
      ...(args.answers !== undefined && { answers: args.answers }),
    };
    const { durationMs, ...check } = await services.rewrites.check(request, caller.signal);
    return { structured: { ...checkToWire(check), duration_ms: durationMs }, text: rewriteCheckText(check) };
  },
});
