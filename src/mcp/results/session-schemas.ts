/** Sessions as they stand on the wire. */
import { z } from 'zod';

import { LIMITS } from '../../services/limits.ts';
import type { Session } from '../../store/store.ts';
import { fence } from './markdown.ts';
import type { ToolAnswer } from '../tool.ts';

export const sessionIdArgument = z
  .string()
  .min(1)
  .max(LIMITS.sessionIdChars)
  .regex(/^[A-Za-z0-9._:-]*$/, 'only letters, digits, ".", "_", ":" and "-" are allowed')
  .describe(`Letters, digits, ".", "_", ":" and "-", at most ${LIMITS.sessionIdChars}.`);

export const ttlSecondsArgument = z
  .int()
  .min(LIMITS.sessionTtlSecondsMin)
  .max(LIMITS.sessionTtlSecondsMax)
  .describe('Time to live in seconds, counted from this call.');

export const sessionSchema = z.object({
  session_id: z.string(),
  data: z.record(z.string(), z.unknown()),
  version: z.int().describe('1 for a new session, one more with each change of `data`.'),
  created_at: z.string(),
  updated_at: z.string(),
  expires_at: z.string(),
  ttl_seconds: z.int(),
});

function sessionToWire(session: Session): z.input<typeof sessionSchema> {
  return {
    session_id: session.id,
    data: { ...session.data },
    version: session.version,
    created_at: new Date(session.createdAtMs).toISOString(),
    updated_at: new Date(session.updatedAtMs).toISOString(),
    expires_at: new Date(session.expiresAtMs).toISOString(),
    ttl_seconds: session.ttlSeconds,
  };
}

/** @param withData show the data to the reader, who has not just sent it */
export function sessionAnswer(session: Session, withData: boolean): ToolAnswer<z.input<typeof sessionSchema>> {
  const structured = sessionToWire(session);
  const line = `Session ${structured.session_id}, version ${structured.version}, expires ${structured.expires_at}.`;
  return { structured, text: withData ? `${line}\n\n${fence(JSON.stringify(session.data, null, 2))}` : line };
}
