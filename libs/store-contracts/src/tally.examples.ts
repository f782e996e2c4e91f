import { z } from 'zod';
import { type DomainEvent, type EventVoided, type FactCorrected } from '#kernel';
import {
  chain,
  type Document,
  EventCodec,
  eventIdOf,
  type EventStore,
  type KeyStore,
  type Projection,
  type ReadStore,
  type StoredEvent,
} from '#event-sourcing';

/** An event store, a read store and keys on fresh data. */
export interface RunnerStores {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  cleanup(): Promise<void>;
}

type Added = DomainEvent<'Added', { readonly amount: number }>;
type Poisoned = DomainEvent<'Poisoned', { readonly why: string }>;
export type TallyEvent = Added | Poisoned | FactCorrected | EventVoided;

export interface Tally extends Document {
  readonly total: number;
  readonly count: number;
}

const anything = z.any();
const codec = new EventCodec<TallyEvent>('tally', {
  Added: { version: 1, schema: z.object({ amount: z.number() }), description: '' },
  Poisoned: { version: 1, schema: anything, description: '' },
  FactCorrected: { version: 1, schema: anything, description: '' },
  EventVoided: { version: 1, schema: anything, description: '' },
});

/** Adds up what a stream says; cannot fold everything. */
export const tallies = (version = '1'): Projection<Tally, TallyEvent> => ({
  name: 'tallies',
  version,
  codec,
  indexes: [{ name: 'total', keys: [{ field: 'total', direction: 'asc' }] }],
  evolve: (document, event) => {
    if (event.type === 'FactCorrected' || event.type === 'EventVoided') return document;
    if (event.type === 'Poisoned') throw new Error('this event cannot be folded');
    if (event.type !== 'Added') return document;
    const { total, count } = document ?? { total: 0, count: 0 };
    return { id: '', revision: 0, total: total + event.data.amount, count: count + 1 };
  },
});

export const added = (amount: number): Added => ({
  type: 'Added',
  data: { amount },
  occurredOn: '2022-01-03',
});

/** Appends events the way commands do: chained, at the end of their stream. */
export function appending(eventStore: () => EventStore) {
  const last = async (stream: string): Promise<StoredEvent | undefined> =>
    (await eventStore().readStream(stream)).at(-1);

  /** The position of the last one. */
  async function append(
    stream: string,
    ...events: readonly { type: string; data: unknown }[]
  ): Promise<string> {
    const before = await last(stream);
    const revision = (before?.revision ?? -1) + 1;
    const drafts = events.map((event, index) => ({
      id: eventIdOf(stream, String(revision), index),
      type: event.type,
      data: event.data,
      metadata: {
        schemaVersion: 1,
        occurredOn: '2022-01-03',
        recordedAt: new Date().toISOString(),
        actor: { id: 'a', role: 'officer' as const, unit: 'u' },
        commandId: 'c',
        $correlationId: 'c',
        $causationId: 'c',
        fingerprint: 'f',
      },
    }));
    const chained = chain(stream, drafts, revision, before?.metadata.integrity.hash ?? '');
    const { position } = await eventStore().append(stream, chained, before?.revision ?? 'no-stream');
    return position;
  }

  return { last, append };
}
