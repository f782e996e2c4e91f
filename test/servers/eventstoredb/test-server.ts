import { randomUUID } from 'node:crypto';
import grpc, { type Server } from '@grpc/grpc-js';
import { write } from './append.js';
import { Deletions, tombstone } from './deletions.js';
import { Control } from './faults.js';
import { Front, type Tls } from './front.js';
import { ServerLog } from './server-log.js';
import { type ServerState } from './server-state.js';
import { addServices, type Credentials } from './services.js';

export interface TestServerOptions {
  /** Folder of the log; what stands in it is served. */
  readonly folder: string;
  /** 0 or absent: a free one, kept over restarts. */
  readonly port?: number;
  readonly credentials?: Credentials;
  readonly tls?: Tls;
}

/** Calls that one connection may have open; the next one waits, and nobody is told. */
const CONCURRENT_CALLS = 100;

/**
 * A server that speaks EventStoreDB's protocol over the event store on SQLite, and does wrong what it is told to do
 * wrong. It answers as a single insecure node of line 23.10 was seen to answer.
 */
export class EventStoreDbTestServer {
  readonly control = new Control();
  private state?: ServerState;
  private grpcServer?: Server;
  private grpcPort = 0;
  private port: number;
  private readonly front: Front;
  private stopped = false;

  private constructor(private readonly options: TestServerOptions) {
    this.port = options.port ?? 0;
    this.front = new Front(() => this.grpcPort, options.tls);
  }

  static async start(options: TestServerOptions): Promise<EventStoreDbTestServer> {
    const server = new EventStoreDbTestServer(options);
    await server.start();
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** The connection string that fits, with what a secured server wants left to the caller. */
  get url(): string {
    return `esdb://${this.address}?tls=${this.options.tls ? 'true' : 'false'}`;
  }

  /** Starts again on the same port and folder; not after {@link stop}, whoever still wants to. */
  async start(): Promise<void> {
    if (this.stopped) throw new Error('the test server was stopped');
    const log = await ServerLog.open(this.options.folder);
    const { control } = this;
    this.state = {
      log,
      control,
      deletions: await Deletions.in(log),
      dropConnections: () => this.front.reset(),
      leader: () => control.leader ?? { host: '127.0.0.1', port: this.port },
    };
    this.grpcServer = new grpc.Server({
      'grpc.max_concurrent_streams': CONCURRENT_CALLS,
      'grpc.max_receive_message_length': 16 * 1024 * 1024,
      'grpc.max_send_message_length': -1,
    });
    const { credentials } = this.options;
    addServices(this.grpcServer, { state: () => this.running, ...(credentials && { credentials }) });
    this.grpcPort = await bound(this.grpcServer);
    this.port = await this.front.open(this.port);
  }

  /** Ends as a killed process does: connections are reset, what was stored is stored. */
  async kill(): Promise<void> {
    await this.front.close();
    this.grpcServer?.forceShutdown();
    await this.running.log.close();
    this.state = undefined;
    this.control.openReads = 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.state) await this.kill();
  }

  /** Resets every connection; the server itself goes on. */
  dropConnections(): void {
    this.front.reset();
  }

  /** Falls silent without closing anything. */
  freeze(): void {
    this.front.freeze();
  }

  thaw(): void {
    this.front.thaw();
  }

  /** Deletes a stream for ever, as an administrator would. */
  async deleteForEver(stream: string): Promise<void> {
    await write(this.running, stream, [tombstone(randomUUID())], 'any');
  }

  /** The log itself, to look behind the protocol. */
  get log(): ServerLog {
    return this.running.log;
  }

  private get running(): ServerState {
    if (!this.state) throw new Error('the test server is not running');
    return this.state;
  }
}

function bound(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
