import { type DomainError, type LocalDate } from '#kernel';
import { type SubjectKind } from './details.js';
import { type SubjectEvent } from './events.js';
import { broken } from './rules.js';

/** A record that this one stands for. */
export interface TakenIn {
  readonly id: string;
  readonly on: LocalDate;
  /** The day of the first later event that the merge cannot be taken back behind. */
  readonly reliedOn: LocalDate | null;
}

/** What a record knows of merges. */
export interface MergeFacts {
  readonly merged: readonly TakenIn[];
  /** The record that stands for this one. */
  readonly mergedInto: { readonly id: string; readonly on: LocalDate } | null;
}

export const UNMERGED: MergeFacts = { merged: [], mergedInto: null };

/** What is known about the other record of a merge. */
export interface OtherRecord {
  readonly known: boolean;
  readonly kind?: SubjectKind;
  /** -1 when there is none. */
  readonly revision: number;
  /** Id of the record that it was merged into. */
  readonly mergedInto?: string;
  /** Why it cannot be merged into another one as it stands. */
  readonly unmergeable?: DomainError;
}

/** What a record knows of merges after one more event. */
export function mergesAfter({ merged, mergedInto }: MergeFacts, event: SubjectEvent): MergeFacts {
  const { occurredOn: on } = event;
  switch (event.type) {
    case 'SubjectsMerged':
      return { merged: [...merged, { id: event.data.merged.id, on, reliedOn: null }], mergedInto };
    case 'SubjectMergeReverted':
      return { merged: merged.filter(({ id }) => id !== event.data.merged.id), mergedInto };
    case 'SubjectMergedInto':
      return { merged, mergedInto: { id: event.data.surviving.id, on } };
    case 'SubjectUnmerged':
      return { merged, mergedInto: null };
    default:
      return {
        merged: merged.map((each) => (each.reliedOn === null ? { ...each, reliedOn: on } : each)),
        mergedInto,
      };
  }
}

export const takenIn = ({ merged }: MergeFacts, id: string): TakenIn | undefined =>
  merged.find((each) => each.id === id);

/** A merged record is only to be read. // G-8 */
export const mergedAway = ({ mergedInto }: MergeFacts): DomainError | null =>
  mergedInto ? broken('subject.merged', 'another record stands for this one', { into: mergedInto.id }) : null;

/**
 * Why a record cannot be merged into another one. As the surviving record takes the other in first, no ring can arise:
 * whichever of two took the other in can no longer be merged itself. // G-8, docs/adr/021
 */
export function unmergeable(state: MergeFacts): DomainError | null {
  const { merged, mergedInto } = state;
  if (mergedInto) return broken('subject.already-merged', 'it is merged already', { into: mergedInto.id });
  return merged.length > 0
    ? broken('subject.holds-merged', 'it stands for others', { merged: merged.map(({ id }) => id) })
    : null;
}

/** What was done since was done for both: it cannot be told for which of them. // G-8 */
export function revertible(state: MergeFacts, id: string): DomainError | null {
  const taken = takenIn(state, id);
  if (!taken) return broken('subject.not-merged', 'it stands for no such record', { id });
  return taken.reliedOn === null
    ? null
    : broken('subject.merge-relied-on', 'something was done since', { on: taken.reliedOn });
}
