/**
 * Who may talk to this server at all. The Host check stops DNS rebinding: a page that points its own name at this
 * machine. The Origin check stops pages of other sites. Both run before anything else is looked at.
 */
import type { IncomingMessage } from 'node:http';

import { validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server';

import type { Config } from '../config/types.ts';
import { AppError } from '../errors/app-error.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

export class RequestGuard {
  readonly #hosts: readonly string[];
  readonly #origins: readonly string[];

  constructor(config: Pick<Config['http'], 'host' | 'allowedHosts' | 'allowedOrigins'>) {
    this.#hosts = [...LOOPBACK, ...[config.host, ...config.allowedHosts].map(toUrlHostname)];
    this.#origins = [...LOOPBACK, ...config.allowedOrigins.map(toUrlHostname)];
  }

  /** @throws AppError `FORBIDDEN_HOST` or `FORBIDDEN_ORIGIN` */
  check({ headers, socket }: IncomingMessage): void {
    // The address the request came in on is a number, and no page can rebind a number.
    const here = toUrlHostname(socket.localAddress ?? '');
    if (!validateHostHeader(headers.host, [...this.#hosts, here]).ok) {
      throw new AppError('FORBIDDEN_HOST', 'The Host header of the request does not name this server.', {
        field: 'Host',
      });
    }
    if (!validateOriginHeader(headers.origin, [...this.#origins]).ok) {
      throw new AppError('FORBIDDEN_ORIGIN', 'Requests from this Origin are not allowed.', { field: 'Origin' });
    }
  }
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(toUrlHostname(host)) || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A host name or address the way URLs write it: lower case, IPv6 in brackets, IPv4 without its IPv6 prefix. */
export function toUrlHostname(host: string): string {
  const name = host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
}
