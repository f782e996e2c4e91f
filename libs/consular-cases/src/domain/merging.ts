import { type ConsularCaseEvent, type ConsularCaseEventType } from './events/index.js';
import { type CaseFile, type OpenedCase, type TakenIn } from './state.js';

/** What says nothing about the case itself: after it a merge can still be taken back. // G-8, domain rules */
const BESIDE_THE_MATTER: ReadonlySet<ConsularCaseEventType> = new Set<ConsularCaseEventType>([
  'NoteAdded',
  'ContactRecorded',
  'OfficerAssigned',
  'DocumentAttached',
  'DocumentHeldOnPaper',
  'RelatedCaseLinked',
  'CasesMerged',
  'MergeReverted',
]);

/** The cases taken in, after an event: one that is about the matter is about theirs, too. */
export function reliedOnAfter(
  taken: readonly TakenIn[],
  { type, occurredOn }: ConsularCaseEvent,
): readonly TakenIn[] {
  if (taken.length === 0 || BESIDE_THE_MATTER.has(type)) return taken;
  return taken.map((each) => (each.reliedOn ? each : { ...each, reliedOn: { type, on: occurredOn } }));
}

/** The case that was taken in under that number. */
export const takenIn = ({ merged }: Pick<CaseFile, 'merged'>, number: string): TakenIn | undefined =>
  merged.find((each) => each.number === number);

/** Everybody whom a case is about, and who asked for help: those it is found by when it is merged. */
export const peopleOf = ({ subjects, applicant }: Pick<OpenedCase, 'subjects' | 'applicant'>): string[] => [
  ...new Set([...subjects.map(({ id }) => id), ...(applicant === undefined ? [] : [applicant])]),
];

/** Whom a case is about, those among them of whom the cases were that it stands for. */
export const subjectsOf = ({ subjects, merged }: Pick<OpenedCase, 'subjects' | 'merged'>): string[] => [
  ...new Set([...subjects.map(({ id }) => id), ...merged.flatMap(({ people }) => people)]),
];

/** Whether a case is about somebody who has these records. */
export const isAbout = (
  fact: { readonly subjects?: readonly string[] } | undefined,
  records: readonly string[],
): boolean => fact?.subjects?.some((id) => records.includes(id)) ?? false;
