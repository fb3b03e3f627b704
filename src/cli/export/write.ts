import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import type { ExportChunk } from '../../services/types.ts';

type Chunks = AsyncIterable<ExportChunk> | Iterable<ExportChunk>;

/** Writes at the pace of the reader. */
export async function writeToStream(chunks: Chunks, stream: NodeJS.WriteStream): Promise<void> {
  for await (const { text } of chunks) {
    if (!stream.write(text)) await once(stream, 'drain');
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Makes or replaces the file in one step when all is written, readable for its owner only: it holds prompts.
 *
 * @returns how many rows were written
 * @throws AppError `FILE_NOT_WRITTEN`, or what the export failed with; the file is then as it was
 */
export async function writeToFile(chunks: Chunks, path: string): Promise<number> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  for (const [signal, exitCode] of Object.entries(EXIT_CODES)) {
    process.once(signal, () => {
      rmSync(temporary, { force: true });
      process.exit(exitCode);
    });
  }
  try {
    if ((await stat(path).catch(() => undefined))?.isFile() === false) {
      throw new AppError('FILE_NOT_WRITTEN', `${path} is not a file.`, {
        field: '--output',
        hint: 'To write to a pipe or a device, leave --output out and redirect standard output.',
      });
    }
    const file = await open(temporary, 'wx', 0o600);
    let rows = 0;
    try {
      for await (const chunk of chunks) {
        await file.appendFile(chunk.text);
        rows += chunk.rows;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return rows;
  } catch (thrown) {
    await rm(temporary, { force: true });
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('FILE_NOT_WRITTEN', `${path} cannot be written (${codeOf(thrown)}).`, {
      field: '--output',
      cause: thrown,
    });
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
}
