import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type NewEvent, type StoredEvent, type StreamName } from './event-store.port.js';
import { type EventMetadata, type Integrity } from './metadata.js';

type Unchained = Omit<NewEvent, 'metadata'> & { readonly metadata: Omit<EventMetadata, 'integrity'> };

/**
 * The link of one event: SHA-256 over the canonical JSON (RFC 8785) of what is stored and the previous link.
 * Personal values are sealed before they are hashed, so erasing a person's key breaks no chain.
 */
export function linkOf(stream: StreamName, revision: number, event: Unchained, previous: string): Integrity {
  const { id, type, data, metadata } = event;
  const content = canonicalize({ stream, revision, id, type, data, metadata, previous });
  if (content === undefined) throw new Error(`event ${id} is not JSON`);
  return { previous, hash: createHash('sha256').update(content).digest('base64url') };
}

/** Chains events onto a stream whose last link is `previous`, the first of them at `revision`. */
export function chain(
  stream: StreamName,
  events: readonly Unchained[],
  revision: number,
  previous: string,
): NewEvent[] {
  let last = previous;
  return events.map((event, index) => {
    const integrity = linkOf(stream, revision + index, event, last);
    last = integrity.hash;
    return { ...event, metadata: { ...event.metadata, integrity } };
  });
}

/** Why an event does not follow from the one before it, or `null` when it does. */
export function brokenLink(event: StoredEvent, previous: string): string | null {
  const { integrity, ...metadata } = event.metadata;
  if (integrity.previous !== previous) return 'the link to the event before it is broken';
  const expected = linkOf(event.stream, event.revision, { ...event, metadata }, previous);
  return expected.hash === integrity.hash ? null : 'its content is not what was recorded';
}
