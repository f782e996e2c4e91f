import {
  MongoBulkWriteError,
  MongoError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { StoreUnavailable } from '#event-sourcing';

/** The key of an insert is there already. */
export const DUPLICATE_KEY = 11_000;

/** Answers after which the same call may be sent again: elections, shutdowns, time limits, interruptions, no space. */
const PASSING_CODES = new Set([
  6, 7, 24, 43, 46, 50, 64, 89, 91, 112, 134, 175, 189, 202, 237, 262, 290, 9_001, 10_107, 11_600, 11_601,
  11_602, 13_435, 13_436, 14_031,
]);

/** Of those, the server has used up the time that a call may take: our limit on a call, or on a majority's answer. */
const SPENT_CODES = new Set([50, 64]);

const CLOSED_KINDS = [MongoNotConnectedError, MongoTopologyClosedError];
const PASSING_KINDS = [
  MongoNetworkError,
  MongoServerSelectionError,
  MongoServerClosedError,
  MongoExpiredSessionError,
  ...CLOSED_KINDS,
];

/** Not exported by the driver as classes to compare with. */
const PASSING_NAMES = new Set([
  'MongoWaitQueueTimeoutError',
  'MongoPoolClosedError',
  'MongoClientClosedError',
]);

/** What Node says of a socket that the server has closed: the driver passes on as it is what a write throws at once. */
const SOCKET_CODES = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** What failed under a bulk write: the driver clothes errors of every kind as the bulk's. */
export function undressed(error: unknown): unknown {
  const inner: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : undefined;
  return inner instanceof Error ? inner : error;
}

/** True when the same call may succeed later. */
export function isPassing(thrown: unknown): boolean {
  const error = undressed(thrown);
  if (!(error instanceof MongoError))
    return SOCKET_CODES.has(String((error as NodeJS.ErrnoException | undefined)?.code));
  if (PASSING_KINDS.some((kind) => error instanceof kind) || PASSING_NAMES.has(error.name)) return true;
  if (error.hasErrorLabel('RetryableWriteError')) return true;
  return codesOf(error).some((code) => PASSING_CODES.has(code));
}

export const isDuplicateKey = (error: unknown): boolean => codeOf(error) === DUPLICATE_KEY;

function codesOf(error: MongoError): number[] {
  const codes: unknown[] = [error.code];
  if (error instanceof MongoWriteConcernError) codes.push(writeConcernCode(error));
  if (error instanceof MongoBulkWriteError) codes.push(error.result.getWriteConcernError()?.code);
  return codes.filter((code) => typeof code === 'number');
}

/** Whoever waited for a server, for an answer or for the end once need not do so again. */
function isWorthRepeating(thrown: unknown): boolean {
  const error = undressed(thrown);
  if (!isPassing(error) || error instanceof MongoServerSelectionError) return false;
  if (error instanceof MongoError && codesOf(error).some((code) => SPENT_CODES.has(code))) return false;
  return !CLOSED_KINDS.some((kind) => error instanceof kind) && !PASSING_NAMES.has((error as Error).name);
}

const PAUSES = [30, 120, 500];

/**
 * Does the work, which must be harmless to repeat, again while trouble passes. The driver repeats some calls once, and
 * none on a standalone server.
 * @throws StoreUnavailable when the trouble stays
 */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const pause = PAUSES[attempt];
      if (pause === undefined || !isWorthRepeating(error)) throw asUnavailable(error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** What may pass becomes the port's error; everything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  return isPassing(error)
    ? new StoreUnavailable(`MongoDB is unavailable: ${(error as Error).message}`, { cause: error })
    : error;
}

/** The server's code of an error. */
export const codeOf = (error: unknown): unknown =>
  error instanceof MongoServerError ? error.code : undefined;

const writeConcernCode = ({ result }: MongoWriteConcernError): unknown =>
  (result.writeConcernError as { readonly code?: unknown } | undefined)?.code;
