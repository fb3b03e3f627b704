/** The prompt from the command line, a file or standard input: exactly its bytes, at most as many as a prompt may have. */
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '../../errors/app-error.ts';
import { numberText } from '../../errors/number-text.ts';
import { LIMITS } from '../../services/limits.ts';

export interface PromptSource {
  readonly words: readonly string[];
  /** A path; `-` is standard input. */
  readonly file?: string | undefined;
}

type Stdin = Readable & { readonly isTTY?: boolean };

/**
 * @throws AppError `INVALID_ARGUMENT` without a prompt or with two, `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `INVALID_UTF8`,
 * `PROMPT_TOO_LONG`
 */
export async function readPrompt({ words, file }: PromptSource, stdin: Stdin): Promise<string> {
  if (words.length > 0 && file !== undefined) {
    throw new AppError('INVALID_ARGUMENT', 'The prompt is given twice, as text and with --file.', {
      field: '--file',
      hint: 'Give one of them.',
    });
  }
  if (words.length > 0) return words.join(' ');
  if (file !== undefined && file !== '-') return decode(await readFile(file), file);
  if (stdin.isTTY && file === undefined) {
    throw new AppError('INVALID_ARGUMENT', 'There is no prompt.', {
      field: 'prompt',
      hint: 'Give it as text, with --file <path>, or on standard input. See prompt-improver improve --help.',
    });
  }
  try {
    return decode(await collect(stdin), 'Standard input');
  } catch (error) {
    throw unreadable(error, 'Standard input');
  }
}

async function readFile(path: string): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new AppError('FILE_UNREADABLE', `${path} is a folder.`, { field: '--file' });
    if (stats.size > LIMITS.promptBytes) throw tooLong();
    return await collect(handle.createReadStream({ autoClose: false }));
  } catch (error) {
    throw unreadable(error, path);
  } finally {
    await handle?.close();
  }
}

/** Stops reading at the limit: a device or a pipe may never end. */
async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // No encoding is set on the stream, so its chunks are buffers.
    bytes += chunk.length;
    if (bytes > LIMITS.promptBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

function decode(bytes: Buffer, name: string): string {
  try {
    // A byte order mark is part of the text: it has to survive.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new AppError('INVALID_UTF8', `${name} is not valid UTF-8.`, { field: 'prompt', cause: error });
  }
}

function tooLong(): AppError {
  return new AppError('PROMPT_TOO_LONG', `The prompt has more than ${numberText(LIMITS.promptBytes)} bytes.`, {
    field: 'prompt',
    limit: LIMITS.promptBytes,
  });
}

function unreadable(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', `${name} does not exist.`, { field: '--file' });
  return new AppError('FILE_UNREADABLE', `${name} cannot be read (${code}).`, { field: '--file', cause: error });
}
