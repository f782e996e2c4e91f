import {
  type CollectionDefinition,
  type Document,
  type ReadCollection,
  type ReadStore,
} from '#event-sourcing';

export interface Case extends Document {
  readonly status: string;
  readonly openedOn: string | null;
  readonly words?: readonly string[];
}

/** A read model as lists have it. */
export const CASES: CollectionDefinition = {
  name: 'cases',
  version: '1',
  indexes: [
    { name: 'opened', keys: [{ field: 'openedOn', direction: 'desc' }] },
    {
      name: 'status',
      keys: [
        { field: 'status', direction: 'asc' },
        { field: 'openedOn', direction: 'desc' },
      ],
    },
    { name: 'words', keys: [{ field: 'words', direction: 'asc' }], many: true },
  ],
};

export const NEWEST_FIRST = [{ field: 'openedOn', direction: 'desc' }] as const;

export const caseOf = (at: number, revision = 0): Case => ({
  id: `c-${at}`,
  revision,
  status: at % 2 === 0 ? 'open' : 'closed',
  openedOn: `2024-01-${String(1 + (at % 28)).padStart(2, '0')}`,
  words: ['all', `w-${at}`],
});

/** Saves the documents, and the checkpoint behind them. */
export const save = (
  store: ReadStore,
  collection: ReadCollection<Case>,
  cases: readonly Case[],
  position?: string,
): Promise<void> => {
  const documents = cases.map((body) => ({ id: body.id, revision: body.revision, body }));
  const { name, version } = collection.definition;
  const checkpoint = { projection: `${name}@${version}`, recordedAt: '2024-01-01' };
  return store.save([{ collection, documents }], position === undefined ? [] : [{ ...checkpoint, position }]);
};
