import { type END, type RecordedEvent, type ResolvedEvent, START as BEGINNING } from '@eventstore/db-client';
import { type EventMetadata, type Position, START, type StoredEvent, type StreamName } from '#event-sourcing';
import { type Namespace } from './namespace.js';

/** A position as the client takes it. */
export type ServerPosition =
  typeof BEGINNING | typeof END | { readonly commit: bigint; readonly prepare: bigint };

const DIGITS = 20;
/** Some servers send a checkpoint with the largest number there is; no log is as long as this. */
const LONGEST = 2n ** 63n;

/** The port's position of a commit position; the beginning of the file is the start. */
export function positionOf(commit: bigint): Position {
  return commit === 0n ? START : String(commit).padStart(DIGITS, '0');
}

/** The client's position of the port's. @throws RangeError for a position of another store */
export function serverPosition(position: Position): ServerPosition {
  if (position === START) return BEGINNING;
  if (!/^\d{20}$/.test(position)) throw new RangeError(`not a position: ${position}`);
  const commit = BigInt(position);
  return { commit, prepare: commit };
}

export const isPlausible = (commit: bigint): boolean => commit < LONGEST;

/** A record of $all or of a stream: where it stands, and the event when it is one of ours. */
export interface ReadRecord {
  readonly position: Position;
  readonly event: StoredEvent | null;
}

/** What the server sent; its own events, those of other namespaces and links are places in the log, not events. */
export function recordOf({ event, link, commitPosition }: ResolvedEvent, namespace: Namespace): ReadRecord {
  const commit = commitPosition ?? event?.position?.commit ?? link?.position?.commit ?? 0n;
  const position = positionOf(commit);
  return { position, event: event && !link ? oursOf(event, namespace, position) : null };
}

function oursOf(event: RecordedEvent, namespace: Namespace, position: Position): StoredEvent | null {
  const stream = event.type.startsWith('$') ? null : namespace.ours(event.streamId);
  return stream === null ? null : storedOf(event, stream, position);
}

function storedOf(event: RecordedEvent, stream: StreamName, position: Position): StoredEvent {
  const revision = Number(event.revision);
  if (!Number.isSafeInteger(revision))
    throw new RangeError(`${event.streamId} has a revision beyond counting`);
  return {
    id: event.id,
    type: event.type,
    data: event.data,
    metadata: event.metadata as unknown as EventMetadata,
    stream,
    revision,
    position,
  };
}
