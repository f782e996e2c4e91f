import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** The certificate and key of a server that speaks TLS. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

const HTTP2 = 'PRI';

/**
 * The port that clients see. Behind it stand two servers, one for gRPC and one for plain HTTP; in front of them it can
 * do what a process cannot do to itself: fall silent with every connection open, or reset them all.
 */
export class Front {
  private readonly pairs = new Set<readonly [client: Socket, server: Socket]>();
  private readonly waiting = new Set<Socket>();
  /** Taken, and nothing has come from there yet. */
  private readonly silent = new Set<Socket>();
  private frozen = false;
  private listener?: Server;
  private readonly http: HttpServer;

  constructor(
    private readonly grpcPort: () => number,
    private readonly tls?: Tls,
  ) {
    this.http = createHttpServer((request, response) => {
      const isLive = request.url?.startsWith('/health/live') ?? false;
      response.writeHead(isLive ? 204 : 404).end();
    });
  }

  /** Listens on a port of the loopback interface, 0 for a free one; the port. */
  async open(port: number): Promise<number> {
    if (!this.http.listening) await listening(this.http, 0);
    const accept = (socket: Socket): void => this.accept(socket);
    this.listener = this.tls
      ? createTlsServer({ ...this.tls, ALPNProtocols: ['h2', 'http/1.1'] }, accept)
      : createServer(accept);
    this.listener.on('tlsClientError', () => undefined);
    return listening(this.listener, port);
  }

  /** Accepts nobody any more and resets every connection. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.listener?.close(resolve) ?? resolve(null));
    this.reset();
    for (const socket of [...this.waiting, ...this.silent]) socket.destroy();
    await closed;
    this.http.closeAllConnections();
    this.http.close();
  }

  /** Resets every connection; new ones are taken at once. */
  reset(): void {
    for (const [client, server] of this.pairs) {
      if ('resetAndDestroy' in client && !this.tls) client.resetAndDestroy();
      else client.destroy();
      server.destroy();
    }
  }

  /** Falls silent: connections stay open, new ones are taken, and no byte moves. */
  freeze(): void {
    this.frozen = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
    for (const socket of [...this.waiting]) this.begin(socket);
  }

  private accept(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    this.waiting.add(socket);
    socket.on('close', () => this.waiting.delete(socket));
    if (!this.frozen) this.begin(socket);
  }

  private begin(socket: Socket): void {
    this.waiting.delete(socket);
    this.silent.add(socket);
    socket.on('close', () => this.silent.delete(socket));
    socket.once('data', (first: Buffer) => {
      socket.pause();
      this.silent.delete(socket);
      const isHttp2 = first.subarray(0, HTTP2.length).toString('latin1') === HTTP2;
      const port = isHttp2 ? this.grpcPort() : (this.http.address() as AddressInfo).port;
      const server = connect(port, '127.0.0.1');
      server.setNoDelay(true);
      this.join(socket, server);
      server.write(first);
    });
  }

  private join(client: Socket, server: Socket): void {
    const pair = [client, server] as const;
    this.pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as const]) {
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.pairs.delete(pair);
        to.destroy();
      });
      from.on('end', () => to.end());
      from.on('data', (bytes: Buffer) => {
        if (!to.write(bytes)) from.pause();
      });
      to.on('drain', () => {
        if (!this.frozen) from.resume();
      });
    }
    if (!this.frozen) client.resume();
  }
}

/** Listens on the loopback interface only; the port. */
function listening(server: Server | HttpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
