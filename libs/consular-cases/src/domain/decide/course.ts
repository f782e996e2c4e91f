import { refuse } from '../errors.js';
import { type Decide, given, happened, ownersOf, ready, text, texts } from './deciding.js';

/** Another agency is asked, by letter. // Consular cases, domain rules */
export const seekOpinion: Decide<'SeekOpinion'> = ({ data }, state, context) => {
  const file = ready(state, 'OpinionRequested');
  const owners = ownersOf(file);
  const asked = given({
    requestNo: file.opinions.length + 1,
    agency: text(owners, 'agency', data.agency),
    question: text(owners, 'question', data.question),
    dueOn: data.dueOn,
  });
  return happened('OpinionRequested', asked, context);
};

/** What the agency thinks, or that it said nothing. // Consular cases, domain rules */
export const recordOpinion: Decide<'RecordOpinion'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'OpinionReceived'));
  const { requestNo, stance, opinion } = data;
  return happened('OpinionReceived', { requestNo, stance, ...texts(owners, { opinion }) }, context);
};

/** Somebody who may allows more time for what is due. // Consular cases, domain rules */
export const extendDeadline: Decide<'ExtendDeadline'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'DeadlineExtended'));
  const { deadline, newDue } = data;
  const oldDue = context.facts.due?.[deadline] ?? null;
  if (oldDue === null) return refuse('consular-case.deadline-not-running', { deadline });
  const extended = {
    deadline,
    oldDue,
    newDue,
    authority: text(owners, 'authority', data.authority),
    reason: text(owners, 'reason', data.reason),
  };
  return happened('DeadlineExtended', extended, context);
};
