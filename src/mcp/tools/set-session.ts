import { z } from 'zod';

import { LIMITS } from '../../services/limits.ts';
import { sessionAnswer, sessionIdArgument, sessionSchema, ttlSecondsArgument } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

export const setSession = defineTool({
  name: 'set_session',
  title: 'Create or replace a session',
  description:
    'Creates a session or replaces its data, and starts its time to live anew. Use it to keep `data.context` and `data.target` for later calls of improve_prompt, ' +
    'and anything else that belongs to the conversation. Never put a secret into it.',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  input: z.strictObject({
    session_id: sessionIdArgument.exactOptional().describe('Made by the server when absent.'),
    data: z
      .record(z.string(), z.unknown())
      .describe(
        `A JSON object, at most ${LIMITS.sessionBytes} bytes and ${LIMITS.sessionDepth} levels deep. Replaces what is there.`,
      ),
    expected_version: z
      .int()
      .min(0)
      .exactOptional()
      .describe('Write only if this is the stored version; 0: only if there is no such session yet.'),
    ttl_seconds: ttlSecondsArgument.exactOptional(),
  }),
  output: sessionSchema,
  async run(args, { services, caller }) {
    const session = await services.sessions.set(caller, {
      data: args.data,
      ...(args.session_id !== undefined && { sessionId: args.session_id }),
      ...(args.expected_version !== undefined && { expectedVersion: args.expected_version }),
      ...(args.ttl_seconds !== undefined && { ttlSeconds: args.ttl_seconds }),
    });
    return sessionAnswer(session, false);
  },
});
