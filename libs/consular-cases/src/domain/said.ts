import { isPlain, isSealed, type LocalDate, type SourceDocument } from '#kernel';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from './events/index.js';
import { type RecordedDetails } from './kinds/types.js';

/** What a fact that stands said in the open: sealed texts are left out, as nobody could compare them. */
export interface Said {
  readonly type: ConsularCaseEventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly on: LocalDate;
  /** Register and number of the paper it rests on. */
  readonly letter?: string;
}

type Open<T extends ConsularCaseEventType> = (data: EventOf<T>['data']) => Readonly<Record<string, unknown>>;

/** The open part of the facts that can be repeated to no effect. */
const OPEN_PART: { readonly [T in ConsularCaseEventType]?: Open<T> } = {
  IdentityVerified: ({ subject, method, homeProvince, residenceProof }) => ({
    subject: subject.id,
    method,
    homeProvince,
    residenceProof,
  }),
  DossierCompleted: ({ what, papers, remains }) => ({ what, papers, remains }),
  CaseForwarded: ({ addressee, mission, enclosures }) => ({ addressee, mission, enclosures }),
  MissionReported: ({ mission }) => ({ mission }),
  OutcomeRecorded: ({ outcome, decidedBy }) => ({ outcome, decidedBy }),
  FamilyNotified: ({ relative, channel }) => ({ relative, channel }),
  CaseClosed: () => ({}),
  // Kind and country stand in the case itself: what is kept is when they were said, and on what paper.
  CaseClassified: () => ({}),
  OfficerAssigned: ({ officer, role }) => ({ officer, role }),
  CaseMarkedUnreachable: () => ({}),
  CaseReopened: ({ ground, newFact }) => ({ ground, newFact }),
  RelatedCaseLinked: ({ other, relation }) => ({ other: other.id, relation }),
  CaseTransferredOut: ({ party, province, basis }) => ({ party, province, basis }),
  TransferAccepted: () => ({}),
  TransferDeclined: () => ({}),
  FileClosed: ({ weededOn, retention }) => ({ weededOn, retention: retention.rule }),
};

/** The facts that stand after one more, each as it was said last. */
export function saidAfter(said: readonly Said[], event: Happened): readonly Said[] {
  return factsIn(event).reduce<readonly Said[]>(
    (standing, now) => [...standing.filter((earlier) => !replaces(now, earlier)), now],
    said,
  );
}

/** What an opened case says that a later command could say again: its kind and country. */
export const saidAtOpening = ({ occurredOn, source }: Happened): readonly Said[] => [
  { type: 'CaseClassified', data: {}, on: occurredOn, ...letterOf(source) },
];

type Happened = ConsularCaseEvent & { readonly source?: SourceDocument };

function factsIn({ type, data, occurredOn, source }: Happened): Said[] {
  const open = OPEN_PART[type] as Open<ConsularCaseEventType> | undefined;
  const told = { on: occurredOn, ...letterOf(source) };
  return [
    ...(open ? [{ type, data: present(open(data)), ...told }] : []),
    ...('details' in data ? detailsSaid(data.details).map((fact) => ({ ...fact, ...told })) : []),
  ];
}

/** Every fact of a kind by itself, whatever brought it. */
export const detailsSaid = (details: RecordedDetails): Pick<Said, 'type' | 'data'>[] =>
  Object.entries(details)
    .filter(([, value]) => !isPlain(value) && !isSealed(value))
    .map(([name, value]) => ({ type: 'KindDetailsRecorded', data: { name, value } }));

/** A new outcome is news for the family; there is one lead, and one part that an officer has. */
function replaces(now: Said, earlier: Said): boolean {
  if (now.type === 'OutcomeRecorded' && earlier.type === 'FamilyNotified') return true;
  if (now.type === 'CaseReopened') return OF_THE_END.has(earlier.type);
  return now.type === earlier.type && (REPLACES[now.type]?.(now.data, earlier.data) ?? false);
}

/** What is over with when a case is taken up again. */
const OF_THE_END: ReadonlySet<ConsularCaseEventType> = new Set<ConsularCaseEventType>([
  'OutcomeRecorded',
  'FamilyNotified',
  'CaseClosed',
  'FileClosed',
]);

type Facts = Said['data'];

const REPLACES: { readonly [T in ConsularCaseEventType]?: (now: Facts, earlier: Facts) => boolean } = {
  OutcomeRecorded: () => true,
  CaseClassified: () => true,
  CaseMarkedUnreachable: () => true,
  CaseTransferredOut: () => true,
  TransferAccepted: () => true,
  TransferDeclined: () => true,
  DossierCompleted: (now, earlier) => now['what'] === earlier['what'],
  KindDetailsRecorded: (now, earlier) => now['name'] === earlier['name'],
  OfficerAssigned: (now, earlier) =>
    now['officer'] === earlier['officer'] || (now['role'] === 'lead' && earlier['role'] === 'lead'),
};

/** Whether two facts say the same, on the same day and paper, in whatever order a store keeps their keys. */
export const saySame = (one: Said, other: Said): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const present = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

/** What a letter is known by: its place in the register. */
export function letterOf(source: SourceDocument | undefined): { readonly letter?: string } {
  return source ? { letter: `${source.register}/${source.date.slice(0, 4)}/${source.number}` } : {};
}
