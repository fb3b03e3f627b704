/** Bearer tokens. Each is its own owner; what one has stored is out of reach for the others. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { AuthInfo } from '@modelcontextprotocol/server';

import { AppError } from '../errors/app-error.ts';

export class TokenCheck {
  readonly #digests: readonly Buffer[];

  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digestOf);
  }

  /**
   * Undefined when no token is configured.
   *
   * @throws AppError `UNAUTHORIZED`
   */
  authenticate({ headers }: IncomingMessage): AuthInfo | undefined {
    if (this.#digests.length === 0) return undefined;
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined)
      throw new AppError('UNAUTHORIZED', 'A bearer token is required.', { field: 'Authorization' });
    const digest = digestOf(token);
    // Digests have one length and every one is compared, so the time taken says nothing about the tokens.
    const matches = this.#digests.filter((known) => timingSafeEqual(known, digest));
    if (matches.length === 0)
      throw new AppError('UNAUTHORIZED', 'The bearer token is not valid.', { field: 'Authorization' });
    const owner = `token:${digest.toString('hex', 0, 8)}`;
    // Nothing behind this point needs the token itself.
    return { token: owner, clientId: owner, scopes: [] };
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
