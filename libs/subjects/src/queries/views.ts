import { type ParkedMark } from '#event-sourcing';
import { isSealed } from '#kernel';
import { DETAIL_FIELDS, DETAIL_NAMES, type DetailField, type SubjectDetails } from '../domain/details.js';
import { type SubjectDocument, type SubjectLine } from '../projections/subjects.js';

/** One line of a list of subjects; the name is `null` for who may not see it and when it was erased. */
export type SubjectListItem = SubjectLine & ParkedMark;

export interface SubjectPage {
  readonly items: readonly SubjectListItem[];
  /** Where to go on; absent when there is no more. */
  readonly next?: string;
}

/** Every detail; what is not known, erased or not for the reader's eyes is `null`. */
export type SubjectView = Pick<
  SubjectDocument,
  'id' | 'revision' | 'kind' | 'registeredOn' | 'restrictedOn' | 'erasedOn' | 'merged' | 'mergedInto'
> & {
  readonly [F in DetailField]-?: Exclude<SubjectDetails[F], undefined> | null;
} & {
  /** False when the reader may not see personal data. */
  readonly personalShown: boolean;
  /** Fields that have a value which the reader does not see: not permitted, or erased. */
  readonly withheld: readonly DetailField[];
} & ParkedMark;

export function listItem(line: SubjectLine, mayRead: boolean): SubjectLine {
  const { id, revision, kind, name, minor, homeProvince, nationality, registeredOn, erasedOn } = line;
  const { restrictedOn, merged, mergedInto } = line;
  return {
    id,
    revision,
    kind,
    name: mayRead ? name : null,
    minor,
    homeProvince,
    nationality,
    registeredOn,
    restrictedOn,
    erasedOn,
    merged,
    mergedInto,
  };
}

/** `shown` are the document's details as the reader may see them, `null` for each that is withheld. */
export function subjectView(
  document: SubjectDocument,
  shown: Readonly<Partial<Record<DetailField, unknown>>>,
  personalShown: boolean,
): Omit<SubjectView, 'parkedAt'> {
  const { id, revision, kind, registeredOn, restrictedOn, erasedOn, details } = document;
  const { merged, mergedInto } = document;
  const values = DETAIL_NAMES.map((field) => [field, shown[field] ?? null]);
  const withheld = DETAIL_NAMES.filter(
    (field) => DETAIL_FIELDS[field].sealed && isSealed(details[field]) && (shown[field] ?? null) === null,
  );
  const all = Object.fromEntries(values) as Pick<SubjectView, DetailField>;
  const head = { id, revision, kind, registeredOn, restrictedOn, erasedOn, merged, mergedInto };
  return { ...head, ...all, personalShown, withheld };
}
