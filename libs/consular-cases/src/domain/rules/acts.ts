import { isCurrency, type Money, NOT_STATED } from '#kernel';
import { type CaseRefusal, refusal } from '../errors.js';
import { type EventOf, type SubjectId } from '../events/index.js';
import { fieldsOf, type KindCode, type RecordedDetails } from '../kinds/index.js';
import { letterOf } from '../said.js';
import { mayEndWith } from '../phases.js';
import { type CaseFile } from '../state.js';
import { type IdentityMethod } from '../vocabulary/index.js';
import { type Receiver } from '../vocabulary/acts.js';
import { registeredPaper } from './papers.js';
import { claimsUndecidedStatus } from './protected.js';
import { type Rule } from './rule.js';

/** The person is one of those the case is about; a case about nobody known takes the first one. */
export const subjectOfCase = ({ subjects }: CaseFile, subject: SubjectId): CaseRefusal | null =>
  subjects.length === 0 || subjects.some(({ id }) => id === subject)
    ? null
    : refusal('consular-case.subject-not-in-case', { subject });

export const notYetVerified = ({ verified }: CaseFile, subject: SubjectId): CaseRefusal | null =>
  verified.includes(subject) ? refusal('consular-case.identity-already-verified', { subject }) : null;

const BY_COMMUNE: readonly IdentityMethod[] = ['commune_committee', 'commune_police'];

/** What came by post is confirmed where the citizen lives. // A-2, domain rules */
export const confirmedByCommune: Rule<'IdentityVerified'> = ({ channel }, { data }) =>
  channel === 'post' && !BY_COMMUNE.includes(data.method)
    ? refusal('consular-case.post-needs-commune-confirmation', { method: data.method })
    : null;

/** A dossier gets one full request for papers. // Consular cases, domain rules */
export const oneRequestADossier: Rule<'SupplementRequested'> = (
  { supplementsAsked },
  { data, occurredOn },
) => {
  const { dossier, dueOn } = data;
  if (supplementsAsked.includes(dossier)) {
    return refusal('consular-case.supplement-already-requested', { dossier });
  }
  return dueOn < occurredOn
    ? refusal('consular-case.date-out-of-order', {
        occurredOn: dueOn,
        after: 'SupplementRequested',
        on: occurredOn,
      })
    : null;
};

export const addresseeNamed: Rule<'CaseForwarded'> = (_, { data: { addressee, mission, agency } }) => {
  if (addressee === 'mission' && mission === undefined) return needed('mission');
  return addressee === 'other' && agency === undefined ? needed('agency') : null;
};

const FORCES: readonly Receiver[] = ['border_guard', 'immigration_police', 'provincial_police'];

/** Who returns through a mission is received by police or border guard. // A-9, domain rules */
export const receivedFromMission: Rule<'HandoverAtBorderRecorded'> = (_, { data }) => {
  if (data.route !== 'through_mission') return null;
  if (data.mission === undefined) return needed('mission');
  return FORCES.includes(data.receivedBy)
    ? null
    : refusal('consular-case.receiver-not-competent', { receivedBy: data.receivedBy });
};

/** One letter is one forwarding to one addressee; more enclosures go with another letter. */
export const sentOnce: Rule<'CaseForwarded'> = ({ forwardings }, { data, source }) => {
  const { letter } = letterOf(source);
  return forwardings.some((sent) => sent.letter === letter && sent.addressee === data.addressee)
    ? refusal('consular-case.letter-already-recorded', { letter })
    : null;
};

/** One paper is one report of a mission. */
export const reportedOnce: Rule<'MissionReported'> = ({ reports }, { data, source }) => {
  const { letter } = letterOf(source);
  return reports.some((report) => report.letter === letter && report.mission === data.mission)
    ? refusal('consular-case.letter-already-recorded', { letter })
    : null;
};

/** A relative is told once a day and channel. */
export const toldOnce: Rule<'FamilyNotified'> = ({ told }, { data, occurredOn }) =>
  told.some(
    ({ relative, channel, on }) =>
      relative === data.relative && channel === data.channel && on === occurredOn,
  )
    ? refusal('consular-case.family-already-notified')
    : null;

export const amountPayable: Rule<'SupportPaymentRecorded'> = (_, { data }) =>
  isAmount(data.amount) ? null : refusal('consular-case.amount-invalid', { amount: data.amount });

/** Money that can have changed hands. */
export const isAmount = ({ amount, currency }: Money): boolean =>
  Number.isSafeInteger(amount) && amount > 0 && isCurrency(currency);

/** A kind is said once; what was said wrong is corrected, not classified again. // Consular cases, domain rules */
export const classifiedOnce: Rule<'CaseClassified'> = (file, { data }) => {
  if (file.kind !== 'unspecified' && data.kind !== file.kind) return classified(file);
  if (data.country !== undefined && file.country !== NOT_STATED && data.country !== file.country) {
    return refusal('consular-case.country-already-stated', { country: file.country });
  }
  return saysNothingNew(file, data) ? classified(file) : null;
};

const classified = ({ kind }: CaseFile): CaseRefusal =>
  kind === 'unspecified'
    ? refusal('consular-case.kind-not-specified')
    : refusal('consular-case.already-classified', { kind });

/** Kind and country are as they stand, and no fact of the kind comes with them. */
export const saysNothingNew = (file: CaseFile, { kind, country, details = {} }: Classification): boolean =>
  kind === file.kind && (country ?? file.country) === file.country && Object.keys(details).length === 0;

interface Classification {
  readonly kind: KindCode;
  readonly country?: string;
  readonly details?: object;
}

/** Who has a part in a case has it since a day: it is not given to them again on another. */
export const assignedOnce: Rule<'OfficerAssigned'> = ({ leadOfficer, supportOfficers }, { data }) => {
  const { officer, role } = data;
  const holds = role === 'lead' ? leadOfficer === officer : supportOfficers.includes(officer);
  return holds ? refusal('consular-case.officer-already-assigned', { officer, role }) : null;
};

/** Facts of the case's own kind, with what has to be known, and no status that nobody competent decided. */
export const detailsOfKind: Rule<'KindDetailsRecorded' | 'CaseClassified'> = (file, { data }) => {
  if (Object.keys(data.details).length === 0) return null;
  const details: RecordedDetails =
    data.kind === file.kind ? { ...file.details, ...data.details } : data.details;
  const missing = fieldsOf(data.kind).filter(({ name, required }) => required && !(name in details));
  if (missing.length > 0) {
    return refusal('consular-case.kind-detail-missing', { missing: missing.map(({ name }) => name) });
  }
  return claimsUndecidedStatus(details) ? refusal('consular-case.victim-decision-required') : null;
};

/** What is being monitored may be found the same again, on another day. */
export const outcomeFollows: Rule<'OutcomeRecorded'> = (state, { data: { outcome }, occurredOn }) => {
  const isKnown = state.outcome?.outcome === outcome && state.outcome.on === occurredOn;
  if (mayEndWith(state, outcome) && !isKnown) return null;
  const { phase } = state;
  if (phase === 'received') return refusal('consular-case.identity-not-verified', { phase });
  return phase === 'unreachable'
    ? refusal('consular-case.unreachable', { phase })
    : refusal('consular-case.outcome-already-recorded', { outcome: state.outcome?.outcome });
};

/** The office records that somebody is a victim; it does not decide it. // A-8, domain rules */
export const victimDecided: Rule<'OutcomeRecorded'> = (_, event) =>
  event.data.outcome === 'victim_confirmed' &&
  (event.data.decidedBy === undefined || registeredPaper(null, event))
    ? refusal('consular-case.victim-decision-required')
    : null;

export const sameRemains: Rule<'RemainsPermitRecorded'> = ({ remainsForm }, { data: { remains } }) =>
  remainsForm !== null && remainsForm !== remains.form
    ? refusal('consular-case.remains-form-differs', { form: remains.form, recorded: remainsForm })
    : null;

export const remainsDescribed = ({ data }: EventOf<'DossierCompleted'>): CaseRefusal | null =>
  data.what === 'remains' && data.remains === undefined ? needed('remains') : null;

const needed = (field: string): CaseRefusal => refusal('consular-case.field-required', { field });
