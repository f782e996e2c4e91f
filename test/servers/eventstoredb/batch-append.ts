import { type ServerDuplexStream } from '@grpc/grpc-js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import { type BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { MAX_APPEND, nameOf, proposedOf, refusalOf, revisionOf, write } from './append.js';
import { type Expected, type Proposed } from './server-log.js';
import { type ServerState } from './server-state.js';
import { type Refusal } from './statuses.js';

interface Batch {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
}

/**
 * The BatchAppend call: many appends on one stream, told apart by correlation id, answered in any order. A first part
 * without options gets no answer. It is here to be counted: the adapter does not use it.
 */
export function batchAppend(
  state: ServerState,
  call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
): void {
  const open = new Map<string, Batch>();
  call.on('error', () => undefined);
  call.on('end', () => call.end());
  call.on('data', (part: BatchAppendReq) => {
    const correlation = part.getCorrelationId()?.getString() ?? '';
    const options = part.getOptions();
    if (options)
      open.set(correlation, {
        stream: nameOf(options.getStreamIdentifier()),
        expected: expectedOf(options),
        events: [],
      });
    const batch = open.get(correlation);
    batch?.events.push(...part.getProposedMessagesList().map(proposedOf));
    if (!batch || !part.getIsFinal()) return;
    open.delete(correlation);
    void answerTo(state, batch).then((answer) => {
      const identifier = new shared.StreamIdentifier().setStreamName(
        Buffer.from(batch.stream).toString('base64'),
      );
      call.write(answer.setCorrelationId(part.getCorrelationId()).setStreamIdentifier(identifier));
    });
  });
}

async function answerTo(state: ServerState, { stream, expected, events }: Batch): Promise<BatchAppendResp> {
  const answer = new streams.BatchAppendResp();
  const refused = refusalOf(state, stream, events);
  if (refused) return answer.setError(refusedOf(refused, stream));
  const result = await write(state, stream, events, expected);
  if ('conflict' in result) return answer.setError(conflictOf(result.conflict, expected));
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(result.position)).setPreparePosition(String(result.position));
  const success = new streams.BatchAppendResp.Success();
  return answer.setSuccess(success.setCurrentRevision(String(result.revision)).setPosition(position));
}

function expectedOf(options: BatchAppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : revisionOf(options.getStreamPosition());
}

interface Message {
  serializeBinary(): Uint8Array;
}

function errorOf(name: string, code: number, message: string, details: Message) {
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
}

function refusedOf({ details, metadata }: Refusal, stream: string) {
  switch (metadata?.get('exception')[0]) {
    case 'stream-deleted': {
      const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
      return errorOf(
        'StreamDeleted',
        5,
        'StreamDeleted',
        new shared.StreamDeleted().setStreamIdentifier(identifier),
      );
    }
    case 'maximum-append-size-exceeded': {
      const limit = new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND);
      return errorOf('MaximumAppendSizeExceeded', 3, 'MaximumAppendSizeExceeded', limit);
    }
    default:
      return errorOf('BadRequest', 3, 'BadRequest', new shared.BadRequest().setMessage(details));
  }
}

function conflictOf(actual: 'no-stream' | number, expected: Expected) {
  const conflict = new shared.WrongExpectedVersion();
  if (actual === 'no-stream') conflict.setCurrentNoStream(new emptyPb.Empty());
  else conflict.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'number') conflict.setExpectedStreamPosition(String(expected));
  else if (expected === 'no-stream') conflict.setExpectedNoStream(new emptyPb.Empty());
  else if (expected === 'any') conflict.setExpectedAny(new emptyPb.Empty());
  else conflict.setExpectedStreamExists(new emptyPb.Empty());
  return errorOf('WrongExpectedVersion', 6, 'WrongExpectedVersion', conflict);
}
