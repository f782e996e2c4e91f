import { type Collection, type Db, type DbOptions, type Document, MongoClient, ReadConcern } from 'mongodb';
import { StoreUnavailable } from '#event-sourcing';
import { parseConnectionUrl, type ConnectionUrl } from './connection-url.js';
import { MongoMisconfigured } from './misconfigured.js';
import { problemOf } from './opening-problems.js';
import { retried } from './trouble.js';

export interface MongoOptions {
  /** Default: the one that the URL names, or `cotmoc`. */
  readonly database?: string;
  /** How long opening goes on trying while no server answers, in milliseconds; default 0: one try. */
  readonly waitMs?: number;
  /** Told while opening waits: one sentence. */
  readonly onWait?: (problem: string) => void;
}

/** Longest time that the server may take for one call, in milliseconds. */
export const TIME_LIMIT = 20_000;

const WAITING_PAUSE = 500;
/** MongoDB 5.0: the first that keeps names beginning with `$`, as sealed values have them. */
const OLDEST_WIRE_VERSION = 13;

type Concerns = Pick<DbOptions, 'readConcern' | 'writeConcern'>;

/** Where others may take over, only what a majority has is safe; alone, what is in the journal. */
const AMONG_OTHERS: Concerns = {
  readConcern: new ReadConcern('majority'),
  writeConcern: { w: 'majority', wtimeoutMS: TIME_LIMIT },
};
const ALONE: Concerns = { writeConcern: { w: 1, journal: true } };

/** One client, its database, and the calls that are under way. */
export class Connection {
  private readonly pending = new Set<Promise<unknown>>();
  private closing?: Promise<void>;

  private constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    /** Hosts and database, for sentences. */
    readonly place: string,
  ) {}

  /**
   * Connects and makes sure that the server can be used.
   * @throws MongoMisconfigured when waiting cannot help: URL, user, certificate, version
   * @throws StoreUnavailable when no server answers in time
   */
  static async open(url: string, { database, waitMs = 0, onWait }: MongoOptions = {}): Promise<Connection> {
    const parsed = parseConnectionUrl(url, database);
    const end = Date.now() + waitMs;
    for (;;) {
      try {
        return await Connection.connect(parsed);
      } catch (error) {
        const problem = problemOf(error, parsed);
        if (problem instanceof MongoMisconfigured || Date.now() + WAITING_PAUSE > end) throw problem;
        onWait?.(problem.message);
      }
      await new Promise((resolve) => setTimeout(resolve, WAITING_PAUSE));
    }
  }

  private static async connect({ text, hosts, database, options }: ConnectionUrl): Promise<Connection> {
    const client = new MongoClient(text, options);
    try {
      await client.connect();
      const hello = await client.db('admin').command({ hello: 1 });
      if (!(Number(hello['maxWireVersion']) >= OLDEST_WIRE_VERSION))
        throw new MongoMisconfigured(`the server at ${hosts} is too old: MongoDB 5.0 or later is needed`);
      const db = client.db(database, concernsOf(hello));
      // Listing needs a user who may use this database, where a greeting does not.
      await db.listCollections({}, { nameOnly: true, maxTimeMS: TIME_LIMIT }).hasNext();
      return new Connection(client, db, `${hosts}/${database}`);
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  collection<D extends Document>(name: string): Collection<D> {
    return this.db.collection<D>(name);
  }

  /** What the server's clock says. */
  async serverTime(): Promise<Date> {
    const { localTime } = await this.client.db('admin').command({ hello: 1 });
    return localTime as Date;
  }

  /** Does the work, which must be harmless to repeat. @throws StoreUnavailable */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) throw new StoreUnavailable('MongoDB is unavailable: the store is closed');
    const answer = retried(work);
    this.pending.add(answer);
    try {
      return await answer;
    } finally {
      this.pending.delete(answer);
    }
  }

  /** Lets what is under way end, and nothing else begin. */
  close(): Promise<void> {
    this.closing ??= Promise.allSettled([...this.pending]).then(() => this.client.close());
    return this.closing;
  }
}

const concernsOf = (hello: Document): Concerns =>
  hello['setName'] !== undefined || hello['msg'] === 'isdbgrid' ? AMONG_OTHERS : ALONE;
