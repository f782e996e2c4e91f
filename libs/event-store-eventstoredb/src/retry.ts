import { type EventStoreDBClient } from '@eventstore/db-client';
import { type StoreUnavailable } from '#event-sourcing';
import { type Connection } from './connection.js';
import { unavailable } from './failures.js';
import { delays, pause } from './waiting.js';

const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 1000;

export interface Retrying {
  readonly connection: Connection;
  readonly patienceMs: number;
  /** For the last sentence: what could not be done. */
  readonly what: string;
  /** An error that trying again cannot change; `null` for every other. */
  readonly final: (error: unknown) => Error | null;
}

/**
 * Does the same again until it succeeds, fails for good, or patience ends. The work must be harmless to repeat.
 * @throws StoreUnavailable when patience ends
 */
export async function retried<T>(
  { connection, patienceMs, what, final }: Retrying,
  work: (client: EventStoreDBClient) => Promise<T>,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (const delay of delays(FIRST_PAUSE, LONGEST_PAUSE)) {
    const { client } = connection;
    let failure: StoreUnavailable;
    try {
      return await work(client);
    } catch (error) {
      const lasting = final(error);
      if (lasting) throw lasting;
      connection.renewAfter(error, client);
      failure = unavailable(what, error);
    }
    if (connection.closed || Date.now() + delay >= end) throw failure;
    await pause(delay, connection.ending);
  }
  throw new Error('unreachable');
}
