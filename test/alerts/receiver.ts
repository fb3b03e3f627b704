/** A webhook receiver on loopback that keeps what it got. It can be dead (its port closed), hang, or answer as told. */
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { WebhookMessage } from '../../src/performance/alerts/webhook-message.ts';

export interface Received {
  /** What stands behind the question mark of the address. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: WebhookMessage;
}

export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** Requests that were answered with something else than success. */
  refused = 0;
  connections = 0;
  /** Status it answers with; `hang`: it answers nothing; `mute`: it takes the message, and answers nothing. */
  answer: number | 'hang' | 'mute' = 200;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await receiver.comeBack();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/alerts`;
  }

  /** `ResponseTime/warning firing`, in order; alerts of one message are joined. */
  get told(): readonly string[] {
    return this.received.map(({ message }) =>
      message.alerts
        .map(({ labels, status }) => `${labels['alertname']}/${labels['severity']} ${status}`)
        .toSorted()
        .join(', '),
    );
  }

  /** Listens, on the port it had before. */
  async comeBack(): Promise<void> {
    const server = createServer(async (req, res) => {
      const body = await text(req).catch(() => '');
      if (this.answer === 'hang') return;
      const query = (req.url ?? '').split('?')[1] ?? '';
      if (this.answer === 200 || this.answer === 'mute') {
        this.received.push({ query, headers: req.headers, body, message: JSON.parse(body) });
      } else this.refused += 1;
      if (this.answer === 'mute') return;
      res.writeHead(this.answer).end('noted');
    });
    server.on('connection', (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on a port has one.
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Its port is closed, connections are cut. */
  async die(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.die();
  }
}
