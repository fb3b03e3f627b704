/**
 * Reads the answers of an SDK server on their way out, where the door only gets to see them as bytes.
 */
import type { McpServerFactory, Server, Transport } from '@modelcontextprotocol/server';
import type { RequestId } from './open-spans.ts';
import type { Span } from './span.ts';

type Context = Parameters<McpServerFactory>[0];
type Product = Awaited<ReturnType<McpServerFactory>>;

/** The operation that a request of this connection or POST is; undefined when it is not measured. */
export type SpanOf = (id: RequestId) => Span | undefined;

/** An SDK factory whose server finds the span of what it works on. One that does not ask for it is one, too. */
export type DoorFactory = (context: Context, spanOf?: SpanOf) => ReturnType<McpServerFactory>;

/** The spans of a door whose answers are read here. */
export interface DoorSpans {
  now(): number;
  answered(id: RequestId, message: unknown, sinceMs: number): void;
}

export async function readAnswers(making: ReturnType<McpServerFactory>, spans: DoorSpans): Promise<Product> {
  const product = await making;
  followConnect('server' in product ? product.server : product, (transport) => {
    const send = transport.send.bind(transport);
    transport.send = (message, options) => {
      const id = 'method' in message ? undefined : message.id;
      if (id === undefined) return send(message, options);
      const sinceMs = spans.now();
      // The bytes are made before the promise is returned.
      const sending = send(message, options);
      spans.answered(id, message, sinceMs);
      return sending;
    };
  });
  return product;
}

/** The SDK sets its handlers on the transport while it connects; messages come in a later task. */
export function followConnect(server: Server, follow: (transport: Transport) => void): void {
  const connect = server.connect.bind(server);
  server.connect = async (transport) => {
    await connect(transport);
    follow(transport);
  };
}
