import { randomUUID } from 'node:crypto';
import { type ServerWritableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type LogRecord } from './server-log.js';

/** A read or a subscription as the server holds it. */
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const identifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(base64(Buffer.from(stream)));

export function eventMessage(record: LogRecord): ReadResp {
  const position = String(record.position);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(record.id));
  recorded.setStreamIdentifier(identifierOf(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setPreparePosition(position).setCommitPosition(position);
  recorded.getMetadataMap().set('type', record.type);
  recorded.getMetadataMap().set('content-type', record.contentType);
  recorded.getMetadataMap().set('created', record.created);
  recorded.setCustomMetadata(record.metadata).setData(record.data);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new streams.ReadResp().setEvent(event);
}

export function streamNotFound(stream: string): ReadResp {
  const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
  return new streams.ReadResp().setStreamNotFound(missing);
}

export function confirmation(): ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  return new streams.ReadResp().setConfirmation(confirmed);
}

export function checkpointAt(position: bigint): ReadResp {
  const at = String(position);
  const checkpoint = new streams.ReadResp.Checkpoint().setCommitPosition(at).setPreparePosition(at);
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

export const caughtUp = (): ReadResp => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

/** Sends a message when the client has taken the ones before; `false` when it has gone. */
export async function send(call: ReadCall, message: ReadResp, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  if (call.write(message)) return true;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      call.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
  return !signal.aborted;
}
