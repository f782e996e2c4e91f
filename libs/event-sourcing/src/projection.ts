import { type DomainEvent, type Recorded } from '#kernel';
import { type EventCodec } from './codec.js';
import { type CollectionDefinition, type Document, type FieldPath } from './read-store.port.js';
import { type StreamName } from './event-store.port.js';

/**
 * A read model: one document per stream, a pure function of that stream's effective history and of reference data
 * whose hash is part of `version`. A changed version is built beside the live one and switched.
 */
export interface Projection<D extends Document = Document, E extends DomainEvent = DomainEvent> {
  readonly name: string;
  readonly version: string;
  readonly codec: EventCodec<E>;
  readonly indexes: CollectionDefinition['indexes'];
  readonly line?: NonNullable<CollectionDefinition['line']>;
  /**
   * The document after `event`; `null` for a stream that has none (yet). Corrections and voidings come too, after
   * they have taken effect on the facts: a document may note when it was changed and by whom.
   */
  evolve(document: D | null, event: Recorded<E>): D | null;
  /**
   * Opens personal values after folding. Only for the model that finds people by name; everywhere else documents
   * keep them sealed.
   */
  reveal?(document: D, open: OpenPersonal): Promise<D>;
}

/** Opens the personal values in a part of a document of `stream`. */
export type OpenPersonal = (stream: StreamName, data: unknown) => Promise<unknown>;

/** A projection's collection: its lines hold what a list shows of a document, and what it is looked for and sorted by. */
export const collectionOf = ({
  name,
  version,
  indexes,
  line,
}: Pick<Projection, 'name' | 'version' | 'indexes' | 'line'>): CollectionDefinition => ({
  name,
  version,
  indexes,
  ...(line && { line: [...new Set([...line, ...indexes.flatMap(indexedFields)])] }),
});

const indexedFields = ({ keys }: CollectionDefinition['indexes'][number]): FieldPath[] =>
  keys.map(({ field }) => field);
