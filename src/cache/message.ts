/** What replicas tell each other, as JSON. */
export interface InvalidationMessage {
  /** The process that sent it. */
  readonly origin: string;
  readonly space: string;
  readonly by: 'key' | 'tag';
  readonly name: string;
  /** Of the sender's own clock; means something to the sender only. */
  readonly sentAtMs: number;
  /** Names the message among those of its sender. */
  readonly id: string;
  /** Where the sender wants to be told that it was heard. */
  readonly answerTo: string;
  /** Redis has refused it: it may still have the old value. */
  readonly isPending: boolean;
}

/** A replica has done what the message of this id asks for. */
export interface HeardMessage {
  readonly heard: string;
}

const FORMAT = 2;
/** Stands last, where releases that do not know it do not look: they drop what is in memory. */
const PENDING = 'pending';

export function encodeInvalidation(message: InvalidationMessage): string {
  const { origin, space, by, name, sentAtMs, id, answerTo, isPending } = message;
  return JSON.stringify([FORMAT, origin, space, by, name, sentAtMs, id, answerTo, ...(isPending ? [PENDING] : [])]);
}

export function encodeHeard(id: string): string {
  return JSON.stringify([FORMAT, 'heard', id]);
}

/** @returns undefined for what is neither, or of another format */
export function decodeMessage(text: string): InvalidationMessage | HeardMessage | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts[0] !== FORMAT) return undefined;
  if (parts.length === 3 && parts[1] === 'heard' && typeof parts[2] === 'string') return { heard: parts[2] };
  const [, origin, space, by, name, sentAtMs, id, answerTo, pending]: readonly unknown[] = parts;
  if (by !== 'key' && by !== 'tag') return undefined;
  if (typeof origin !== 'string' || typeof space !== 'string' || typeof name !== 'string') return undefined;
  if (typeof id !== 'string' || typeof answerTo !== 'string') return undefined;
  const isPending = pending === PENDING;
  return { origin, space, by, name, sentAtMs: typeof sentAtMs === 'number' ? sentAtMs : 0, id, answerTo, isPending };
}
