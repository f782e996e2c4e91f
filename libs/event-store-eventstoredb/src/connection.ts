import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnavailable } from '#event-sourcing';
import { type ConnectionUrl } from './connection-url.js';
import { EventStoreMisconfigured } from './misconfigured.js';

/** What the client keeps to itself and the adapter needs: the package is pinned to the version that has it. */
interface Inside {
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
  getChannel(): Promise<{ close(): void }>;
}

const inside = (client: EventStoreDBClient): Inside => client as unknown as Inside;

/** The client in use; another takes its place when it can never work again. */
export class Connection {
  private current: EventStoreDBClient;
  private readonly closing = new AbortController();

  /** @throws EventStoreMisconfigured when the client does not take the URL or finds no certificate */
  constructor(readonly url: ConnectionUrl) {
    this.current = this.create();
  }

  get client(): EventStoreDBClient {
    if (this.closed) throw new StoreUnavailable('the event store is closed');
    return this.current;
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Aborts when the connection is closed. */
  get ending(): AbortSignal {
    return this.closing.signal;
  }

  serverVersion(): Promise<string> {
    return inside(this.client).capabilities.then(({ serverVersion }) => serverVersion);
  }

  /**
   * Takes a new client when `error` shows that `failed` could not find its cluster: it remembers that for ever.
   * Several calls may fail for the same reason; the client is replaced once.
   */
  renewAfter(error: unknown, failed: EventStoreDBClient): void {
    const lost =
      error instanceof Error && !('code' in error) && error.message.startsWith('Failed to discover');
    if (!lost || failed !== this.current || this.closed) return;
    this.current = this.create();
    void release(failed);
  }

  /** Cancels what is open and lets the connection go. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closing.abort();
    await release(this.current);
  }

  private create(): EventStoreDBClient {
    try {
      return EventStoreDBClient.connectionString(this.url.text);
    } catch (error) {
      // A parser's message may quote the password.
      const known =
        error instanceof Error && error.message.includes('certificate')
          ? error.message
          : 'it is not understood';
      throw new EventStoreMisconfigured(`the event store’s URL cannot be used: ${known}`);
    }
  }
}

/** Disposing cancels the calls; the channel would stay connected. */
async function release(client: EventStoreDBClient): Promise<void> {
  await client.dispose().catch(() => undefined);
  inside(client)
    .getChannel()
    .then((channel) => channel.close())
    .catch(() => undefined);
}
