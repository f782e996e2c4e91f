import { type StoredEvent } from '#event-sourcing';
import { isProcedural } from '#kernel';
import { withoutPersonal } from '../output/values.js';

export const EVENT_HEAD = ['position', 'recorded', 'occurred', 'stream', 'rev', 'type', 'actor'] as const;

/** What an event about the record itself is about, as it stands in the open in its data. */
const CONCERNS = [
  'target',
  'targetType',
  'correctedOccurredOn',
  'proposal',
  'kind',
  'verdict',
  'seenRevision',
];

function concernOf(event: StoredEvent): object {
  if (!isProcedural(event)) return {};
  const data = Object.entries(event.data as object).filter(([name]) => CONCERNS.includes(name));
  return { about: Object.fromEntries(data) };
}

/** The type of an event and, of one about the record itself, what it is about. */
export function namedType(event: StoredEvent): string {
  if (!isProcedural(event)) return event.type;
  const { targetType, kind, verdict } = event.data as Readonly<Record<string, unknown>>;
  const about = [targetType, kind, verdict].find((value) => typeof value === 'string');
  return typeof about === 'string' ? `${event.type}: ${about}` : event.type;
}

/** An event as a row for people; positions without their leading zeros. */
export function eventRow(event: StoredEvent): readonly string[] {
  const { position, stream, revision, metadata } = event;
  const { recordedAt, occurredOn, actor } = metadata;
  return [
    position.replace(/^0+(?=.)/, ''),
    recordedAt,
    occurredOn,
    stream,
    String(revision),
    namedType(event),
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
    ...concernOf(event),
    ...(withData && { data: withoutPersonal(data) }),
  };
}
