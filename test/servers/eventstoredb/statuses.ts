import grpc from '@grpc/grpc-js';

/** An error status with the trailers by which the client tells the exceptions apart. */
export interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata?: grpc.Metadata;
}

const { status } = grpc;

function refusal(code: number, details: string, trailers: Record<string, string> = {}): Refusal {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
}

export const streamDeleted = (stream: string): Refusal =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': encodeURIComponent(stream),
  });

/** Only Delete and Tombstone tell a wrong version as a status; numbers: -2 any, -1 no stream. */
export const wrongVersion = (stream: string, expected: number, actual: number): Refusal =>
  refusal(status.FAILED_PRECONDITION, 'wrong expected version', {
    exception: 'wrong-expected-version',
    'stream-name': encodeURIComponent(stream),
    'expected-version': String(expected),
    'actual-version': String(actual),
  });

export const appendTooLarge = (limit: number): Refusal =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const notLeader = (host: string, port: number): Refusal =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const noCredentials = (): Refusal =>
  refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const wrongCredentials = (): Refusal => refusal(status.UNAUTHENTICATED, 'Unauthenticated');
export const tooSlow = (): Refusal =>
  refusal(status.ABORTED, 'Operation timed out: Consumer too slow to handle event while live.');
export const commitTimeout = (): Refusal =>
  refusal(status.ABORTED, 'Operation timed out: Commit phase timeout');
export const deadlineExceeded = (): Refusal => refusal(status.DEADLINE_EXCEEDED, 'Deadline Exceeded');
export const unavailable = (): Refusal => refusal(status.UNAVAILABLE, 'Server Is Not Ready');
export const unknown = (details = 'Unexpected error'): Refusal => refusal(status.UNKNOWN, details);
