/**
 * `improve --ndjson`: one JSON object a line in, one a line out, in the same order. Answers leave while reading goes on;
 * a reader that is slow slows the reading down, so memory stays flat. Nothing is stored and no configuration is read.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AppError, toAppError } from '../../errors/app-error.ts';
import { numberText } from '../../errors/number-text.ts';
import { improve } from '../../prompt/improve.ts';
import type { ImproveInput } from '../../prompt/types.ts';
import { validateImprove } from '../../services/validate.ts';
import { warmUp } from '../../services/computing/warm-up.ts';
import { LineReader } from '../../wire/line-reader.ts';
import { idOf, requestOf, type LineId } from './ndjson-request.ts';
import { toNdjsonAnswer } from './report.ts';

/** Room for the largest prompt with every character escaped. */
const MAX_LINE_BYTES = 8_388_608;

const LINE_FEED = 10;

/** What holds for lines that do not say otherwise. */
export type LineDefaults = Pick<ImproveInput, 'context' | 'target' | 'only'>;

export async function runNdjson(input: Readable, output: Writable, defaults: LineDefaults): Promise<void> {
  const write = (id: LineId, answer: object) => output.write(`${JSON.stringify({ id, ...answer })}\n`);
  const reader = new LineReader(MAX_LINE_BYTES, {
    line: (bytes) => {
      const answer = answerLine(bytes, defaults);
      if (answer !== undefined) write(answer.id, answer.body);
    },
    overlong: () => {
      const message = `A line has at most ${numberText(MAX_LINE_BYTES)} bytes.`;
      write(null, errorBody(new AppError('BODY_TOO_LARGE', message, { limit: MAX_LINE_BYTES })));
    },
  });
  try {
    // No encoding is set on the stream, so its chunks are buffers.
    let first = true;
    for await (const chunk of input as AsyncIterable<Buffer>) {
      // Several lines at once are a batch, which soon earns back what the warm-up takes; a single line would wait for it.
      if (first && chunk.indexOf(LINE_FEED) < chunk.length - 1) await warmUp();
      first = false;
      reader.push(chunk);
      if (output.writableNeedDrain) await once(output, 'drain');
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    throw new AppError('FILE_UNREADABLE', `Standard input cannot be read (${String(error.code)}).`, { cause: error });
  }
  reader.end();
}

/** Undefined for a blank line. */
function answerLine(bytes: Buffer, defaults: LineDefaults): { id: LineId; body: object } | undefined {
  let line: unknown;
  try {
    const text = decode(bytes);
    if (text.trim() === '') return undefined;
    line = parse(text);
    const given = requestOf(line);
    const request = {
      ...defaults,
      ...given,
      ...(given.context && { context: { ...defaults.context, ...given.context } }),
    };
    validateImprove(request);
    const startedMs = performance.now();
    const result = improve(request);
    return { id: idOf(line), body: toNdjsonAnswer(result, performance.now() - startedMs) };
  } catch (error) {
    return { id: idOf(line), body: errorBody(toAppError(error)) };
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('INVALID_UTF8', 'The line is not valid UTF-8.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_JSON', 'The line is not valid JSON.', { cause: error });
  }
}

function errorBody({ code, message }: AppError) {
  return { error: { code, message } };
}
