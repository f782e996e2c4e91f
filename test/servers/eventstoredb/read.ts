import { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { nameOf, revisionOf } from './append.js';
import { positionOf, rowAt } from './positions.js';
import { type LogRecord } from './server-log.js';
import { type ServerState } from './server-state.js';
import { type Refusal, streamDeleted, unknown } from './statuses.js';
import { eventMessage, type ReadCall, send, streamNotFound } from './wire.js';

const RUN = 500;

/** What a read found: records one after another, a stream that is not there, or an error. */
type Found = AsyncIterable<LogRecord> | Iterable<LogRecord> | 'not-found' | Refusal;

/** A Read call that is not a subscription. */
export async function read(state: ServerState, call: ReadCall, signal: AbortSignal): Promise<void> {
  const options = call.request.getOptions();
  const count = revisionOf(options?.getCount() ?? '0');
  if (!options || count === 0) return fail(call, unknown('count must be positive'));
  const found = await (options.hasStream() ? inStream(state, options) : inLog(state, options));
  if (found === 'not-found') {
    await send(call, streamNotFound(nameOf(options.getStream()?.getStreamIdentifier())), signal);
    call.end();
    return;
  }
  if ('code' in found) return fail(call, found);
  let left = count;
  for await (const record of found) {
    if (left === 0 || !(await send(call, eventMessage(record), signal))) break;
    left -= 1;
  }
  call.end();
}

export function fail(call: ReadCall, refusal: Refusal): void {
  call.emit('error', refusal);
}

const BACKWARDS: number = 1;

const isBackwards = (options: ReadReq.Options): boolean => Number(options.getReadDirection()) === BACKWARDS;

async function inStream(state: ServerState, options: ReadReq.Options): Promise<Found> {
  const asked = options.getStream();
  const stream = nameOf(asked?.getStreamIdentifier());
  if (stream === '') return unknown('stream name is empty');
  if (state.deletions.isTombstoned(stream)) return streamDeleted(stream);
  if (asked?.hasEnd() && !isBackwards(options)) return unknown('cannot read forwards from the end');
  const records = await state.log.readStream(stream);
  if (records.length === 0 || state.deletions.isSoftDeleted(stream)) return 'not-found';
  const first = state.deletions.firstOf(stream);
  return fromRevision(
    records.filter(({ revision }) => revision >= first),
    options,
  );
}

function fromRevision(records: LogRecord[], options: ReadReq.Options): Found {
  const asked = options.getStream();
  const from = asked?.hasEnd() ? Infinity : revisionOf(asked?.getRevision() ?? '0');
  if (isBackwards(options)) return records.reverse().filter(({ revision }) => revision <= from);
  return records.filter(({ revision }) => revision >= from);
}

/** The commit position that a call asks for. */
export const commitIn = (all: ReadReq.Options.AllOptions | undefined): bigint =>
  BigInt(all?.getPosition()?.getCommitPosition() ?? '0');

async function inLog(state: ServerState, options: ReadReq.Options): Promise<Found> {
  const all = options.getAll();
  const size = await state.log.size();
  const fromEnd = (): Found => (isBackwards(options) ? backwards(state, size) : []);
  if (all?.hasEnd()) return fromEnd();
  if (all?.hasStart()) return isBackwards(options) ? [] : forwards(state, 0);
  const commit = commitIn(all);
  if (size > 0 && commit > positionOf(size)) return fromEnd();
  const row = rowAt(commit);
  if (row === null) return unknown(`no record begins at ${commit}`);
  return isBackwards(options) ? backwards(state, row - 1) : forwards(state, Math.max(0, row - 1));
}

async function* forwards(state: ServerState, after: number): AsyncIterable<LogRecord> {
  for (let row = after; ;) {
    const records = await state.log.after(row, RUN);
    yield* records;
    if (records.length < RUN) return;
    row += records.length;
  }
}

async function* backwards(state: ServerState, from: number): AsyncIterable<LogRecord> {
  for (let row = from; row > 0; row -= RUN) {
    const start = Math.max(0, row - RUN);
    const records = await state.log.after(start, row - start);
    yield* records.reverse();
  }
}
