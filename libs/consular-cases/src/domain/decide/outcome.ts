import { refuse } from '../errors.js';
import { protectedFromWithdrawal } from '../rules/standing.js';
import { type Decide, given, happened, ownersOf, ownersWith, ready, text, texts } from './deciding.js';
import { knownSubject } from './known.js';
import { repeats } from './repeats.js';

/** How the matter ended. // A-8, domain rules */
export const recordOutcome: Decide<'RecordOutcome'> = ({ data }, state, context) => {
  const { outcome, decidedBy, explanation } = data;
  if (repeats(state, 'OutcomeRecorded', { outcome, decidedBy }, [explanation], context)) return [];
  const file = ready(state, 'OutcomeRecorded');
  const recorded = given({ outcome, decidedBy, ...texts(ownersOf(file), { explanation }) });
  return happened('OutcomeRecorded', recorded, context);
};

/** A relative was told how it ended. // A-3, domain rules */
export const notifyFamily: Decide<'NotifyFamily'> = ({ data }, state, context) => {
  const { relative, channel, summary } = data;
  if (repeats(state, 'FamilyNotified', { relative, channel }, [summary], context)) return [];
  const file = ready(state, 'FamilyNotified');
  const owners = ownersWith(file, { relative });
  const told = { relative: knownSubject(context, relative), channel, ...texts(owners, { summary }) };
  return happened('FamilyNotified', told, context);
};

/** Why nobody of the family is told. // A-3, domain rules */
export const waiveFamilyNotification: Decide<'WaiveFamilyNotification'> = ({ data }, state, context) => {
  const owners = ownersOf(ready(state, 'FamilyNotificationWaived'));
  return happened('FamilyNotificationWaived', { reason: text(owners, 'reason', data.reason) }, context);
};

/** The file is closed with the outcome on record. // A-3, G-7, domain rules */
export const closeCase: Decide<'CloseCase'> = ({ data }, state, context) => {
  if (repeats(state, 'CaseClosed', {}, [data.remark], context)) return [];
  const file = ready(state, 'CaseClosed');
  if (!file.outcome) return refuse('consular-case.outcome-not-recorded');
  const { outcome } = file.outcome;
  return happened('CaseClosed', { outcome, ...texts(ownersOf(file), { remark: data.remark }) }, context);
};

/** Who asked for help does not want it any more. // Consular cases, domain rules */
export const withdrawCase: Decide<'WithdrawCase'> = ({ data }, state, context) => {
  const file = ready(state, 'CaseWithdrawn');
  const refused = protectedFromWithdrawal(file, context.facts.protectsElsewhere);
  if (refused) throw refused;
  const owners = ownersOf(file);
  return happened('CaseWithdrawn', { by: data.by, reason: text(owners, 'reason', data.reason) }, context);
};
