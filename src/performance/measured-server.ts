/**
 * Ties the SDK's server to the spans of the door it is served through: what it does for a request runs in the span of that
 * request, and its answer is read on its way out. The SDK queues messages, so the door's own context would be that of another.
 */
import type { McpServer, McpServerFactory, Server, Transport } from '@modelcontextprotocol/server';
import type { RequestId } from './open-spans.ts';
import { runInSpan, type Span } from './span.ts';

/** The spans of a connection or POST. */
export interface DoorSpans {
  now(): number;
  get(id: RequestId): Span | undefined;
  /** Absent where the door writes the messages itself and reads the answers there. */
  answered?(id: RequestId, message: unknown, sinceMs: number): unknown;
}

type Context = Parameters<McpServerFactory>[0];

/** @param spansOf those of the door that a server is made for; undefined: it is not measured */
export function measured(
  factory: McpServerFactory,
  spansOf: (context: Context) => DoorSpans | undefined,
): McpServerFactory {
  return async (context) => {
    const product = await factory(context);
    const spans = spansOf(context);
    if (spans !== undefined) followConnect(product, (transport) => follow(transport, spans));
    return product;
  };
}

/** The SDK sets its handlers on the transport while it connects; messages come in a later task. */
function followConnect(product: McpServer | Server, follow: (transport: Transport) => void): void {
  const server = 'server' in product ? product.server : product;
  const connect = server.connect.bind(server);
  server.connect = async (transport) => {
    await connect(transport);
    follow(transport);
  };
}

function follow(transport: Transport, spans: DoorSpans): void {
  const deliver = transport.onmessage;
  // A transport has one handler, and is no event target.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener
  transport.onmessage = (message, extra) => {
    const span = 'method' in message && 'id' in message ? spans.get(message.id) : undefined;
    if (span === undefined) deliver?.(message, extra);
    else runInSpan(span, () => deliver?.(message, extra));
  };
  if (spans.answered === undefined) return;
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    const id = 'method' in message ? undefined : message.id;
    if (id === undefined) return send(message, options);
    const sinceMs = spans.now();
    // The bytes are made before the promise is returned.
    const sending = send(message, options);
    spans.answered?.(id, message, sinceMs);
    return sending;
  };
}
