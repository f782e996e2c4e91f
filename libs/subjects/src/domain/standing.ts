import { type DomainError } from '#kernel';
import { broken } from './rules.js';
import { type SubjectState } from './state.js';

type Registered = Extract<SubjectState, { readonly phase: 'registered' }>;

/** Why nothing more can be said about a subject, if so. */
export function standing({ phase }: SubjectState): DomainError | null {
  if (phase === 'unregistered') return broken('subject.not-registered', 'there is no such subject');
  return phase === 'erased' ? broken('subject.erased', 'who the subject was is erased') : null;
}

/** The subject, when something can be said about it. @throws DomainError */
export function registered(state: SubjectState): Registered {
  const refused = standing(state);
  if (refused) throw refused;
  return state as Registered;
}
