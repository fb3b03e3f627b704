/** Reads and writes prompt files: UTF-8, at most as long as a prompt may be, the byte order mark kept apart. */
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import { numberText } from '../../errors/number-text.ts';
import { LIMITS } from '../../services/limits.ts';

const BYTE_ORDER_MARK = '\ufeff';

export interface PromptFile {
  /** Without its byte order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
}

/** @throws AppError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `PROMPT_TOO_LONG`, `INVALID_UTF8` */
export function readPromptFile(path: string): PromptFile {
  let bytes: Buffer;
  try {
    bytes = readBytes(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT') throw new AppError('FILE_NOT_FOUND', 'The file does not exist.', { cause: error });
    throw new AppError('FILE_UNREADABLE', `The file cannot be read (${code}).`, { cause: error });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
    return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark };
  } catch (error) {
    throw new AppError('INVALID_UTF8', 'The file is not valid UTF-8.', { cause: error });
  }
}

/** Synchronous: four steps through the thread pool would take longer than most prompts take to be checked. */
function readBytes(path: string): Buffer {
  // Opening a named pipe would wait for its writer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new AppError('FILE_UNREADABLE', 'This is not a regular file.');
    if (stats.size > LIMITS.promptBytes) {
      throw new AppError('PROMPT_TOO_LONG', `The file has more than ${numberText(LIMITS.promptBytes)} bytes.`);
    }
    // A file that grows meanwhile is read as long as it was.
    const bytes = Buffer.alloc(stats.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, length);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/**
 * Puts the text in the place of the file's in one step: who reads meanwhile sees the old or the new. Synchronous, so that
 * a signal is handled before or after it, and no temporary file is left.
 *
 * @throws AppError `FILE_NOT_WRITTEN`; the file is then as it was
 */
export function replacePromptFile(path: string, { text, hasByteOrderMark }: PromptFile): void {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    const stats = lstatSync(path);
    // Its target may be a file of another project.
    if (stats.isSymbolicLink()) throw new AppError('FILE_NOT_WRITTEN', 'A symbolic link is not rewritten.');
    accessSync(path, constants.W_OK);
    const file = openSync(temporary, 'wx', stats.mode);
    try {
      fchmodSync(file, stats.mode);
      writeWhole(file, Buffer.from((hasByteOrderMark ? BYTE_ORDER_MARK : '') + text));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_NOT_WRITTEN', `The file cannot be written (${codeOf(error)}).`, { cause: error });
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
