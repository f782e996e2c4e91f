import { type DomainEvent, type Recorded } from '#kernel';
import { idOf } from '../event-store.port.js';
import { type Projection } from '../projection.js';
import { type Document } from '../read-store.port.js';

export interface ProjectionSpec<D extends Document, E extends DomainEvent> {
  /** A history of one stream, oldest first. */
  given(...history: readonly Recorded<E>[]): {
    /** The whole document, nothing more and nothing less; `null` when there is none. */
    then(document: D | null): void;
    /** The whole document, for an example that is compared elsewhere. */
    document(): D | null;
  };
}

/**
 * Given a history, then exactly this document. It is folded twice and must come out the same, it must not change what
 * it was folded from, and it must be plain JSON: that is what makes a rebuilt read model equal the live one.
 */
export function projectionSpec<D extends Document, E extends DomainEvent>(
  projection: Pick<Projection<D, E>, 'evolve'>,
): ProjectionSpec<D, E> {
  return {
    given: (...history) => {
      const document = folded(projection, history);
      expect(folded(projection, history)).toStrictEqual(document);
      expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document);
      return { then: (expected) => expect(document).toStrictEqual(expected), document: () => document };
    },
  };
}

/** Each step starts from frozen JSON, as from a store. */
function folded<D extends Document, E extends DomainEvent>(
  projection: Pick<Projection<D, E>, 'evolve'>,
  history: readonly Recorded<E>[],
): D | null {
  let document: D | null = null;
  for (const event of history) {
    const next: D | null = projection.evolve(deepFrozen(document), deepFrozen(event));
    document = next && { ...next, id: idOf(event.stream), revision: event.revision };
  }
  return document;
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}
