import { assertNever, type CommandContext, type Decider, type DomainError, type Recorded } from '#kernel';
import { type SubjectCommand, type SubjectContextFacts } from './commands.js';
import { correctSubjectDetails } from './decide/correct-subject-details.js';
import { mergeSubjects, revertSubjectMerge } from './decide/merge-subjects.js';
import { restriction } from './decide/restriction.js';
import { registerSubject } from './decide/register-subject.js';
import { type SubjectEvent } from './events.js';
import { mergedAway } from './merging.js';
import { isMerging } from './merging-events.js';
import { broken, fieldNotOfKind } from './rules.js';
import { standing } from './standing.js';
import { evolve, initial, type SubjectState } from './state.js';

export type SubjectDecider = Decider<SubjectCommand, SubjectState, SubjectEvent, SubjectContextFacts>;

/** People and legal entities: who they are, and nothing about their cases. */
export const subjectDecider: SubjectDecider = {
  category: 'subject',
  initial,
  evolve,
  decide,
  admits,
};

function decide(
  command: SubjectCommand,
  state: SubjectState,
  context: CommandContext<SubjectContextFacts>,
): readonly SubjectEvent[] {
  const { occurredOn, today } = context;
  if (occurredOn > today) {
    throw broken('subject.date-in-future', 'what is recorded has happened', { field: 'occurredOn', today });
  }
  switch (command.type) {
    case 'RegisterSubject':
      return registerSubject(command, state, context);
    case 'MergeSubjects':
      return mergeSubjects(command, state, context);
    case 'RevertSubjectMerge':
      return revertSubjectMerge(command, state, context);
    case 'RestrictProcessing':
    case 'LiftRestriction':
      return restriction(command, state, context);
    case 'CorrectSubjectDetails':
      return correctSubjectDetails(command, state, context);
    default:
      return assertNever(command);
  }
}

function admits(state: SubjectState, event: Recorded<SubjectEvent>): DomainError | null {
  if (isMerging(event)) return standing(state);
  switch (event.type) {
    case 'SubjectRegistered':
      return state.phase !== 'unregistered'
        ? broken('subject.already-registered', 'the subject is registered')
        : fieldNotOfKind(event.data.kind, event.data.details);
    case 'SubjectDetailsCorrected':
      return state.phase === 'registered'
        ? (mergedAway(state) ?? fieldNotOfKind(state.kind, event.data.changes))
        : standing(state);
    case 'ProcessingRestricted':
    case 'RestrictionLifted':
    case 'PersonalDataErased':
      return standing(state);
    default:
      return assertNever(event);
  }
}
