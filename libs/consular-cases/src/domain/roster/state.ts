import { type LocalDate, type Recorded } from '#kernel';
import { type SubjectId } from '../events/index.js';
import { type RosterEvent } from './events.js';
import { type RosterStatus } from './vocabulary.js';

/** Somebody on a roster. */
export interface ListedPerson {
  readonly phase: 'listed';
  readonly subject: SubjectId;
  readonly status: RosterStatus;
  readonly lastContactOn: LocalDate | null;
  /** Id of the person's own case. */
  readonly ownCase: string | null;
  /** The day on which they came onto it. */
  readonly since: LocalDate;
  /** The day that was told last. */
  readonly asOf: LocalDate;
}

/** Somebody who was taken off a roster, or nobody yet. */
export interface AbsentPerson {
  readonly phase: 'absent';
  readonly subject?: SubjectId;
  /** The day on which they were taken off. */
  readonly since?: LocalDate;
}

export type RosterEntry = AbsentPerson | ListedPerson;

export const initial: RosterEntry = { phase: 'absent' };

/** Folds one event in; total: what is said about somebody who is not listed is nothing. */
export function evolve(state: RosterEntry, { type, data, occurredOn }: Recorded<RosterEvent>): RosterEntry {
  switch (type) {
    case 'RosterEntryAdded': {
      const { subject, status, lastContactOn = null, ownCase } = data;
      const known = { status, lastContactOn, ownCase: ownCase?.id ?? null };
      return { phase: 'listed', subject: subject.id, ...known, since: occurredOn, asOf: occurredOn };
    }
    case 'RosterEntryUpdated': {
      if (state.phase === 'absent') return state;
      const { status = state.status, lastContactOn = state.lastContactOn, ownCase } = data;
      return { ...state, status, lastContactOn, ownCase: ownCase?.id ?? state.ownCase, asOf: occurredOn };
    }
    case 'RosterEntryRemoved':
      return takenOff(state, occurredOn);
  }
}

/** Whose entry it was stays known: what is written about it still is theirs. */
const takenOff = (state: RosterEntry, since: LocalDate): AbsentPerson =>
  state.phase === 'absent' ? state : { phase: 'absent', subject: state.subject, since };
