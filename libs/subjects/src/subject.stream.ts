import { stateOf, type StoredEvent } from '#event-sourcing';
import { type DomainError } from '#kernel';
import { subjectDecider } from './domain/decider.js';
import { type OtherRecord, unmergeable } from './domain/merging.js';
import { broken } from './domain/rules.js';
import { type SubjectState } from './domain/state.js';
import { subjectCodec } from './stored/events.codec.js';

/** The stream type of subjects: their rules and their stored shapes. */
export const SUBJECT = { decider: subjectDecider, codec: subjectCodec };

/** How a record stands that a merge names. */
export function otherRecord(stored: readonly StoredEvent[]): OtherRecord {
  const state = stateOf(SUBJECT, stored);
  const revision = stored.length - 1;
  if (state.phase === 'unregistered') return { known: false, revision };
  const refused = whyUnmergeable(state);
  return {
    known: true,
    revision,
    ...(state.kind && { kind: state.kind }),
    ...(state.phase === 'registered' && state.mergedInto && { mergedInto: state.mergedInto.id }),
    ...(refused && { unmergeable: refused }),
  };
}

/** Who was erased is merged with nobody: nothing shows any more that they are one. */
export function whyUnmergeable(state: SubjectState): DomainError | null {
  if (state.phase === 'registered') return unmergeable(state);
  return state.phase === 'erased' ? broken('subject.erased', 'who the other was is erased') : null;
}
