import { z } from 'zod';

import {
  assessmentShape,
  assessmentToWire,
  contextArgument,
  contextFromWire,
  onlyArgument,
  promptArgument,
  targetArgument,
} from '../results/improvement-schemas.ts';
import { assessmentText } from '../results/improvement-text.ts';
import { sessionIdArgument } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

const input = z.strictObject({
  prompt: promptArgument,
  context: contextArgument.exactOptional(),
  session_id: sessionIdArgument.exactOptional().describe('Use the context and target of this session as defaults.'),
  target: targetArgument.exactOptional(),
  only: onlyArgument.exactOptional(),
});

const output = z.object({ ...assessmentShape, duration_ms: z.number() });

export const analyzePrompt = defineTool({
  name: 'analyze_prompt',
  title: 'Analyze a prompt',
  description:
    'Scores a prompt for a language model, lists what is wrong with it and what is missing, and changes and stores nothing. ' +
    'Use it to judge or review a prompt; use improve_prompt to get a better one.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input,
  output,
  async run(args, { services, caller }) {
    const result = await services.improvements.analyze(caller, {
      prompt: args.prompt,
      ...(args.context !== undefined && { context: contextFromWire(args.context) }),
      ...(args.session_id !== undefined && { sessionId: args.session_id }),
      ...(args.target !== undefined && { target: args.target }),
      ...(args.only !== undefined && { only: args.only }),
    });
    return {
      structured: { ...assessmentToWire(result), duration_ms: result.durationMs },
      text: assessmentText(result),
    };
  },
});
