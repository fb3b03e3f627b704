/** What replicas tell each other, as JSON. */
export interface InvalidationMessage {
  /** The process that sent it. */
  readonly origin: string;
  readonly space: string;
  readonly by: 'key' | 'tag';
  readonly name: string;
  /** Of the sender's own clock; means something to the sender only. */
  readonly sentAtMs: number;
}

const FORMAT = 1;

export function encodeInvalidation({ origin, space, by, name, sentAtMs }: InvalidationMessage): string {
  return JSON.stringify([FORMAT, origin, space, by, name, sentAtMs]);
}

/** @returns undefined for what is not one, or one of a later format */
export function decodeInvalidation(text: string): InvalidationMessage | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [format, origin, space, by, name, sentAtMs]: readonly unknown[] = parts;
  if (format !== FORMAT || (by !== 'key' && by !== 'tag')) return undefined;
  if (typeof origin !== 'string' || typeof space !== 'string' || typeof name !== 'string') return undefined;
  return { origin, space, by, name, sentAtMs: typeof sentAtMs === 'number' ? sentAtMs : 0 };
}
