/**
 * One connection of the load generator: writes a request as bytes and reads the response as far as it must. Node's own client
 * takes several times the CPU, which here is taken from the server beside it.
 */
import { type Socket, connect } from 'node:net';

export interface Response {
  /** 0: the connection failed. */
  readonly status: number;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

export class Connection {
  readonly #socket: Socket;
  readonly #onEnd: () => void;
  #done: ((response: Response) => void) | undefined;
  #received = '';

  constructor(host: string, port: number, onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#onEnd();
      this.#settle({ status: 0, body: '' });
    });
  }

  send(request: string, done: (response: Response) => void): void {
    this.#done = done;
    this.#socket.write(request, 'latin1');
  }

  end(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = this.#received.slice(0, headEnd);
    if (/\r\ntransfer-encoding: chunked/i.test(head)) return this.#readChunked(head, headEnd + HEAD_END.length);
    // Without one the connection is cut behind the head, as Node does when a request came too slowly.
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const bodyAt = headEnd + HEAD_END.length;
    if (this.#received.length < bodyAt + length) return;
    this.#answered(head, this.#received.slice(bodyAt, bodyAt + length));
  }

  /** There is one response at a time, so the last chunk is at the end. Lengths of chunks are left in the body. */
  #readChunked(head: string, bodyAt: number): void {
    if (this.#received.endsWith(LAST_CHUNK)) this.#answered(head, this.#received.slice(bodyAt, -LAST_CHUNK.length));
  }

  #answered(head: string, body: string): void {
    this.#received = '';
    if (/\r\nconnection: close/i.test(head)) this.end();
    this.#settle({ status: Number(head.slice(9, 12)), body });
  }

  #settle(response: Response): void {
    const done = this.#done;
    this.#done = undefined;
    done?.(response);
  }
}
