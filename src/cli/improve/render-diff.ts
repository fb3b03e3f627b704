/** The edits of one prompt as a unified diff; coloured and safe to show at a terminal, raw elsewhere. */
import type { TextEdit } from '../../prompt/edits.ts';
import type { Span } from '../../prompt/types.ts';
import { paintFor, visible, type Style } from '../output.ts';
import { maskSpans, secretMasker } from './masking.ts';
import { unifiedDiff } from './unified.ts';

export interface ChangedText {
  readonly path: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** Masked, also where an edit repeats one: a hunk that shows one does not apply. */
  readonly secrets: readonly Span[];
}

const STYLES: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '@': 'cyan' };

export function renderDiff({ path, text, edits, secrets }: ChangedText, stream: NodeJS.WriteStream): string {
  const masked = secretMasker({ text, secrets });
  const shown = edits.map(({ start, end, text: added }) => ({ start, end, text: masked(added) }));
  const diff = unifiedDiff(path, maskSpans(text, secrets), shown);
  if (!stream.isTTY) return diff;
  const paint = paintFor(stream);
  return diff
    .split('\n')
    .map((line) => {
      const style: Style | undefined = /^(?:---|\+\+\+) /.test(line) ? 'bold' : STYLES[line.charAt(0)];
      return style === undefined ? visible(line) : paint(style, visible(line));
    })
    .join('\n');
}
