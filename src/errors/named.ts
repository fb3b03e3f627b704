/** Short or of few letters, or a UUID. Secrets are longer, or hold digits. */
const REPEATABLE =
  /^(?:[\p{L}_.:-]{1,24}|[\w.:%-]{0,16}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/iu;

/**
 * What an error may repeat of a name, an id or a key that a caller sent: all of it, or `…`, because somebody may have put a
 * secret in its place, and errors end up in logs.
 */
export function named(name: string): string {
  return REPEATABLE.test(name) ? name : '…';
}
