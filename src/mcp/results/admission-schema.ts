/** What admission does, as it stands on the wire and in words. */
import { z } from 'zod';
import type { StatusReport } from '../../services/types.ts';

const classSchema = z.object({
  admitted: z.int(),
  waited: z.int().describe('Of those admitted.'),
  shed_queue_full: z.int().describe('Refused at once: they would have had to wait too long.'),
  shed_queue_timeout: z.int().describe('Refused after they had waited too long.'),
});

export const admissionSchema = z
  .object({
    on: z.boolean(),
    limit: z.int().nullable().describe('Calls that are carried out at once, now. Null: any number.'),
    in_flight: z.int(),
    queued: z.int(),
    drain_per_second: z.number().nullable().describe('Calls that ended while others waited. Null: none waited lately.'),
    classes: z.object({
      control: classSchema.describe('Lists, status, handshakes: they have places of their own.'),
      live: classSchema,
      background: classSchema.describe('Nobody waits for them; they get half of the places at most.'),
    }),
    bodies: z
      .object({ used_bytes: z.int(), max_bytes: z.int(), refused: z.int() })
      .describe('Bodies of HTTP requests under way, without the small ones.'),
  })
  .describe('Who is let in, and who is refused with OVERLOADED.');

type Report = StatusReport['admission'];

export function admissionToWire({ classes, bodies, ...report }: Report): z.input<typeof admissionSchema> {
  return {
    on: report.isOn,
    limit: report.limit,
    in_flight: report.inFlight,
    queued: report.queued,
    drain_per_second: report.drainPerSecond,
    classes: {
      control: classToWire(classes.control),
      live: classToWire(classes.live),
      background: classToWire(classes.background),
    },
    bodies: { used_bytes: bodies.usedBytes, max_bytes: bodies.maxBytes, refused: bodies.refused },
  };
}

function classToWire({ admitted, waited, shed }: Report['classes']['live']): z.input<typeof classSchema> {
  return {
    admitted,
    waited,
    shed_queue_full: shed.queue_full,
    shed_queue_timeout: shed.queue_timeout,
  };
}

export function admissionText({ isOn, limit, inFlight, queued, classes, bodies }: Report): string {
  if (!isOn) return `Admission: off, ${inFlight} calls under way.`;
  const { admitted, shed } = classes.live;
  const refused = shed.queue_full + shed.queue_timeout + bodies.refused;
  return `Admission: ${inFlight} calls under way, limit ${limit}, ${queued} waiting; ${admitted} let in, ${refused} refused.`;
}
