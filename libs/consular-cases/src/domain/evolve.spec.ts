import fc from 'fast-check';
import { DomainError, fold, type Recorded } from '#kernel';
import {
  ATTEMPTS,
  caseIn,
  CITIZEN,
  dayOf,
  EXAMPLE_DATA,
  exampleContext,
  play,
  declined,
  handedOver,
  linked,
  mergedCase,
  receivedByTransfer,
  prisonRelease,
  RELATIVE,
  remainsEntry,
  reopened,
  type Step,
  step,
  STEPS_TO,
  surviving,
  type StoryName,
  trafficking,
  VARIANTS,
} from '../testing/index.js';
import { recorded } from '#event-sourcing/testing';
import { allowedActions, COMMAND_TYPES, EVENT_OF } from './actions.js';
import { consularCaseDecider } from './decider.js';
import { type ConsularCaseEvent } from './events/index.js';
import { type CaseState, initial } from './state.js';

type History = readonly Recorded<ConsularCaseEvent>[];
const stateOf = (history: History): CaseState => fold(consularCaseDecider, history);

describe('folding a case', () => {
  it.each(Object.keys(STEPS_TO) as StoryName[])('leads to %s', (name) => {
    expect(stateOf(caseIn(name)).phase).toBe(name === 'told' ? 'resolved' : name);
  });

  it('keeps what rules read, as plain JSON', () => {
    const state = stateOf(
      caseIn('told', step('AssignOfficer'), step('AttachDocument'), step('RecordKindDetails')),
    );
    expect(state).toStrictEqual({
      phase: 'resolved',
      number: 'BHCD-2022-0001',
      openedOn: '2022-03-10',
      channel: 'in_person',
      kind: 'detention',
      country: 'MY',
      urgency: 'normal',
      subjects: [{ id: CITIZEN, kind: 'person', minor: false, homeProvince: 'cao-bang', seenRevision: 0 }],
      applicant: RELATIVE,
      verified: [CITIZEN],
      notConfirmed: [],
      details: expect.objectContaining({ visitConsent: 'agreed' }) as object,
      leadOfficer: 'officer-1',
      supportOfficers: [],
      documents: [
        {
          documentId: EXAMPLE_DATA.AttachDocument.documentId,
          kind: 'request_form',
          sha256: EXAMPLE_DATA.AttachDocument.sha256,
        },
      ],
      dossiers: [],
      remainsForm: null,
      supplementsAsked: [],
      supplement: null,
      forwardings: [{ addressee: 'consular_department', on: '2022-03-10', letter: 'outgoing/2022/101' }],
      reports: [{ mission: 'dsq-kuala-lumpur', on: '2022-03-10', letter: 'incoming/2022/201' }],
      outcome: { outcome: 'returned', on: '2022-03-10' },
      told: [{ relative: RELATIVE, channel: 'phone', on: '2022-03-10' }],
      waivedOn: null,
      cameFrom: [],
      wasInProtection: true,
      attempts: [],
      unreachableSince: null,
      closedOn: null,
      withdrawnOn: null,
      closedFile: null,
      heldOnPaper: [],
      opinions: [],
      links: [],
      transfer: null,
      receivedFrom: null,
      merged: [],
      mergedInto: null,
      said: [
        { type: 'CaseClassified', data: {}, on: '2022-03-10' },
        {
          type: 'IdentityVerified',
          data: { subject: CITIZEN, method: 'commune_police', homeProvince: 'cao-bang' },
          on: '2022-03-10',
        },
        {
          type: 'CaseForwarded',
          data: {
            addressee: 'consular_department',
            enclosures: [{ kind: 'request_form' }, { kind: 'id_copy' }],
          },
          on: '2022-03-10',
          letter: 'outgoing/2022/101',
        },
        {
          type: 'MissionReported',
          data: { mission: 'dsq-kuala-lumpur' },
          on: '2022-03-10',
          letter: 'incoming/2022/201',
        },
        { type: 'OutcomeRecorded', data: { outcome: 'returned' }, on: '2022-03-10' },
        { type: 'FamilyNotified', data: { relative: RELATIVE, channel: 'phone' }, on: '2022-03-10' },
        { type: 'OfficerAssigned', data: { officer: 'officer-1', role: 'lead' }, on: '2022-03-10' },
        { type: 'KindDetailsRecorded', data: { name: 'visitConsent', value: 'agreed' }, on: '2022-03-10' },
      ],
    });
    expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
  });

  it('knows which papers are still missing, and where the case goes on', () => {
    const parts = [
      ...STEPS_TO.verified,
      step('RequestSupplement', { missing: ['id_copy', 'passport_copy'] }),
      step('RecordSupplement', { complete: false }),
    ];
    expect(stateOf(play(...parts))).toMatchObject({
      phase: 'awaiting_supplement',
      cameFrom: ['verified'],
      supplement: { dossier: 'request', requestNo: 1, missing: ['passport_copy'] },
    });
    const state = stateOf(play(...parts, step('RecordSupplement')));
    expect(state).toMatchObject({ phase: 'verified', supplement: null, cameFrom: [] });
  });

  it('forgets the facts of a kind that the case is not of', () => {
    const [opened, details] = play(step('OpenConsularCase', { details: { visitConsent: 'agreed' } }));
    const [unspecified] = play(step('OpenConsularCase', { kind: 'unspecified' }));
    if (!opened || !details || !unspecified) throw new Error('the example is empty');
    expect(stateOf([opened, details])).toHaveProperty('details', { visitConsent: 'agreed' });
    expect(stateOf([unspecified, details])).toHaveProperty('details', {});
  });

  it('adds to the facts of a kind, whoever says them', () => {
    const known = [
      step('OpenConsularCase', {
        kind: 'remains_repatriation',
        country: 'not_stated',
        details: { form: 'ashes' },
      }),
      step('RecordKindDetails', { details: { gate: 'tra-linh' } }),
    ];
    const classified = step('ClassifyCase', {
      kind: 'remains_repatriation',
      country: 'KH',
      details: { entryOn: '2022-04-02' },
    });
    expect(stateOf(play(...known))).toHaveProperty('details', { form: 'ashes', gate: 'tra-linh' });
    expect(stateOf(play(...known, classified))).toHaveProperty('details', {
      form: 'ashes',
      gate: 'tra-linh',
      entryOn: '2022-04-02',
    });
  });

  it('forgets that an identity was not confirmed once it is verified', () => {
    const doubted = play(step('OpenConsularCase'), step('RecordIdentityNotConfirmed'));
    expect(stateOf(doubted)).toMatchObject({ verified: [], notConfirmed: [CITIZEN] });
    const sure = play(step('OpenConsularCase'), step('RecordIdentityNotConfirmed'), step('VerifyIdentity'));
    expect(stateOf(sure)).toMatchObject({ verified: [CITIZEN], notConfirmed: [] });
  });

  it('keeps the last completion of a dossier', () => {
    const remains = EXAMPLE_DATA.RecordRemainsPermit.remains;
    const bones = ['death_certificate', 'exhumation_certificate', 'quarantine_certificate'] as const;
    const { papers } = EXAMPLE_DATA.RecordRemainsPermit;
    const changed = play(
      ...STEPS_TO.verified,
      step('CompleteDossier', { what: 'remains', remains, papers }),
      step(
        'CompleteDossier',
        {
          what: 'remains',
          remains: { ...remains, form: 'bones' },
          papers: bones.map((kind) => ({ kind })),
        },
        { on: '2022-03-12' },
      ),
    );
    expect(stateOf(changed)).toMatchObject({
      dossiers: [{ what: 'remains', on: '2022-03-12' }],
      remainsForm: 'bones',
    });
  });

  it('moves a lead who becomes support, and a support who becomes lead', () => {
    const led = [...STEPS_TO.received, step('AssignOfficer')];
    const support = step('AssignOfficer', { role: 'support' });
    expect(stateOf(play(...led, support))).toMatchObject({
      leadOfficer: null,
      supportOfficers: ['officer-1'],
    });
    expect(stateOf(play(...led, support, step('AssignOfficer')))).toMatchObject({
      leadOfficer: 'officer-1',
      supportOfficers: [],
    });
  });

  it('starts with the opening: what stands before it is nothing, a second one is nothing', () => {
    const history = caseIn('closed');
    expect(stateOf(history.slice(1))).toEqual(initial);
    expect(stateOf([...history, ...history.slice(0, 1)])).toEqual(stateOf(history));
  });

  it.each([
    ['an outcome of a case that was never in protection', 'resolved', ['MissionReported'], 'forwarded'],
    ['a closure without an outcome', 'closed', ['OutcomeRecorded'], 'in_protection'],
    ['a report on a case that was never forwarded', 'in_protection', ['CaseForwarded'], 'verified'],
    ['a letter about a case that was never verified', 'forwarded', ['IdentityVerified'], 'received'],
  ] as const)('keeps the facts of %s and leaves the phase', (_, name, dropped, phase) => {
    const history = caseIn(name).filter(({ type }) => !(dropped as readonly string[]).includes(type));
    expect(stateOf(history).phase).toBe(phase);
    if (name === 'resolved') expect(stateOf(history)).toMatchObject({ outcome: { outcome: 'returned' } });
  });
});

function attempt(
  state: CaseState,
  { command, source }: Step,
  on: string,
): readonly ConsularCaseEvent[] | DomainError {
  try {
    return consularCaseDecider.decide(
      command,
      state,
      exampleContext({ occurredOn: on, ...(source && { source }) }),
    );
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** What happens when officers try these steps one after the other; what is refused leaves no trace. */
function lived(attempts: readonly Step[]): History {
  let history: Recorded<ConsularCaseEvent>[] = [];
  for (const taken of attempts) {
    const decided = attempt(stateOf(history), taken, taken.on);
    if (decided instanceof DomainError) continue;
    const { source } = taken;
    history = recorded('consularCase-1', [
      ...history,
      ...decided.map((event) => ({ ...event, ...(source && { source }) })),
    ]);
  }
  return history;
}

const histories = fc.oneof(
  { weight: 2, arbitrary: ATTEMPTS.map(lived) },
  fc.constantFrom<History>(
    surviving(step('RevertMerge')),
    mergedCase(),
    mergedCase({ unmerged: true }),

    handedOver(),
    declined(),
    receivedByTransfer(),
    prisonRelease(),
    remainsEntry(),
    trafficking(),
    reopened(),
    linked(),
  ),
);

describe('whatever happens to a case', () => {
  it('any part of its history folds, to plain JSON', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.boolean()), (history, keep) => {
        const part = history.filter(() => keep.next().value === true);
        const state = stateOf(part);
        expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
        expect(allowedActions(state)).toHaveLength(COMMAND_TYPES.length);
      }),
      { numRuns: 300 },
    );
  });

  it('every event was admissible where it stands', () => {
    fc.assert(
      fc.property(histories, (history) => {
        history.forEach((event, index) => {
          expect(consularCaseDecider.admits(stateOf(history.slice(0, index)), event)).toBeNull();
        });
      }),
      { numRuns: 100 },
    );
  });

  it('the same said twice is already so, is refused, or is a fact that happened twice', () => {
    const again = new Set([
      'ConsularVisitRecorded',
      'RescueRecorded',
      'TravelDocumentRecorded',
      'RemainsPermitRecorded',
      'HandoverAtBorderRecorded',
      'SupportPaymentRecorded',
      'ContactRecorded',
      'NoteAdded',
      'IdentityNotConfirmed',
      'SupplementReceived',
      'OpinionRequested',
      // What is due is a fact from outside the stream: here it stays what it was.
      'DeadlineExtended',
      // Sealed values cannot be compared.
      'KindDetailsRecorded',
      'CaseClassified',
    ]);
    fc.assert(
      fc.property(histories, fc.constantFrom(...VARIANTS), (history, taken) => {
        const on = dayOf(60);
        const first = attempt(stateOf(history), taken, on);
        if (first instanceof DomainError) {
          const second = attempt(stateOf(history), taken, on);
          expect(second).toMatchObject({ code: first.code });
          return;
        }
        const { source } = taken;
        const told = recorded('consularCase-1', [
          ...history,
          ...first.map((event) => ({ ...event, ...(source && { source }) })),
        ]);
        const second = attempt(stateOf(told), taken, on);
        if (second instanceof DomainError) return;
        if (!again.has(EVENT_OF[taken.command.type])) expect(second).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a closed case had an outcome, its family was told or it is known why not, and its kind is known', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const state = stateOf(history);
        if (state.phase !== 'closed') return;
        expect(state.outcome).not.toBeNull();
        expect(state.told.length > 0 || state.waivedOn !== null).toBe(true);
        expect(state.kind).not.toBe('unspecified');
      }),
      { numRuns: 100 },
    );
  });
});
