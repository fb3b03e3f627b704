import { z } from 'zod';

import { sessionAnswer, sessionIdArgument, sessionSchema, ttlSecondsArgument } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

export const touchSession = defineTool({
  name: 'touch_session',
  title: 'Prolong a session',
  description:
    'Starts the time to live of a session anew, optionally with another length. Use it to keep a session alive without changing its data.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({ session_id: sessionIdArgument, ttl_seconds: ttlSecondsArgument.exactOptional() }),
  output: sessionSchema,
  run: async (args, { services, caller }) =>
    sessionAnswer(await services.sessions.touch(caller, args.session_id, args.ttl_seconds), false),
});
