import { type LocalDate, type SourceDocument } from '#kernel';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from './events.js';

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
};

/** The facts that stand after one more: a dossier is completed anew, and a new outcome is news for the family. */
export function saidAfter(
  said: readonly Said[],
  { type, data, occurredOn, source }: ConsularCaseEvent & { readonly source?: SourceDocument },
): readonly Said[] {
  const open = OPEN_PART[type] as Open<ConsularCaseEventType> | undefined;
  if (!open) return said;
  const now: Said = { type, data: present(open(data)), on: occurredOn, ...letterOf(source) };
  return [...said.filter((earlier) => !replaces(now, earlier)), now];
}

function replaces(now: Said, earlier: Said): boolean {
  if (now.type === 'OutcomeRecorded') return ['OutcomeRecorded', 'FamilyNotified'].includes(earlier.type);
  return (
    now.type === 'DossierCompleted' && earlier.type === now.type && earlier.data['what'] === now.data['what']
  );
}

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
