/** The YAML at the head of a prompt file: metadata for the program that sends the prompt, not part of the prompt. */

const FENCE = '---';
/** What a line of YAML metadata looks like: a key, a comment, or a list item. A thematic break in Markdown is followed by prose. */
const METADATA = /^(?:[\w"'-][\w ."'-]{0,100}:(?:\s|$)|#|- )/;

/** Length of the front matter with its two `---` lines; 0 when there is none. */
export function frontMatterLength(text: string): number {
  if (!text.startsWith(FENCE)) return 0;
  let isOpen = false;
  let isMetadata: boolean | undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const line = text.slice(start, end).trimEnd();
    if (!isOpen) {
      if (line !== FENCE) return 0;
      isOpen = true;
    } else if (line === FENCE || line === '...') return isMetadata === false ? 0 : end;
    else if (line !== '') isMetadata ??= METADATA.test(line);
    if (isMetadata === false) return 0;
    start = end;
  }
  return 0;
}
