import { z } from 'zod';
import {
  type Document,
  EventCodec,
  type LabelledField,
  personalValue,
  type Projection,
  type StreamType,
} from '#event-sourcing';
import {
  type Command,
  type DomainEvent,
  type EventVoided,
  type FactCorrected,
  personal,
  type Personal,
} from '#kernel';
import { type ModuleDescriptor, type StreamDescriptor } from '#platform';

type Opened = DomainEvent<'ParcelOpened', { readonly kind: string; readonly note: Personal<string> }>;
type Moved = DomainEvent<'ParcelMoved', { readonly to: string }>;
type Spoiled = DomainEvent<'ParcelSpoiled', Record<string, never>>;
type Erased = DomainEvent<'ParcelErased', Record<string, never>>;
type Abandoned = DomainEvent<
  'IntakeAbandoned',
  { readonly number: string; readonly reason: Personal<string> }
>;
export type ParcelEvent = Opened | Moved | Spoiled | Erased | Abandoned | FactCorrected | EventVoided;

interface Parcel extends Document {
  readonly kind: string;
  readonly place: string | null;
  readonly note: Personal<string>;
}

const anything = z.any();

export const parcelCodec = new EventCodec<ParcelEvent>('parcel', {
  ParcelOpened: {
    version: 1,
    schema: z.strictObject({ kind: z.string(), note: personalValue(z.string()) }),
    description: '',
  },
  ParcelMoved: { version: 1, schema: z.strictObject({ to: z.string() }), description: '' },
  ParcelSpoiled: { version: 1, schema: z.strictObject({}), description: '' },
  ParcelErased: { version: 1, schema: z.strictObject({}), description: '' },
  IntakeAbandoned: {
    version: 1,
    schema: z.strictObject({ number: z.string(), reason: personalValue(z.string()) }),
    description: '',
  },
  FactCorrected: { version: 1, schema: anything, description: '' },
  EventVoided: { version: 1, schema: anything, description: '' },
});

/** A spoiled parcel cannot be folded while this is true. */
export const mood = { spoils: false };

const parcels: Projection<Parcel, ParcelEvent> = {
  name: 'parcels',
  version: '1',
  codec: parcelCodec,
  indexes: [{ name: 'kind', keys: [{ field: 'kind', direction: 'asc' }] }],
  evolve: (document, event) => {
    if (event.type === 'ParcelSpoiled' && mood.spoils) throw new Error('spoiled');
    if (event.type === 'ParcelOpened') return { id: '', revision: 0, place: null, ...event.data };
    return document && event.type === 'ParcelMoved' ? { ...document, place: event.data.to } : document;
  },
};

const fields: readonly LabelledField[] = [
  { field: 'kind', label: { vi: 'Loại', en: 'Kind' } },
  { field: 'place', label: { vi: 'Nơi', en: 'Place' } },
  { field: 'note', label: { vi: 'Ghi chú', en: 'Note' } },
];

type Abandon = Command<'AbandonIntake', { readonly number: string; readonly reason: string }>;

const type: StreamType<Abandon, number, ParcelEvent, unknown> = {
  codec: parcelCodec,
  decider: {
    category: 'parcel',
    initial: 0,
    evolve: (count) => count + 1,
    admits: () => null,
    decide: ({ data }, count, { occurredOn }) =>
      count > 0
        ? []
        : [
            {
              type: 'IntakeAbandoned',
              data: { number: data.number, reason: personal(data.reason, []) },
              occurredOn,
            },
          ],
  },
};

const abandonIntake: StreamDescriptor['abandonIntake'] = async ({ processor }, intake, command) => {
  const { stream, number, reason } = intake;
  const context = { ...command.context, facts: undefined };
  await processor.handle(
    type,
    stream,
    { type: 'AbandonIntake', data: { number, reason } },
    context,
    command.request,
  );
};

/** A module as small as the programs can bear: parcels that are opened, moved, spoiled and numbered. */
export const PARCELS: ModuleDescriptor = {
  name: 'parcels',
  streams: [
    {
      category: 'parcel',
      codec: parcelCodec,
      projection: () => parcels,
      fields,
      abandonIntake,
      erasedBy: 'ParcelErased',
    },
  ],
};
