import { type StoredEvent } from '#event-sourcing';
import { withoutPersonal } from '../output/values.js';

export const EVENT_HEAD = ['position', 'recorded', 'occurred', 'stream', 'rev', 'type', 'actor'] as const;

/** An event as a row for people; positions without their leading zeros. */
export function eventRow(event: StoredEvent): readonly string[] {
  const { position, stream, revision, type, metadata } = event;
  const { recordedAt, occurredOn, actor } = metadata;
  return [
    position.replace(/^0+(?=.)/, ''),
    recordedAt,
    occurredOn,
    stream,
    String(revision),
    type,
    `${actor.id} (${actor.role})`,
  ];
}

/** An event as a document for programs; its data only when asked for, and never what is personal. */
export function eventDocument(event: StoredEvent, withData: boolean): object {
  const { id, position, stream, revision, type, data, metadata } = event;
  return {
    position,
    stream,
    revision,
    id,
    type,
    recordedAt: metadata.recordedAt,
    occurredOn: metadata.occurredOn,
    actor: metadata.actor,
    ...(metadata.onBehalfOf !== undefined && { onBehalfOf: metadata.onBehalfOf }),
    commandId: metadata.commandId,
    correlationId: metadata.$correlationId,
    causationId: metadata.$causationId,
    ...(metadata.source && { source: withoutPersonal(metadata.source) }),
    ...(withData && { data: withoutPersonal(data) }),
  };
}
