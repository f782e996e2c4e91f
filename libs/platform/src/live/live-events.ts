import { categoryOf, type StoredEvent } from '#event-sourcing';
import { type MessageEvent } from '@nestjs/common';

/** What a live client learns of an event: where and what, never a name or a content. */
export interface LiveEvent {
  readonly position: string;
  readonly module: string;
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly actor: string;
}

/** Which events a client wants: those of these stream categories; all without any. */
export type LiveFilter = readonly string[] | undefined;

export const wants = (filter: LiveFilter, event: StoredEvent): boolean =>
  filter === undefined || filter.includes(categoryOf(event.stream));

/** As a server-sent event of the type `recorded` whose id is the position to resume from. */
export function messageOf({ stream, id, type, revision, position, metadata }: StoredEvent): MessageEvent {
  const data: LiveEvent = {
    position,
    module: categoryOf(stream),
    stream,
    id,
    type,
    revision,
    recordedAt: metadata.recordedAt,
    actor: metadata.actor.id,
  };
  return { type: 'recorded', id: position, data };
}

export const HEARTBEAT: MessageEvent = { comment: 'heartbeat' };

/** Tells a client that too much happened since it was last here: read again what is shown. */
export const resetTo = (position: string): MessageEvent => ({
  type: 'reset',
  id: position,
  data: { position },
});
