import { z } from 'zod';

import { sessionIdArgument } from '../results/session-schemas.ts';
import { defineTool } from '../tool.ts';

export const deleteSession = defineTool({
  name: 'delete_session',
  title: 'Delete a session',
  description:
    'Deletes a session and its data for good. Use it when the user wants it gone; sessions that are no longer used expire by themselves.',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({ session_id: sessionIdArgument }),
  output: z.object({ session_id: z.string(), deleted: z.boolean() }),
  async run(args, { services, caller }) {
    await services.sessions.delete(caller, args.session_id);
    return {
      structured: { session_id: args.session_id, deleted: true },
      text: `Session ${args.session_id} is deleted.`,
    };
  },
});
