const MAX_CHARS = 200;

/** As much of a text as is shown of it; cut off with `…`. */
export function excerpt(text: string): string {
  return text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS)}…`;
}
