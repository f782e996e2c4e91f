import {
  ConcurrencyConflict,
  type ExpectedRevision,
  InvalidAppend,
  StoreUnavailable,
  type StreamName,
} from '#event-sourcing';

/** What the client's errors have in common; some are bare errors with a code, or with neither. */
interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly actualVersion?: bigint | 'no_stream';
  readonly message?: string;
}

const PERMISSION_DENIED = 7;
const UNKNOWN = 2;

const of = (error: unknown): ClientError => (typeof error === 'object' && error ? error : {});

/** The stream is not there: never written, or deleted. */
export function isMissingStream(error: unknown): boolean {
  const { type } = of(error);
  return type === 'stream-not-found' || type === 'stream-deleted' || type === 'no-stream';
}

/** The server does not let us: asking again changes nothing. */
export function isRefused(error: unknown): boolean {
  const { type, code } = of(error);
  return type === 'access-denied' || code === PERMISSION_DENIED;
}

/** The server answered that it cannot: of a position, that no record begins there. */
export function isUnknownToServer(error: unknown): boolean {
  const { type, code } = of(error);
  return type === 'unknown' && code === UNKNOWN;
}

/**
 * What a failed append means for its caller; `null` when its outcome is unknown and the same is to be sent again:
 * the server was lost, answered too late, changed its leader, or failed in a way that says nothing.
 */
export function finalFailure(error: unknown, stream: StreamName, expected: ExpectedRevision): Error | null {
  const { type, actualVersion } = of(error);
  switch (type) {
    case 'wrong-expected-version':
      return new ConcurrencyConflict(stream, expected, revisionOf(actualVersion));
    case 'stream-deleted':
      return new InvalidAppend(`the stream ${stream} was deleted on the server`);
    case 'maximum-append-size-exceeded':
      return new InvalidAppend(`the server takes no append to ${stream} of this size`);
    default:
      return isRefused(error) ? refused(error) : null;
  }
}

/** What a failed reading means for its caller; `null` when it may be tried again. */
export function finalReadFailure(error: unknown): Error | null {
  return isRefused(error) ? refused(error) : null;
}

export function unavailable(what: string, cause: unknown): StoreUnavailable {
  return new StoreUnavailable(`the event store ${what}: ${reasonOf(cause)}`, { cause });
}

/** A few words for a sentence or a log line. */
export function reasonOf(error: unknown): string {
  const { type, code, message } = of(error);
  return message || type || (code === undefined ? 'unknown reason' : `code ${code}`);
}

const refused = (error: unknown): StoreUnavailable =>
  unavailable('refuses the user of its URL, or gives it too few rights', error);

const revisionOf = (actual: bigint | 'no_stream' | undefined): ExpectedRevision =>
  typeof actual === 'bigint' ? Number(actual) : 'no-stream';
