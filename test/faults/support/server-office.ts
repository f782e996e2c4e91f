import { createServer } from 'node:net';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { MODULES } from '../../../apps/api/src/index.js';
import {
  liveCollection,
  ProjectionRunner,
  type ReadStore,
  type SavedDocument,
  type StoredEvent,
} from '#event-sourcing';
import { startedServer } from '#event-store-eventstoredb/testing';
import { type AppConfig, openPlatform, type Platform, projectionsOf, readConfig } from '#platform';
import { MemoryReadStore } from '#read-store-memory';
import { dropDatabases, newDatabase, Proxy, storedIn } from '#read-store-mongodb/testing';
import { ChildServer, type Program } from './child-server.js';

type Models = Readonly<Record<string, readonly SavedDocument[]>>;

/** An office on servers: its log and its MongoDB can be taken away, and any number of processes use them. */
export class ServerOffice {
  private readonly processes: ChildServer[] = [];

  private constructor(
    private readonly url: string,
    private readonly database: string,
    private readonly started: Awaited<ReturnType<typeof startedServer>>,
    /** The way to MongoDB of every process. */
    readonly mongo: Proxy,
  ) {}

  /** On databases of its own at this MongoDB. */
  static async open(url: string): Promise<ServerOffice> {
    return new ServerOffice(url, newDatabase(), await startedServer(), await Proxy.before(url));
  }

  /** The event store's server. */
  get log() {
    return this.started.server;
  }

  private readonly masterKey = randomBytes(32).toString('base64');

  get env(): Readonly<Record<string, string>> {
    return {
      DATA_DIR: '/nowhere',
      EVENT_STORE_URL: this.log.url,
      // More patient than the proxy's own URL: many processes share a small machine here.
      READ_STORE_URL: this.mongo.url.replace(/\/\?.*$/, `/${this.database}?directConnection=true`),
      MASTER_KEY: this.masterKey,
    };
  }

  /** A process of the office; it ends with the office. */
  start(program: Program, env: Readonly<Record<string, string>> = {}): ChildServer {
    const child = ChildServer.start({ ...this.env, ...env }, '', program);
    this.processes.push(child);
    return child;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((child) => child.kill()));
    await this.started.remove();
    await this.mongo.stop();
    const { database } = this;
    await dropDatabases(this.url, database, `${database}-keys`, `${database}-files`);
  }

  /** Everything in the log, in its order. */
  events(): Promise<readonly StoredEvent[]> {
    return this.looking(async ({ stores }) => {
      const events: StoredEvent[] = [];
      for await (const page of stores.events.readAll()) events.push(...page.events);
      return events;
    });
  }

  /** Every document of every read model, as it lies in MongoDB, and as the log gives it again. */
  models(): Promise<{ readonly live: Models; readonly rebuilt: Models }> {
    return this.looking(async (platform) => {
      const { stores, office, sealer, clock } = platform;
      const projections = projectionsOf(MODULES, office, stores.keys);
      const memory = new MemoryReadStore();
      const silent = () => undefined;
      const runner = new ProjectionRunner({
        store: stores.events,
        readStore: memory,
        sealer,
        projections,
        clock,
        log: { info: silent, error: silent },
      });
      await runner.prepare();
      return {
        live: await documentsIn(stores.reads, projections),
        rebuilt: await documentsIn(memory, projections),
      };
    });
  }

  /** Every place in MongoDB and in the log where that text, or its lower case, can be read. */
  async stored(text: string): Promise<readonly string[]> {
    const found: string[] = [];
    const { database } = this;
    const bytes = [text, text.toLowerCase()];
    const look = (place: string, content: Buffer) => {
      if (bytes.some((each) => content.includes(each))) found.push(place);
    };
    for (const name of [database, `${database}-keys`, `${database}-files`])
      for await (const each of storedIn(this.url, name)) look(each.name, each.content);
    for (const event of await this.events()) look(event.stream, Buffer.from(JSON.stringify(event)));
    return found;
  }

  /** Looks into the stores, as a program beside the servers does. */
  async looking<T>(look: (platform: Platform) => Promise<T>): Promise<T> {
    const config: AppConfig = readConfig({ ...this.env, LOG_LEVEL: 'silent' });
    const platform = await openPlatform(config);
    try {
      return await look(platform);
    } finally {
      await platform.close();
    }
  }
}

async function documentsIn(store: ReadStore, projections: ReturnType<typeof projectionsOf>): Promise<Models> {
  const models: Record<string, SavedDocument[]> = {};
  for (const projection of projections) {
    const documents: SavedDocument[] = [];
    const live = (await liveCollection(store, projection)) ?? projection;
    for await (const page of (await store.collection(live)).scan()) documents.push(...page);
    models[`${projection.name}@${projection.version}`] = documents;
  }
  return models;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return String(port);
}

/** Asks until the answer is as wanted. @throws Error with the last answer when it never is */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  let last: T | undefined;
  for (let left = 600; left > 0; left -= 1) {
    last = await ask();
    if (isWanted(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it never came true: ${JSON.stringify(last)}`);
}
