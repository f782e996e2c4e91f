import { assertNever, type Recorded } from '#kernel';
import { DETAIL_FIELDS, DETAIL_NAMES, type DetailField, type SubjectKind } from './details.js';
import { type SubjectEvent } from './events.js';
import { type MergeFacts, mergesAfter, UNMERGED } from './merging.js';
import { isMerging } from './merging-events.js';

export type SubjectState =
  | { readonly phase: 'unregistered' }
  | ({
      readonly phase: 'registered';
      readonly kind: SubjectKind;
      /** Personal details that ever had a value, in the order of the form. */
      readonly sealedFields: readonly DetailField[];
      /** Read by nobody but who decides about it. */
      readonly restricted: boolean;
    } & MergeFacts)
  | { readonly phase: 'erased'; readonly kind?: SubjectKind };

export const initial: SubjectState = { phase: 'unregistered' };

type Registered = Extract<SubjectState, { readonly phase: 'registered' }>;

/** What was erased stays so, whatever comes behind it in an odd history. */
export function evolve(state: SubjectState, event: Recorded<SubjectEvent>): SubjectState {
  if (state.phase === 'erased') return state;
  if (event.type === 'PersonalDataErased')
    return state.phase === 'registered' ? { phase: 'erased', kind: state.kind } : { phase: 'erased' };
  if (event.type === 'SubjectRegistered') {
    const { kind, details } = event.data;
    return {
      phase: 'registered',
      kind,
      sealedFields: sealedIn(details),
      restricted: false,
      ...UNMERGED,
    };
  }
  return state.phase === 'registered' ? after(state, event) : state;
}

type Later = Exclude<Recorded<SubjectEvent>, { readonly type: 'SubjectRegistered' | 'PersonalDataErased' }>;

function after(state: Registered, event: Later): Registered {
  if (isMerging(event)) return { ...state, ...mergesAfter(state, event) };
  switch (event.type) {
    case 'SubjectDetailsCorrected': {
      const sealedFields = sealedIn(event.data.changes, state.sealedFields);
      return { ...state, sealedFields, ...mergesAfter(state, event) };
    }
    case 'ProcessingRestricted':
      return { ...state, restricted: true };
    case 'RestrictionLifted':
      return { ...state, restricted: false };
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
