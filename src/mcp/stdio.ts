import type { Readable, Writable } from 'node:stream';

import { serveStdio } from '@modelcontextprotocol/server/stdio';

import type { Logger } from '../log/logger.ts';
import type { DoorFactory, SpanOf } from '../performance/measured-server.ts';
import type { Measuring } from '../performance/measuring.ts';
import { describeError } from '../wire/describe-error.ts';
import type { Admission } from '../resilience/admission/admission.ts';
import { LOCAL_OWNER } from '../services/types.ts';
import { StdioTransport } from '../wire/stdio-transport.ts';
import { AdmittedTransport } from './admitted-transport.ts';

export interface McpStdioDeps {
  readonly factory: DoorFactory;
  readonly admission: Admission;
  readonly logger: Logger;
  /** Undefined: nothing is measured. */
  readonly measuring?: Measuring | undefined;
  /** Default: those of the process. */
  readonly stdin?: Readable;
  readonly stdout?: Writable;
}

export interface McpStdioServer {
  /** Resolves when the client has its first answer. */
  readonly answered: Promise<void>;
  /** Resolves when the connection has ended: the input has, the output broke, or close() was called. */
  readonly closed: Promise<void>;
  /** Reads no further, lets requests under way finish (for a few seconds at most), and closes. */
  close(): Promise<void>;
}

/** Serves one client over standard input and output, in whichever protocol era it opens with. */
export function serveMcpStdio({
  factory,
  admission,
  logger,
  measuring,
  stdin = process.stdin,
  stdout = process.stdout,
}: McpStdioDeps): McpStdioServer {
  const transport = new StdioTransport({ stdin, stdout, measuring });
  const { spans } = transport;
  const spanOf: SpanOf = (id) => spans?.get(id);
  const admitted = new AdmittedTransport(transport, {
    admission,
    owner: LOCAL_OWNER,
    onWaited: (id, waitMs) => spanOf(id)?.add('admission', waitMs),
  });
  const handle = serveStdio((context) => factory(context, spanOf), {
    transport: admitted,
    onerror: (error) => logger.debug('stdio connection', describeError(error)),
  });
  return {
    answered: transport.answered,
    closed: transport.closed,
    async close() {
      await transport.drain();
      await handle.close();
    },
  };
}
