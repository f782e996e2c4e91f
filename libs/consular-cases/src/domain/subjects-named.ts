import { type ConsularCaseCommand } from './commands/index.js';
import { type SubjectId } from './events/index.js';
import { CASE_KINDS, type KindDetails } from './kinds/index.js';

/** Every other case that a command names: those whose facts have to be fetched before it is decided. */
export const casesNamedIn = ({ data }: ConsularCaseCommand): readonly string[] =>
  'other' in data ? [data.other] : [];

/** Every subject that a command names: those whose facts have to be fetched before it is decided. */
export function subjectsNamedIn(command: ConsularCaseCommand): readonly SubjectId[] {
  return [...new Set(named(command))].filter((id) => id !== '');
}

function named(command: ConsularCaseCommand): readonly SubjectId[] {
  switch (command.type) {
    case 'OpenConsularCase': {
      const { subjects, applicant = '', details } = command.data;
      return [...subjects, applicant, ...inDetails(details)];
    }
    case 'ClassifyCase':
    case 'RecordKindDetails':
      return inDetails(command.data.details);
    case 'NotifyFamily':
      return [command.data.relative];
    case 'VerifyIdentity':
    case 'RecordIdentityNotConfirmed':
    case 'RecordTravelDocument':
    case 'RecordContact':
      return [command.data.subject ?? ''];
    default:
      return [];
  }
}

/** Every subject that a correction names: as an id, in a list of ids or among facts of a kind. */
export function subjectsNamedInChanges(changes: Readonly<Record<string, unknown>>): readonly SubjectId[] {
  const { subjects = [], subject, relative, applicant, details } = changes;
  const ids = [subjects, subject, relative, applicant].flat().filter((id) => typeof id === 'string');
  return [...new Set([...ids, ...inDetails((details ?? {}) as KindDetails)])];
}

const SUBJECT_FIELDS: ReadonlySet<string> = new Set(
  CASE_KINDS.flatMap(({ fields }) => fields.filter(({ type }) => type === 'subject').map(({ name }) => name)),
);

function inDetails(details: KindDetails = {}): readonly SubjectId[] {
  return Object.entries(details).flatMap(([name, value]) =>
    SUBJECT_FIELDS.has(name) && typeof value === 'string' ? [value] : [],
  );
}
