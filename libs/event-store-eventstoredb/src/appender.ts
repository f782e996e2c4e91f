import {
  type EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  type JSONType,
  NO_STREAM,
} from '@eventstore/db-client';
import {
  type AppendResult,
  type ExpectedRevision,
  InvalidAppend,
  type NewEvent,
  type StreamName,
} from '#event-sourcing';
import { type Connection } from './connection.js';
import { finalFailure } from './failures.js';
import { type Times } from './options.js';
import { positionOf } from './positions.js';
import { retried } from './retry.js';
import { within } from './waiting.js';

/** A little more than the call's own deadline: finding the cluster before the call has none. */
const GRACE = 500;

/** Sends appends: each as one plain call with its own deadline. */
export class Appender {
  constructor(
    private readonly connection: Connection,
    private readonly times: Times,
  ) {}

  /**
   * Sends the append until it is answered. Ids and expected revision stay the same, so the server writes it once
   * however often it comes. `events` must have passed the port's checks: the client never answers what is not JSON.
   */
  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    // The port's JSON is more than the client's types know: a text, a number or null may be the whole of it.
    const proposed = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as JSONType, metadata: metadata as unknown as JSONType }),
    );
    const retrying = {
      connection: this.connection,
      patienceMs: this.times.patienceMs,
      what: `did not take an append to ${stream}`,
      final: (error: unknown) =>
        error instanceof InvalidAppend ? error : finalFailure(error, stream, expected),
    };
    return retried(retrying, (client) => this.send(client, stream, proposed, expected));
  }

  private async send(
    client: EventStoreDBClient,
    stream: StreamName,
    events: JSONEventData[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> {
    const { appendTimeoutMs } = this.times;
    const { credentials, namespace } = this.connection.url;
    const call = client.appendToStream(namespace.onServer(stream), events, {
      expectedRevision: expected === 'no-stream' ? NO_STREAM : BigInt(expected),
      // Credentials of its own make the client take the plain call, which has a deadline and disturbs no other.
      credentials,
      deadline: appendTimeoutMs,
    });
    const { nextExpectedRevision, position } = await within(
      appendTimeoutMs + GRACE,
      call,
      'answer an append',
    );
    if (!position) throw new InvalidAppend(`the stream ${stream} was deleted on the server`);
    return { revision: Number(nextExpectedRevision), position: positionOf(position.commit) };
  }
}
