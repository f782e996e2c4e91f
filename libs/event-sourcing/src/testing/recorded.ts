import { type DomainEvent, type Envelope, type Recorded } from '#kernel';
import { type StreamName } from '../event-store.port.js';

/** An event as an example states it; whatever of the envelope matters to the example may be said beside it. */
export type Example<E extends DomainEvent> = E & Partial<Envelope>;

/**
 * A history of one stream, enveloped: revisions 0, 1, 2 …, each recorded at nine in the morning (Việt Nam) of the day
 * it happened by the same officer, unless the example says otherwise.
 */
export function recorded<E extends DomainEvent>(
  stream: StreamName,
  history: readonly Example<E>[],
): Recorded<E>[] {
  return history.map((event, revision) => {
    const id = `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`;
    return {
      id,
      stream,
      revision,
      position: String(revision + 1).padStart(20, '0'),
      recordedAt: `${event.occurredOn}T02:00:00.000Z`,
      actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
      commandId: id,
      correlationId: id,
      causationId: id,
      ...event,
    };
  });
}
