import type { IncomingMessage } from 'node:http';

import { isJsonContentType } from '@modelcontextprotocol/server';

import { AppError } from '../errors/app-error.ts';
import { numberText } from '../errors/number-text.ts';
import { ByteBuffer } from '../wire/byte-buffer.ts';

/**
 * Before anything of the body is read.
 *
 * @returns how large it is, or may be when it does not say
 * @throws AppError `UNSUPPORTED_MEDIA_TYPE` or `BODY_TOO_LARGE`
 */
export function checkJsonBody(req: IncomingMessage, maxBytes: number): number {
  if (!isJsonContentType(req.headers['content-type'] ?? null)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The Content-Type of the request is not application/json.', {
      field: 'Content-Type',
    });
  }
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body is compressed, which this server does not take.', {
      field: 'Content-Encoding',
      hint: 'Send the body without Content-Encoding.',
    });
  }
  const sizeBytes = Number(req.headers['content-length'] ?? maxBytes);
  if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
  return sizeBytes;
}

/**
 * The body of a request. Holds at most `maxBytes` of it in memory. By events: an iterator costs several times as much, for a
 * body that mostly comes in one piece.
 *
 * @throws AppError `BODY_TOO_LARGE`; the error of a connection that ends before the body does
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const body = new ByteBuffer();
  const append = (chunk: Buffer) => {
    if (body.sizeBytes + chunk.length <= maxBytes) return body.append(chunk);
    // The rest is not read here, and the connection stays: the error has yet to be written to it.
    req.pause();
    req.off('data', append);
    reject(tooLarge(maxBytes));
  };
  const gone = () => reject(new Error('the connection has ended before the body'));
  req.on('data', append);
  req.once('end', () => {
    // Every request closes in the end; to make an error for each would be a good part of the work.
    req.off('close', gone);
    resolve(body.take());
  });
  req.once('error', reject);
  req.once('close', gone);
  return promise;
}

/** How much of a refused body is read, and for how long, so that the client gets to see the answer. */
const DISCARD_BYTES = 4_000_000;
const DISCARD_MS = 1_000;

/**
 * Reads the rest of a body and forgets it. A connection that is closed with unread bytes in it is reset, and the client
 * then loses the answer with them. Resolves at the end of the body or when it is too much.
 */
export function discardBody(req: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (req.complete || req.destroyed) return Promise.resolve();
  let sizeBytes = 0;
  const timer = setTimeout(resolve, DISCARD_MS);
  req.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= DISCARD_BYTES) return;
    req.pause();
    resolve();
  });
  req.on('end', resolve);
  req.on('close', resolve);
  req.resume();
  return promise.finally(() => clearTimeout(timer));
}

function tooLarge(maxBytes: number): AppError {
  const message = `The body of a request may have at most ${numberText(maxBytes)} bytes.`;
  return new AppError('BODY_TOO_LARGE', message, { field: 'body', limit: maxBytes });
}
