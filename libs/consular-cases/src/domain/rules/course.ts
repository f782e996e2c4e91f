import { refusal } from '../errors.js';
import { registeredPaper } from './papers.js';
import { type Rule, type StandingRule } from './rule.js';

/** Nobody answers what nobody asked. */
export const nobodyAsked: StandingRule = ({ opinions }) =>
  opinions.some(({ stance }) => stance === null) ? null : refusal('consular-case.no-opinion-requested');

/** An answer is not asked for before the question. */
export const dueAfterAsking: Rule<'OpinionRequested'> = (_, { data: { dueOn }, occurredOn }) =>
  dueOn !== undefined && dueOn < occurredOn
    ? refusal('consular-case.date-out-of-order', {
        occurredOn: dueOn,
        after: 'OpinionRequested',
        on: occurredOn,
      })
    : null;

/** An opinion answers a request, once; who says nothing is silent when the day has passed. // Consular cases, domain rules */
export const answersRequest: Rule<'OpinionReceived'> = ({ opinions }, event) => {
  const { data, occurredOn } = event;
  const { requestNo, stance } = data;
  const asked = opinions.find((each) => each.requestNo === requestNo);
  if (!asked) return refusal('consular-case.no-opinion-requested', { requestNo });
  if (asked.stance !== null) return refusal('consular-case.opinion-already-received', { requestNo });
  if (occurredOn < asked.on) {
    return refusal('consular-case.date-out-of-order', {
      occurredOn,
      after: 'OpinionRequested',
      on: asked.on,
    });
  }
  if (stance !== 'silent') return registeredPaper(null, event);
  return asked.dueOn !== null && occurredOn <= asked.dueOn
    ? refusal('consular-case.opinion-still-awaited', { requestNo, until: asked.dueOn })
    : null;
};

/** More time is more time. // Consular cases, domain rules */
export const later: Rule<'DeadlineExtended'> = (_, { data: { deadline, oldDue, newDue } }) =>
  newDue > oldDue ? null : refusal('consular-case.extension-not-later', { deadline, oldDue, newDue });
