import { StoreUnavailable } from '#event-sourcing';
import { Connection } from './connection.js';
import { type ConnectionUrl, parseConnectionUrl } from './connection-url.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { isRefused, reasonOf } from './failures.js';
import { Gate } from './gate.js';
import { EventStoreMisconfigured } from './misconfigured.js';
import { type EventStoreDbOptions, type Times, timesOf } from './options.js';
import { Reader } from './reader.js';
import { delays, pause, TooLate, within } from './waiting.js';

/** The first line of servers that says when a subscription has caught up, and that was measured. */
const OLDEST = [23, 10] as const;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5000;

/**
 * Connects to EventStoreDB or KurrentDB and makes sure that it can be used: the server answers, is new enough, and
 * lets the user of the URL read the log.
 * @throws EventStoreMisconfigured when waiting cannot help: URL, user, certificate, version
 * @throws StoreUnavailable when no server answers in time
 */
export async function openEventStoreDb(
  url: string,
  options: EventStoreDbOptions = {},
): Promise<EventStoreDbEventStore> {
  const parsed = parseConnectionUrl(url);
  const times = timesOf(options);
  const end = Date.now() + times.waitMs;
  let connection: Connection | undefined;
  for (const delay of delays(FIRST_PAUSE, LONGEST_PAUSE)) {
    connection ??= new Connection(parsed);
    try {
      await check(connection, times);
      return new EventStoreDbEventStore(connection, options);
    } catch (error) {
      const problem = problemOf(error, parsed);
      const isLast = problem instanceof EventStoreMisconfigured || Date.now() + delay > end;
      // A client whose first call failed may keep the failure. One that waits on a silent port may still be answered,
      // and its connection would outlive it.
      if (isLast || !(error instanceof TooLate)) {
        await connection.close();
        connection = undefined;
      }
      if (isLast) throw problem;
      options.onWait?.(problem.message);
    }
    await pause(delay);
  }
  throw new Error('unreachable');
}

async function check(connection: Connection, times: Times): Promise<void> {
  const ms = times.connectTimeoutMs;
  assertVersion(await within(ms, connection.serverVersion(), 'answer'));
  const reader = new Reader(connection, new Gate(1), { ...times, readTimeoutMs: ms, patienceMs: 0 });
  await within(ms, reader.head(), 'answer');
}

function assertVersion(version: string): void {
  const [major, minor] = version.split('.').map(Number);
  const [least, leastMinor] = OLDEST;
  const isOld =
    version === 'unknown' ||
    (major !== undefined && (major < least || (major === least && (minor ?? 0) < leastMinor)));
  if (isOld)
    throw new EventStoreMisconfigured(
      `the event store server is version ${version}; at least ${OLDEST.join('.')} is needed`,
    );
}

/** What the client says where waiting changes nothing, and what to say instead. */
const MISTAKES: readonly [said: RegExp, sentence: (hosts: string) => string][] = [
  [
    /TLS ServerName to an IP/i,
    (hosts) =>
      `TLS needs names, not addresses: name the hosts of ${hosts} in the event store’s URL, and let a cluster advertise names`,
  ],
  [
    /wrong version number|packet length too long|unknown protocol/i,
    (hosts) =>
      `${hosts} does not speak TLS: if that is meant to be so, write ?tls=false in the event store’s URL`,
  ],
  [
    /certificate|altnames/i,
    (hosts) =>
      `the certificate of ${hosts} is not trusted: name its authority with tlsCAFile in the event store’s URL`,
  ],
  [/protocol error/i, (hosts) => `what answers at ${hosts} is not an EventStoreDB server`],
];

function problemOf(error: unknown, { hosts, secure }: ConnectionUrl): Error {
  if (error instanceof EventStoreMisconfigured) return error;
  const cause = error instanceof StoreUnavailable ? (error.cause ?? error) : error;
  if (isRefused(cause))
    return new EventStoreMisconfigured(
      `the event store at ${hosts} refuses the user of its URL, who must be an administrator to read the whole log`,
      { cause },
    );
  const said = reasonOf(cause);
  const mistake = MISTAKES.find(([pattern]) => pattern.test(said));
  if (mistake) return new EventStoreMisconfigured(mistake[1](hosts), { cause });
  return new StoreUnavailable(`no event store answers at ${hosts}: ${reasonFor(said, secure)}`, { cause });
}

function reasonFor(said: string, secure: boolean): string {
  if (/ECONNREFUSED/.test(said)) return 'the connection is refused';
  if (/name resolution failed|ENOTFOUND|EAI_AGAIN/i.test(said)) return 'the host’s name is not known';
  if (/within \d+ ms|silent for/.test(said)) return 'the port is silent';
  if (/failed to connect|ECONNRESET|connection dropped|socket/i.test(said) && !secure)
    return 'the connection is dropped; a server that wants TLS does this when the URL says tls=false';
  return said;
}
