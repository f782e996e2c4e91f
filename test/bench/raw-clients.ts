import {
  type Credentials,
  EventStoreDBClient,
  jsonEvent,
  type JSONType,
  NO_STREAM,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { MongoClient } from 'mongodb';
import { type Document } from '#event-sourcing';
import { type Placed } from './synthetic-rows.js';

const NOBODY: Credentials = { username: 'nobody', password: 'nobody' };

/** EventStoreDB's own client with nothing around it: plain appends, as every adapter needs them. */
export class RawEventStoreDb {
  private readonly client: EventStoreDBClient;
  private readonly credentials: Credentials;
  /** What the names of an office's streams begin with on the server. */
  private readonly prefix: string;

  constructor(url: string) {
    const [, namespace] = /[?&]namespace=([^&]*)/.exec(url) ?? [];
    const [, username, password] = /^[^/]*\/\/([^:@/]+):([^@]+)@/.exec(url) ?? [];
    this.client = EventStoreDBClient.connectionString(url.replace(/[?&]namespace=[^&]*/, ''));
    this.credentials =
      username === undefined || password === undefined
        ? NOBODY
        : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    this.prefix = namespace === undefined ? '' : `${namespace}.`;
  }

  append({ stream, revision, event: { id, type, data, metadata } }: Placed): Promise<unknown> {
    const event = jsonEvent({ id, type, data: data as JSONType, metadata: metadata as unknown as JSONType });
    return this.client.appendToStream(this.prefix + stream, [event], {
      expectedRevision: revision === 0 ? NO_STREAM : BigInt(revision - 1),
      credentials: this.credentials,
      deadline: 5000,
    });
  }

  /** Receives so many events of a category from one subscription; each comes decoded. */
  async receive(category: string, count: number): Promise<void> {
    const filter = streamNameFilter({ prefixes: [`${this.prefix}${category}-`] });
    const subscription = this.client.subscribeToAll({ fromPosition: START, filter });
    let received = 0;
    for await (const { event } of subscription) {
      if (event) received += 1;
      if (received === count) break;
    }
    await subscription.unsubscribe();
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}

/** MongoDB's own client: whole documents by their id, in batches. */
export class RawMongo {
  private readonly client: MongoClient;

  constructor(
    url: string,
    private readonly collection: string,
  ) {
    this.client = new MongoClient(url);
  }

  async replaceAll(documents: readonly Document[]): Promise<void> {
    await this.client
      .db()
      .collection<{ _id: string }>(this.collection)
      .bulkWrite(
        documents.map(({ id, revision, ...body }) => ({
          replaceOne: {
            filter: { _id: id },
            replacement: { revision, body: { id, revision, ...body } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
