import { z } from 'zod';

import { sessionAnswer, sessionIdArgument, sessionSchema } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

export const getSession = defineTool({
  name: 'get_session',
  title: 'Get a session',
  description:
    'Returns the data, version and expiry of a session. Use it to read what set_session kept; reading does not prolong it.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: z.strictObject({ session_id: sessionIdArgument }),
  output: sessionSchema,
  run: async (args, { services, caller }) => sessionAnswer(await services.sessions.get(caller, args.session_id), true),
});
