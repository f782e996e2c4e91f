import { z } from 'zod';
import { type Document, EventCodec, idOf, type Projection } from '#event-sourcing';
import { type Command, type Decider, DomainError, type DomainEvent, type Recorded } from '#kernel';

/** Cases as the bench folds them: the same amount of work as a real case, none of its rules. */
export type CaseEvent = DomainEvent<string, Readonly<Record<string, unknown>>>;

const TYPES = [
  'ConsularCaseOpened',
  'OfficerAssigned',
  'IdentityVerified',
  'CaseForwarded',
  'MissionReported',
  'NoteAdded',
  'OutcomeRecorded',
  'FamilyNotified',
  'CaseClosed',
] as const;

const shape = {
  version: 1,
  schema: z.record(z.string(), z.unknown()),
  description: 'An event of the bench.',
};

export const caseCodec = new EventCodec<CaseEvent>(
  'consularCase',
  Object.fromEntries(TYPES.map((type) => [type, shape])),
);

export interface CaseDocument extends Document {
  readonly number: string;
  readonly phase: string;
  readonly kind: string;
  readonly country: string | null;
  readonly officer: string | null;
  readonly unit: string;
  readonly openedOn: string;
  readonly dueOn: string | null;
  readonly subjects: readonly string[];
  readonly summary: unknown;
  readonly last: { readonly type: string; readonly recordedAt: string; readonly actor: string };
  readonly steps: Readonly<Record<string, number>>;
}

const along = (name: string, ...fields: readonly string[]) => ({
  name,
  keys: [
    ...fields.map((field) => ({ field, direction: 'asc' as const })),
    { field: 'openedOn', direction: 'desc' as const },
  ],
});

export const caseIndexes: Projection['indexes'] = [
  along('opened'),
  along('phase', 'phase'),
  along('kind', 'kind'),
  along('country', 'country'),
  along('country-kind', 'country', 'kind'),
  along('officer', 'officer'),
  along('unit', 'unit'),
  { name: 'due', keys: [{ field: 'dueOn', direction: 'asc' }] },
  { name: 'number', keys: [{ field: 'number', direction: 'asc' }] },
  { name: 'subjects', keys: [{ field: 'subjects', direction: 'asc' }], many: true },
];

const PHASES: Readonly<Record<string, string>> = {
  IdentityVerified: 'verified',
  CaseForwarded: 'forwarded',
  MissionReported: 'in_protection',
  OutcomeRecorded: 'resolved',
  CaseClosed: 'closed',
};

export const caseProjection: Projection<CaseDocument, CaseEvent> = {
  name: 'bench-cases',
  version: '1',
  codec: caseCodec,
  indexes: caseIndexes,
  evolve: (document, event) => {
    const { type, data, recordedAt, actor } = event;
    const before = type === 'ConsularCaseOpened' ? openedCase(event) : document;
    if (!before) return null;
    return {
      ...before,
      phase: PHASES[type] ?? before.phase,
      ...(type === 'OfficerAssigned' && { officer: String(data['officer']), unit: String(data['unit']) }),
      ...(type === 'CaseClosed' && { dueOn: null }),
      last: { type, recordedAt, actor: actor.id },
      steps: { ...before.steps, [type]: (before.steps[type] ?? 0) + 1 },
    };
  },
};

function openedCase({ stream, revision, data, recordedAt, actor, type }: Recorded<CaseEvent>): CaseDocument {
  const given = data as Pick<CaseDocument, 'number' | 'kind' | 'country' | 'unit' | 'subjects' | 'summary'>;
  const openedOn = String(data['receivedOn']);
  return {
    id: idOf(stream),
    revision,
    number: given.number,
    phase: 'received',
    kind: given.kind,
    country: given.country,
    officer: null,
    unit: given.unit,
    openedOn,
    dueOn: openedOn,
    subjects: given.subjects,
    summary: given.summary,
    last: { type, recordedAt, actor: actor.id },
    steps: {},
  };
}

export interface CaseState {
  readonly phase: string | null;
  readonly events: number;
}

export type AddNote = Command<'AddNote', { readonly text: unknown }>;

export const caseDecider: Decider<AddNote, CaseState, CaseEvent, null> = {
  category: 'consularCase',
  initial: { phase: null, events: 0 },
  evolve: ({ phase, events }, { type }) => ({
    phase: type === 'ConsularCaseOpened' ? 'received' : (PHASES[type] ?? phase),
    events: events + 1,
  }),
  decide: ({ data }, { phase }, { occurredOn }) => {
    if (phase === 'closed') throw new DomainError('consular-case.not-open', 'the case is closed');
    return [{ type: 'NoteAdded', data, occurredOn }];
  },
  admits: () => null,
};
