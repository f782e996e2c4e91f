import { personal, type Recorded } from '#kernel';
import { recorded } from '#event-sourcing/testing';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { OTHER_CASE, OTHER_NUMBER } from './other-cases.js';
import { CITIZEN, RELATIVE } from './people.js';
import { EXAMPLE_DAY, EXAMPLE_STREAM, paper, play, type Step, step } from './story.js';

const received: readonly Step[] = [step('OpenConsularCase')];
const verified = [...received, step('VerifyIdentity')];
const forwarded = [...verified, step('ForwardCase')];
const inProtection = [...forwarded, step('RecordMissionReport')];
const resolved = [...inProtection, step('RecordOutcome')];
const told = [...resolved, step('NotifyFamily')];

const closed = [...told, step('CloseCase')];
const unanswered = step('RecordContact', { answered: false, summary: 'Không ai nghe máy' });
const unreachable = [...received, unanswered, unanswered, step('MarkUnreachable')];

/** The steps of a case that has come as far as each phase by the straight way. */
export const STEPS_TO = {
  received,
  awaiting_supplement: [...received, step('RequestSupplement')],
  verified,
  forwarded,
  in_protection: inProtection,
  resolved,
  told,
  unreachable,
  transferred_out: [...verified, step('TransferCase')],
  closed,
  withdrawn: [...received, step('WithdrawCase')],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type StoryName = keyof typeof STEPS_TO;

/** The history of a case that has come as far as a phase by the straight way, with further steps. */
export const caseIn = (phase: StoryName, ...further: readonly Step[]): Recorded<ConsularCaseEvent>[] =>
  play(...STEPS_TO[phase], ...further);

/** A citizen of another province, released through a gate: settled without being forwarded. */
export const prisonRelease = (): Recorded<ConsularCaseEvent>[] =>
  play(
    step(
      'OpenConsularCase',
      {
        channel: 'foreign_authority_letter',
        kind: 'prison_release',
        country: 'not_stated',
        responsibilityBasis: 'border_gate',
        applicant: null,
        place: null,
      },
      { source: paper('11') },
    ),
    step('VerifyIdentity', { homeProvince: 'lao-cai', method: 'population_database' }),
    step('RecordHandoverAtBorder'),
    step('RecordOutcome', { outcome: 'released' }),
    step('WaiveFamilyNotification'),
    step('CloseCase'),
  );

/** Ashes brought home: settled without being forwarded. */
export const remainsEntry = (): Recorded<ConsularCaseEvent>[] =>
  play(
    step('OpenConsularCase', {
      kind: 'remains_repatriation',
      country: 'not_stated',
      details: { form: 'ashes' },
    }),
    step('VerifyIdentity', { method: 'papers', residenceProof: 'household_registration' }),
    step('CompleteDossier', {
      what: 'remains',
      papers: [{ kind: 'death_certificate' }, { kind: 'cremation_certificate' }],
      remains: {
        form: 'ashes',
        eligibility: 'citizen_resident',
        residenceProof: 'household_registration',
        groupADiseaseExcluded: true,
      },
    }),
    step('RecordRemainsPermit'),
    step('RecordOutcome', { outcome: 'died_repatriated' }),
    step('NotifyFamily'),
    step('CloseCase'),
  );

/** Somebody tricked and sold abroad, freed, brought home through a mission, confirmed as a victim by the police. */
export const trafficking = (): Recorded<ConsularCaseEvent>[] =>
  play(
    step('OpenConsularCase', {
      kind: 'trafficking',
      country: 'KH',
      urgency: 'urgent',
      details: {
        victimStatus: 'suspected',
        placeHeld: 'Khu nhà kín',
        ransom: { amount: 300_000, currency: 'USD' },
      },
    }),
    step('AssignOfficer'),
    step('VerifyIdentity'),
    step('CompleteDossier'),
    step('ForwardCase'),
    step('RecordMissionReport', { mission: 'lsq-sihanouk' }),
    step('RecordKindDetails', { details: { victimStatus: 'in_verification' } }),
    step('RecordRescue'),
    step('RecordTravelDocument', { issuedBy: 'lsq-sihanouk', subject: CITIZEN }),
    step('RecordHandoverAtBorder', { route: 'through_mission', mission: 'lsq-sihanouk' }),
    step('RecordSupportPayment'),
    step(
      'RecordOutcome',
      { outcome: 'victim_confirmed', decidedBy: 'provincial_police' },
      { source: paper('501') },
    ),
    step('NotifyFamily'),
    step('CloseCase'),
  );

/** A closed case that new facts opened again. */
export const reopened = (): Recorded<ConsularCaseEvent>[] =>
  play(...closed, step('AttachDocument'), step('ReopenCase'));

/** A case that has to do with another one. */
export const linked = (): Recorded<ConsularCaseEvent>[] => play(...received, step('LinkCases'));

/** A case that another province took. */
export const handedOver = (): Recorded<ConsularCaseEvent>[] =>
  caseIn('transferred_out', step('RecordTransferAccepted'));

/** A case that another province would not take. */
export const declined = (): Recorded<ConsularCaseEvent>[] =>
  caseIn('transferred_out', step('DeclineTransfer'));

/** A case that another province had begun with. */
export const receivedByTransfer = (): Recorded<ConsularCaseEvent>[] =>
  play(
    step(
      'OpenConsularCase',
      {
        channel: 'other_province',
        transferredFrom: {
          party: 'province',
          province: 'lao-cai',
          basis: 'home_residence',
          theirNumber: 'LC-12',
        },
      },
      { source: paper('12') },
    ),
  );

/** A case that has taken another one in. */
export const surviving = (...further: readonly Step[]): Recorded<ConsularCaseEvent>[] =>
  caseIn('verified', step('MergeCases'), ...further);

const OTHER_SIDE = { id: OTHER_CASE, number: OTHER_NUMBER, seenRevision: 3 };

/** A case that another one stands for, and perhaps no longer. */
export function mergedCase({ unmerged = false } = {}): Recorded<ConsularCaseEvent>[] {
  const own = (text: string) => personal(text, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
  const merged: ConsularCaseEvent = {
    type: 'CaseMergedInto',
    data: { surviving: OTHER_SIDE, evidence: own('Trùng số căn cước') },
    occurredOn: EXAMPLE_DAY,
  };
  const back: ConsularCaseEvent = {
    type: 'CaseUnmerged',
    data: { surviving: OTHER_SIDE, reason: own('Hai người khác nhau') },
    occurredOn: EXAMPLE_DAY,
  };
  return recorded(EXAMPLE_STREAM, [...caseIn('verified'), merged, ...(unmerged ? [back] : [])]);
}
