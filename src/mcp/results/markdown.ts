/**
 * Text of others inside text of ours. A fence is longer than any run of backticks in its content, so nothing in the
 * content can close it.
 */
export function fence(content: string): string {
  let longest = 2;
  for (const run of content.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  const marks = '`'.repeat(longest + 1);
  return `${marks}text\n${content}\n${marks}`;
}

/** A short piece on one line, with line ends and quotes escaped. */
export function quote(content: string, maxChars = 80): string {
  const clipped = content.length <= maxChars ? content : `${content.slice(0, maxChars)}…`;
  return JSON.stringify(clipped);
}
