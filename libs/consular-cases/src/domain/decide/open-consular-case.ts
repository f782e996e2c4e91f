import { type Decide, given, happened, ownersOf, texts } from './deciding.js';
import { detailsFor } from './kind-details.js';
import { ifGiven, knownCountry, standingSubject } from './known.js';
import { partyOf } from './transfer.js';

/**
 * Intake. Without a number everything is judged and nothing decided, so that no number is taken for a case that
 * cannot be opened.
 */
export const openConsularCase: Decide<'OpenConsularCase'> = (command, _state, context) => {
  const { kind, details = {}, subjects: ids, place, summary, ...common } = command.data;
  const subjects = [...new Set(ids)].map((id) => standingSubject(context, id));
  const applicant = ifGiven(common.applicant, (id) => standingSubject(context, id).id);
  const owners = ownersOf({ subjects, applicant });
  const data = given({
    number: context.facts.caseNumber ?? '',
    channel: common.channel,
    kind,
    country: knownCountry(common.country),
    responsibilityBasis: common.responsibilityBasis,
    subjects,
    applicant,
    urgency: common.urgency,
    ...texts(owners, { place, summary }),
  });
  const { transferredFrom } = common;
  const received = ifGiven(transferredFrom, ({ theirNumber, ...party }) => ({
    ...partyOf(party, owners, context),
    ...texts(owners, { theirNumber }),
  }));
  const known = detailsFor(kind, details, owners, context);
  return [
    ...happened('ConsularCaseOpened', data, context),
    ...(received ? happened('CaseReceivedByTransfer', received, context) : []),
    ...(Object.keys(known).length > 0
      ? happened('KindDetailsRecorded', { kind, details: known }, context)
      : []),
  ];
};
