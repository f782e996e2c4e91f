import { type Document, idOf, type OpenPersonal, type Projection } from '#event-sourcing';
import {
  assertNever,
  type Decision,
  decisionsAfter,
  isDecision,
  isProcedural,
  type LocalDate,
  type Recorded,
  searchWords,
  withoutDiacritics,
} from '#kernel';
import {
  type Findings,
  type PersonalDetails,
  type RecordedDetails,
  type SubjectKind,
} from '../domain/details.js';
import { type SubjectEvent, type SubjectStreamEvent } from '../domain/events.js';
import { isMerging, type MergingEvent } from '../domain/merging-events.js';
import { identityNumbers, subjectStream } from '../domain/names.js';
import { applyChanges } from '../domain/rules.js';
import { subjectCodec } from '../stored/events.codec.js';

/** A person or legal entity as it stands. */
export interface SubjectDocument extends Document {
  readonly kind: SubjectKind;
  readonly registeredOn: LocalDate;
  readonly minor: boolean | null;
  readonly homeProvince: string | null;
  readonly nationality: string | null;
  /** Everything about the subject, what is personal sealed. */
  readonly details: Partial<RecordedDetails>;
  /** The one name that stands in the open, for searching and sorting; `null` when it was erased. */
  readonly name: string | null;
  readonly nameKey: string;
  /** Words of all names, without diacritics. */
  readonly words: readonly string[];
  /** Ids of the records of the same person that this one stands for. // G-8 */
  readonly merged: readonly string[];
  /** Id of the record that stands for this one. */
  readonly mergedInto: string | null;
  /** Since when nobody reads who it is but those who decide about that. */
  readonly restrictedOn: LocalDate | null;
  /** The day on which the personal data was erased. */
  readonly erasedOn: LocalDate | null;
  /** What was proposed about the record and what became of it, oldest first. */
  readonly decisions: readonly Decision[];
  /** Kinds of the decisions that are open, each once. */
  readonly waiting: readonly string[];
  /** Keyed digests of all numbers of identity papers: equal numbers are found, none can be read. */
  readonly identityDigests: readonly string[];
}

/** As much of a subject as a list shows, and a case that names it. */
export type SubjectLine = Pick<
  SubjectDocument,
  | 'id'
  | 'revision'
  | 'kind'
  | 'name'
  | 'minor'
  | 'homeProvince'
  | 'nationality'
  | 'registeredOn'
  | 'restrictedOn'
  | 'erasedOn'
  | 'merged'
  | 'mergedInto'
>;
const line = [
  'kind',
  'name',
  'minor',
  'homeProvince',
  'nationality',
  'registeredOn',
  'restrictedOn',
  'erasedOn',
  'merged',
  'mergedInto',
] as const;

/** Turns a normalised identity number into what is stored to find it. */
export type IdentityDigest = (number: string) => Promise<string>;

const indexes: Projection['indexes'] = [
  { name: 'name', keys: [{ field: 'nameKey', direction: 'asc' }] },
  {
    name: 'kind',
    keys: [
      { field: 'kind', direction: 'asc' },
      { field: 'nameKey', direction: 'asc' },
    ],
  },
  { name: 'words', keys: [{ field: 'words', direction: 'asc' }], many: true },
  { name: 'restricted', keys: [{ field: 'restrictedOn', direction: 'asc' }] },
  { name: 'erased', keys: [{ field: 'erasedOn', direction: 'asc' }] },
  { name: 'waiting', keys: [{ field: 'waiting', direction: 'asc' }], many: true },
  { name: 'identity', keys: [{ field: 'identityDigests', direction: 'asc' }], many: true },
];

/** Where questions about subjects are answered from. */
export const SUBJECTS = { name: 'subjects', version: '5', indexes, line } as const;

/**
 * The read model that finds people by name and number, and the only one in which a name stands in the open: what is
 * searched is computed after folding from the sealed fields, so that it goes when their key goes.
 */
export const subjectsProjection = (
  digest: IdentityDigest,
): Projection<SubjectDocument, SubjectStreamEvent> => ({
  ...SUBJECTS,
  codec: subjectCodec,
  evolve,
  reveal: (document, open) => reveal(document, open, digest),
});

/** The document of a subject before it was ever heard of. */
const unknown = ({ id, revision }: Pick<Document, 'id' | 'revision'>): SubjectDocument => ({
  id,
  revision,
  kind: 'person',
  registeredOn: '',
  minor: null,
  homeProvince: null,
  nationality: null,
  details: {},
  merged: [],
  mergedInto: null,
  restrictedOn: null,
  erasedOn: null,
  decisions: [],
  waiting: [],
  name: null,
  nameKey: '',
  words: [],
  identityDigests: [],
});

/** Folds one event; without its registration a subject has no document. */
export function evolve(
  document: SubjectDocument | null,
  event: Recorded<SubjectStreamEvent>,
): SubjectDocument | null {
  if (!isProcedural(event)) return evolveFact(document, event);
  if (!document || !isDecision(event)) return document;
  const decisions = decisionsAfter(document.decisions, event);
  const open = decisions.filter(({ standing }) => standing === 'open').map(({ kind }) => kind);
  return { ...document, decisions, waiting: [...new Set(open)] };
}

function evolveFact(document: SubjectDocument | null, event: Recorded<SubjectEvent>): SubjectDocument | null {
  if (isMerging(event)) return document && { ...document, ...mergesIn(document, event) };
  switch (event.type) {
    case 'SubjectRegistered': {
      const { stream, revision, occurredOn } = event;
      const { kind, details } = event.data;
      return withDetails(
        { ...unknown({ id: idOf(stream), revision }), kind, registeredOn: occurredOn },
        details,
      );
    }
    case 'ProcessingRestricted':
      return document && { ...document, restrictedOn: event.occurredOn };
    case 'RestrictionLifted':
      return document && { ...document, restrictedOn: null };
    case 'PersonalDataErased':
      return document && { ...document, details: findingsOf(document.details), erasedOn: event.occurredOn };
    case 'SubjectDetailsCorrected':
      return document && withDetails(document, applyChanges(document.details, event.data.changes));
    default:
      return assertNever(event);
  }
}

/** Which records stand for which, after one more event about it. */
function mergesIn(
  { merged, mergedInto }: SubjectDocument,
  { type, data }: MergingEvent,
): Pick<SubjectDocument, 'merged' | 'mergedInto'> {
  switch (type) {
    case 'SubjectsMerged':
      return { merged: [...merged, data.merged.id], mergedInto };
    case 'SubjectMergeReverted':
      return { merged: merged.filter((id) => id !== data.merged.id), mergedInto };
    case 'SubjectMergedInto':
      return { merged, mergedInto: data.surviving.id };
    case 'SubjectUnmerged':
      return { merged, mergedInto: null };
  }
}

function withDetails(document: SubjectDocument, details: Partial<RecordedDetails>): SubjectDocument {
  const { minor = null, homeProvince = null, nationality = null } = details;
  return { ...document, minor, homeProvince, nationality, details };
}

/** What names nobody, and stays. */
const findingsOf = ({ minor, homeProvince, nationality }: Partial<RecordedDetails>): Findings =>
  applyChanges({}, { minor, homeProvince, nationality });

async function reveal(
  document: SubjectDocument,
  open: OpenPersonal,
  digest: IdentityDigest,
): Promise<SubjectDocument> {
  const { name, otherNames, identityPapers, passport } = document.details;
  const opened = withoutNulls(
    await open(subjectStream(document.id), { name, otherNames, identityPapers, passport }),
  );
  const names = [...(opened.name === undefined ? [] : [opened.name]), ...(opened.otherNames ?? [])];
  return {
    ...document,
    name: opened.name ?? null,
    nameKey: withoutDiacritics(opened.name ?? ''),
    words: searchWords(names.join(' ')),
    identityDigests: await Promise.all(identityNumbers(opened).map(digest)),
  };
}

/** What an erased key left readable. */
function withoutNulls(details: unknown): Partial<PersonalDetails> {
  return applyChanges({}, details as Partial<PersonalDetails>);
}
