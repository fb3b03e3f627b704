/** The YAML at the head of a prompt file: metadata for the program that sends the prompt, not part of the prompt. */
import { improve } from '../prompt/improve.ts';
import { findSecrets } from '../prompt/secrets/find.ts';
import type { Finding, Improvement, Span } from '../prompt/types.ts';

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

/** A file as its head, with a byte order mark and the blank lines below, and its prompt. */
export interface SplitFile {
  readonly head: string;
  readonly prompt: string;
}

export function splitFrontMatter(text: string): SplitFile {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const length = frontMatterLength(text.slice(mark));
  const end = length === 0 ? 0 : afterBlankLines(text, mark + length);
  return { head: text.slice(0, end), prompt: text.slice(end) };
}

/** What was found in a prompt, told in the file that has this head before it; secrets of the head are told too. */
export function withHead<T extends Improvement>(head: string, result: T, only?: readonly string[]): T {
  if (head === '') return result;
  const moved = <S extends Span>(spans: readonly S[]): readonly S[] => movedBehind(head, spans);
  return {
    ...result,
    improved: head + result.improved,
    edits: moved(result.edits),
    findings: [...headFindings(head, only), ...moved(result.findings)],
    constraints: moved(result.constraints),
    secrets: [...findSecrets(head).map(({ start, end }) => ({ start, end })), ...moved(result.secrets)],
  };
}

/** Places in a prompt as places in the file that has this head before it. */
export function movedBehind<S extends Span>(head: string, spans: readonly S[]): readonly S[] {
  return spans.map((span) => ({ ...span, start: span.start + head.length, end: span.end + head.length }));
}

/** Metadata is no prompt, but a secret in it is in the repository all the same. */
export function headFindings(head: string, only?: readonly string[]): readonly Finding[] {
  if (only?.includes('G02') === false || findSecrets(head).length === 0) return [];
  return improve({ prompt: head, only: ['G02'] }).findings;
}

/** The end of the blank lines that begin at an offset, which is the start of a line. */
export function afterBlankLines(text: string, offset: number): number {
  const blank = /(?:[ \t]*\r?\n)*/y;
  blank.lastIndex = offset;
  return offset + (blank.exec(text)?.[0].length ?? 0);
}
