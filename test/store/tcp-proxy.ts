import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A way to the server that can be cut, as a failing network does it: without a word; that can be slow; and that can lead to
 * another server from some moment on, as the name of a service does.
 */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** By which everything comes later, on the way there and not on the way back. */
  delayMs = 0;
  /** Takes what comes and hands nothing on. */
  isSwallowing = false;
  /** Of the server, for connections to come. */
  farPort: number;

  private constructor(server: Server, farPort: number) {
    this.#server = server;
    this.farPort = farPort;
  }

  static async to(host: string, port: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, port);
    server.on('connection', (near) => {
      const far = connect(proxy.farPort, host);
      for (const socket of [near, far]) {
        proxy.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => proxy.#sockets.delete(socket));
      }
      near.on('data', (bytes) => proxy.#pass(bytes, far));
      near.on('end', () => far.end());
      // Also when nobody listens there.
      far.on('close', () => near.end());
      far.pipe(near);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  #pass(bytes: Buffer, far: Socket): void {
    if (this.isSwallowing) return;
    if (this.delayMs === 0) far.write(bytes);
    else setTimeout(() => far.write(bytes), this.delayMs);
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
