import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** Stands between a client and a server, and takes the server away. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private silent = false;

  private constructor(
    private readonly target: { readonly host: string; readonly port: number },
    private port = 0,
  ) {}

  /** In front of the server that `url` names. */
  static async before(url: string): Promise<Proxy> {
    const { hostname, port } = new URL(url);
    const proxy = new Proxy({ host: hostname, port: Number(port || 27_017) });
    await proxy.start();
    return proxy;
  }

  /** For a client that must not go round the proxy; its patience is short. */
  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true&serverSelectionTimeoutMS=600&socketTimeoutMS=1500&connectTimeoutMS=600`;
  }

  /** On the same port as before. */
  async start(): Promise<void> {
    this.silent = false;
    const server = createServer((client) => this.join(client)).listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    this.server = server;
  }

  /** Connections break, and nobody listens any more. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(null)));
    this.server = undefined;
  }

  /** Connections stay, and nothing comes through them. */
  fallSilent(): void {
    this.silent = true;
  }

  private join(client: Socket): void {
    const server = connect(this.target);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => this.silent || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
