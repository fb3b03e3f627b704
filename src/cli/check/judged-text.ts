/**
 * What of a file is judged: the file without its front matter and its suppression comments, so that neither changes the
 * score or the findings. Places in the one are places in the other.
 */
import type { TextEdit } from '../../prompt/edits.ts';
import type { Span } from '../../prompt/types.ts';

/** A part of the file that is judged as it stands. */
interface Segment extends Span {
  /** Where it begins in the judged text. */
  readonly at: number;
}

export class JudgedText {
  readonly text: string;
  readonly #segments: readonly Segment[];

  /** @param cuts what is left out, in order of place, not overlapping */
  constructor(file: string, cuts: readonly Span[]) {
    const segments: Segment[] = [];
    const parts: string[] = [];
    let start = 0;
    let at = 0;
    for (const cut of [...cuts, { start: file.length, end: file.length }]) {
      if (cut.start > start || (cut.start === file.length && segments.length === 0)) {
        segments.push({ start, end: cut.start, at });
        parts.push(file.slice(start, cut.start));
        at += cut.start - start;
      }
      start = Math.max(start, cut.end);
    }
    this.text = parts.join('');
    this.#segments = segments;
  }

  /** The range of the file from the first to the last character of a range of the judged text. */
  toFileSpan({ start, end }: Span): Span {
    const from = this.#toFile(this.#lastFrom(start), start);
    return { start: from, end: end === start ? from : Math.max(from, this.#toFile(this.#lastFrom(end - 1), end)) };
  }

  /** The same change of the file; what was cut stays, so a change across a cut becomes several. */
  toFileEdits({ start, end, text }: TextEdit): readonly TextEdit[] {
    const last = this.#lastFrom(Math.max(start, end - 1));
    const edits: TextEdit[] = [];
    for (let i = this.#lastFrom(start); i <= last; i++) {
      const segment = this.#segments[i];
      if (segment === undefined) break;
      const from = this.#toFile(i, Math.max(start, segment.at));
      const to = this.#toFile(i, Math.min(end, segment.at + segment.end - segment.start));
      edits.push({ start: from, end: Math.max(from, to), text: edits.length === 0 ? text : '' });
    }
    return edits;
  }

  #toFile(index: number, offset: number): number {
    const segment = this.#segments[index];
    return segment === undefined ? 0 : segment.start + offset - segment.at;
  }

  /** Index of the last segment that begins at or before an offset. */
  #lastFrom(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle]?.at ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
