import { newIdOf } from '#event-sourcing';
import { type CommandEnvelope, dataOf } from '#platform';
import { type Changes, type SubjectDetails } from '../domain/details.js';
import { SUBJECT_CATEGORY } from '../domain/names.js';
import { HandleSubjectCommand } from '../handlers/subject.handler.js';
import { type LiftRestrictionDto, type RestrictProcessingDto } from './restriction.dto.js';
import { type CorrectSubjectDetailsDto, type RegisterSubjectDto } from './subject-input.dto.js';

/** The command that a registration's body means; the new subject's id follows from the command's. */
export const registerSubject = (body: RegisterSubjectDto) => (envelope: CommandEnvelope) => {
  const { kind, ...details } = dataOf(body);
  const id = newIdOf(SUBJECT_CATEGORY, envelope.request.commandId);
  return new HandleSubjectCommand(id, { type: 'RegisterSubject', data: { kind, details } }, envelope);
};

/** The commands that keep data from being read, and let it be read again. */
export const restrictProcessing =
  (id: string, { ground, reason }: RestrictProcessingDto) =>
  (envelope: CommandEnvelope) =>
    new HandleSubjectCommand(id, { type: 'RestrictProcessing', data: { ground, reason } }, envelope);
export const liftRestriction =
  (id: string, { reason }: LiftRestrictionDto) =>
  (envelope: CommandEnvelope) =>
    new HandleSubjectCommand(id, { type: 'LiftRestriction', data: { reason } }, envelope);

/** The command that a correction's body means. A field that both changes and goes away gets its new value. */
export const correctSubjectDetails =
  (id: string, body: CorrectSubjectDetailsDto) => (envelope: CommandEnvelope) => {
    const { changes = {}, remove = [], reason } = dataOf(body);
    const gone: Changes<SubjectDetails> = Object.fromEntries(remove.map((field) => [field, null]));
    const data = { changes: { ...gone, ...changes }, reason };
    return new HandleSubjectCommand(id, { type: 'CorrectSubjectDetails', data }, envelope);
  };
