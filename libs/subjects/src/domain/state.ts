import { assertNever, type Recorded } from '#kernel';
import { type SubjectKind } from './details.js';
import { type SubjectEvent } from './events.js';

export type SubjectState =
  { readonly phase: 'unregistered' } | { readonly phase: 'registered'; readonly kind: SubjectKind };

export const initial: SubjectState = { phase: 'unregistered' };

export function evolve(state: SubjectState, event: Recorded<SubjectEvent>): SubjectState {
  switch (event.type) {
    case 'SubjectRegistered':
      return { phase: 'registered', kind: event.data.kind };
    case 'SubjectDetailsCorrected':
      return state;
    default:
      return assertNever(event);
  }
}
