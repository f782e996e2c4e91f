import { randomUUID } from 'node:crypto';
import { type ServerUnaryCall, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import {
  type AppendReq,
  type AppendResp as AppendAnswer,
  type DeleteReq,
  type DeleteResp as DeleteAnswer,
  type TombstoneReq,
  type TombstoneResp as TombstoneAnswer,
} from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type ExpectedRevision } from '#event-sourcing';
import { softDeletion, tombstone } from './deletions.js';
import { type AppendFault } from './faults.js';
import { type Appended, type Expected, type Proposed } from './server-log.js';
import { type ServerState } from './server-state.js';
import {
  appendTooLarge,
  commitTimeout,
  deadlineExceeded,
  notLeader,
  type Refusal,
  streamDeleted,
  unavailable,
  unknown,
  wrongVersion,
} from './statuses.js';

/** Largest sum of data bytes in one append. */
export const MAX_APPEND = 1_048_576;

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** What is wrong with an append before the log is asked; `null` when nothing is. */
export function refusalOf(state: ServerState, stream: string, events: readonly Proposed[]): Refusal | null {
  if (stream === '') return unknown('stream name is empty');
  if (events.some(({ id, type }) => type === '' || !UUID.test(id))) return unknown('bad event');
  const size = events.reduce((sum, { data }) => sum + data.length, 0);
  if (size > MAX_APPEND) return appendTooLarge(MAX_APPEND);
  return state.deletions.isTombstoned(stream) ? streamDeleted(stream) : null;
}

/** Writes, and remembers what the events delete. */
export async function write(
  state: ServerState,
  stream: string,
  events: readonly Proposed[],
  expected: Expected,
): Promise<Appended> {
  const deleted = state.deletions.isSoftDeleted(stream);
  const again = deleted && expected === 'no-stream' ? await state.log.last(stream) : expected;
  const result = await state.log.append(stream, events, again);
  if ('conflict' in result) return result;
  state.deletions.recreate(stream, result.revision - events.length + 1);
  for (const { type, data } of events) state.deletions.see({ stream, type, data });
  return result;
}

/** The Append call: a header, then the events, one answer. */
export function append(
  state: ServerState,
  call: ServerReadableStream<AppendReq, AppendAnswer>,
  answer: sendUnaryData<AppendAnswer>,
): void {
  let options: AppendReq.Options | undefined;
  const events: Proposed[] = [];
  call.on('data', (message: AppendReq) => {
    if (message.hasOptions()) options = message.getOptions();
    const proposed = message.getProposedMessage();
    if (proposed) events.push(proposedOf(proposed));
  });
  call.on('error', () => undefined);
  call.on('end', () => {
    const stream = nameOf(options?.getStreamIdentifier());
    decide(state, stream, events, expectedOf(options)).then(
      (outcome) => reply(outcome, answer),
      (error: unknown) => answer(unknown(String(error))),
    );
  });
}

interface Conflict {
  readonly conflict: ExpectedRevision;
  readonly expected: Expected;
}

type Outcome = Exclude<Appended, { conflict: unknown }> | Conflict | Refusal | 'silence';

async function decide(
  state: ServerState,
  stream: string,
  events: readonly Proposed[],
  expected: Expected,
): Promise<Outcome> {
  const refused = refusalOf(state, stream, events);
  if (refused) return refused;
  const fault = state.control.appendFaults.shift();
  if (!fault) {
    const result = await write(state, stream, events, expected);
    return 'conflict' in result ? { ...result, expected } : result;
  }
  if (fault.endsWith('-after-storing')) await write(state, stream, events, expected);
  return faulty(state, fault, expected);
}

function faulty(state: ServerState, fault: AppendFault, expected: Expected): Outcome {
  switch (fault) {
    case 'die-before-storing':
    case 'die-after-storing':
      state.dropConnections();
      return 'silence';
    case 'silent-before-storing':
    case 'silent-after-storing':
      return 'silence';
    case 'deadline-before-storing':
    case 'deadline-after-storing':
      return deadlineExceeded();
    case 'commit-timeout-after-storing':
      return commitTimeout();
    case 'unknown-after-storing':
      return unknown();
    case 'unavailable':
      return unavailable();
    case 'not-leader': {
      const { host, port } = state.leader();
      return notLeader(host, port);
    }
    case 'wrong-version':
      return { conflict: 41, expected };
  }
}

function reply(outcome: Outcome, answer: sendUnaryData<AppendAnswer>): void {
  if (outcome === 'silence') return;
  if ('code' in outcome) return answer(outcome);
  const response = new streams.AppendResp();
  if ('conflict' in outcome) response.setWrongExpectedVersion(conflictOf(outcome));
  else {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position));
    const success = new streams.AppendResp.Success();
    response.setSuccess(success.setCurrentRevision(String(outcome.revision)).setPosition(position));
  }
  answer(null, response);
}

function conflictOf({ conflict: actual, expected }: Conflict): AppendAnswer.WrongExpectedVersion {
  const conflict = new streams.AppendResp.WrongExpectedVersion();
  if (actual === 'no-stream') conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentRevision(String(actual));
  if (expected === 'no-stream') conflict.setExpectedNoStream(new shared.Empty());
  else if (expected === 'any') conflict.setExpectedAny(new shared.Empty());
  else if (expected === 'stream-exists') conflict.setExpectedStreamExists(new shared.Empty());
  else conflict.setExpectedRevision(String(expected));
  return conflict;
}

/** The Delete call: soft, the stream can be written to again. */
export function softDelete(
  state: ServerState,
  call: ServerUnaryCall<DeleteReq, DeleteAnswer>,
  answer: sendUnaryData<DeleteAnswer>,
): void {
  const stream = nameOf(call.request.getOptions()?.getStreamIdentifier());
  void remove(
    state,
    stream,
    expectedOf(call.request.getOptions()),
    `$$${stream}`,
    softDeletion(randomUUID()),
  ).then((refusal) => (refusal ? answer(refusal) : answer(null, new streams.DeleteResp())));
}

/** The Tombstone call: the stream is gone for ever. */
export function harshDelete(
  state: ServerState,
  call: ServerUnaryCall<TombstoneReq, TombstoneAnswer>,
  answer: sendUnaryData<TombstoneAnswer>,
): void {
  const stream = nameOf(call.request.getOptions()?.getStreamIdentifier());
  void remove(state, stream, expectedOf(call.request.getOptions()), stream, tombstone(randomUUID())).then(
    (refusal) => (refusal ? answer(refusal) : answer(null, new streams.TombstoneResp())),
  );
}

async function remove(
  state: ServerState,
  stream: string,
  expected: Expected,
  into: string,
  event: Proposed,
): Promise<Refusal | null> {
  if (state.deletions.isTombstoned(stream)) return streamDeleted(stream);
  const last = await state.log.last(stream);
  if (typeof expected === 'number' && expected !== last)
    return wrongVersion(stream, expected, last === 'no-stream' ? -1 : last);
  if (event.type === '$metadata' && last === 'no-stream') return wrongVersion(stream, -2, -1);
  await write(state, into, [event], 'any');
  return null;
}

interface ProposedMessage {
  getId(): { getString(): string } | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/** An event as a client proposes it, from either append call. */
export function proposedOf(message: ProposedMessage): Proposed {
  const described = message.getMetadataMap();
  return {
    id: (message.getId()?.getString() ?? '').toLowerCase(),
    type: described.get('type') ?? '',
    contentType: described.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface Identifier {
  getStreamName_asU8(): Uint8Array;
}

export const nameOf = (identifier: Identifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

interface Expectation {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** The expected revision of any call; numbers beyond what can exist stay beyond. */
export function expectedOf(options: (Expectation & { getRevision(): string }) | undefined): Expected {
  if (!options || options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : revisionOf(options.getRevision());
}

export const revisionOf = (text: string): number => Math.min(Number(text), Number.MAX_SAFE_INTEGER);
