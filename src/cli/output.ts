/** What is written to the terminal, and how it is made safe to be written there. */
import { styleText } from 'node:util';
import type { AppError } from '../errors/app-error.ts';

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours when the stream is a terminal that has them; NO_COLOR and FORCE_COLOR are honoured. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => (text === '' ? '' : styleText(style, text, { stream }));
}

/**
 * Characters that move the cursor, switch modes, reverse or hide text: C0 and C1 controls but newline and tab, line
 * separators, lone surrogates and invisible characters. Joiners and variation selectors stay: scripts and emoji need them.
 */
const UNSAFE =
  /(?!\n|\t|\u200c|\u200d|\p{Variation_Selector})[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** Text of others, such as a prompt, as it may be shown on a terminal. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE, escapeOf);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return '\\r';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** On standard error: for a person, or as one line of JSON for a program. */
export function printError(error: AppError, { json }: { json: boolean }): void {
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: error.report() })}\n`);
    return;
  }
  const paint = paintFor(process.stderr);
  process.stderr.write(
    `${paint(['red', 'bold'], `error ${error.code}:`)} ${visible(error.message)}\n${paint('dim', 'hint:')} ${visible(error.hint)}\n`,
  );
  // A defect of ours: what a report about it needs. Not its message, which may quote the prompt.
  if (error.code === 'INTERNAL' && error.cause instanceof Error) {
    const { name, stack = '', message } = error.cause;
    process.stderr.write(`${name}${visible(stack.slice(stack.indexOf(message) + message.length))}\n`);
  }
}

export function printWarning(code: string, message: string): void {
  process.stderr.write(`${paintFor(process.stderr)('yellow', `warning ${code}:`)} ${visible(message)}\n`);
}

/** For the errors of standard output: a reader that has seen enough (`| head -1`) is no failure of ours. */
export function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
