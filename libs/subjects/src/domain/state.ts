import { assertNever, type Recorded } from '#kernel';
import { DETAIL_FIELDS, DETAIL_NAMES, type DetailField, type SubjectKind } from './details.js';
import { type SubjectEvent } from './events.js';
import { type MergeFacts, mergesAfter, UNMERGED } from './merging.js';

export type SubjectState =
  | { readonly phase: 'unregistered' }
  | ({
      readonly phase: 'registered';
      readonly kind: SubjectKind;
      /** Personal details that ever had a value, in the order of the form. */
      readonly sealedFields: readonly DetailField[];
    } & MergeFacts)
  | { readonly phase: 'erased'; readonly kind?: SubjectKind };

export const initial: SubjectState = { phase: 'unregistered' };

/** What was erased stays so, whatever comes behind it in an odd history. */
export function evolve(state: SubjectState, event: Recorded<SubjectEvent>): SubjectState {
  if (state.phase === 'erased') return state;
  switch (event.type) {
    case 'SubjectRegistered': {
      const { kind, details } = event.data;
      return { phase: 'registered', kind, sealedFields: sealedIn(details), ...UNMERGED };
    }
    case 'SubjectDetailsCorrected':
      return state.phase === 'registered'
        ? {
            ...state,
            sealedFields: sealedIn(event.data.changes, state.sealedFields),
            ...mergesAfter(state, event),
          }
        : state;
    case 'PersonalDataErased':
      return state.phase === 'registered' ? { phase: 'erased', kind: state.kind } : { phase: 'erased' };
    case 'SubjectsMerged':
    case 'SubjectMergedInto':
    case 'SubjectMergeReverted':
    case 'SubjectUnmerged':
      return state.phase === 'registered' ? { ...state, ...mergesAfter(state, event) } : state;
    default:
      return assertNever(event);
  }
}

function sealedIn(
  details: { readonly [F in DetailField]?: unknown },
  before: readonly DetailField[] = [],
): readonly DetailField[] {
  return DETAIL_NAMES.filter(
    (name) => DETAIL_FIELDS[name].sealed && (before.includes(name) || (details[name] ?? null) !== null),
  );
}
