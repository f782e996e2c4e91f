import { DomainError, effectiveHistory, fold, type Recorded } from '#kernel';
import {
  caseIn,
  CHILD,
  exampleContext,
  play,
  step,
  STEPS_TO,
  type StoryName,
  trafficking,
} from '../testing/index.js';
import { allowedActions, COMMAND_TYPES } from './actions.js';
import { type ConsularCaseCommandType } from './commands/index.js';
import { consularCaseDecider } from './decider.js';
import { type ConsularCaseEvent } from './events/index.js';
import { initial } from './state.js';

const stateOf = (history: readonly Recorded<ConsularCaseEvent>[]) =>
  fold(consularCaseDecider, effectiveHistory(history));

/** `+` for an allowed command, else the code without its prefix. */
function actions(history: readonly Recorded<ConsularCaseEvent>[]): Record<string, string> {
  return Object.fromEntries(
    allowedActions(stateOf(history)).map((action) => [
      action.command,
      action.allowed ? '+' : action.code.replace('consular-case.', ''),
    ]),
  );
}

const anyTime = [
  'RecordContact',
  'AddNote',
  'RecordKindDetails',
  'WithdrawCase',
  'TransferCase',
  'MergeCases',
  'LinkCases',
  'AssignOfficer',
  'AttachDocument',
  'RecordDocumentHeldOnPaper',
  'SeekOpinion',
  'ExtendDeadline',
];

/** The actions of a phase: those named, with what is allowed in every open phase. */
function allowed(...commands: ConsularCaseCommandType[]): string[] {
  return COMMAND_TYPES.filter((command) => [...anyTime, ...commands].includes(command));
}

describe('the actions of a case', () => {
  it.each<[StoryName, string[]]>([
    [
      'received',
      allowed('VerifyIdentity', 'RecordIdentityNotConfirmed', 'RequestSupplement', 'CompleteDossier'),
    ],
    ['awaiting_supplement', allowed('RecordSupplement')],
    [
      'verified',
      allowed(
        'RequestSupplement',
        'CompleteDossier',
        'ForwardCase',
        'RecordRescue',
        'RecordRemainsPermit',
        'RecordHandoverAtBorder',
      ),
    ],
    [
      'forwarded',
      allowed(
        'CompleteDossier',
        'ForwardCase',
        'RecordMissionReport',
        'RecordRescue',
        'RecordRemainsPermit',
        'RecordHandoverAtBorder',
      ),
    ],
    [
      'in_protection',
      allowed(
        'CompleteDossier',
        'ForwardCase',
        'RecordMissionReport',
        'RecordConsularVisit',
        'RecordRescue',
        'RecordTravelDocument',
        'RecordRemainsPermit',
        'RecordHandoverAtBorder',
        'RecordSupportPayment',
        'RecordOutcome',
      ),
    ],
    ['resolved', allowed('NotifyFamily', 'WaiveFamilyNotification')],
    ['told', allowed('NotifyFamily', 'CloseCase')],
    ['unreachable', allowed('RecordOutcome')],
    [
      'transferred_out',
      [
        'RecordContact',
        'AddNote',
        'RecordTransferAccepted',
        'DeclineTransfer',
        'LinkCases',
        'AssignOfficer',
        'AttachDocument',
        'RecordDocumentHeldOnPaper',
      ],
    ],
    ['closed', ['ReopenCase', 'LinkCases', 'AttachDocument', 'RecordDocumentHeldOnPaper', 'CloseFile']],
    ['withdrawn', ['LinkCases', 'AttachDocument', 'RecordDocumentHeldOnPaper', 'CloseFile']],
  ])('%s are these', (phase, commands) => {
    const allowedNow = Object.entries(actions(caseIn(phase))).filter(([, answer]) => answer === '+');
    expect(allowedNow.map(([command]) => command)).toEqual(commands);
  });

  it('before the opening is the opening', () => {
    expect(allowedActions(initial)).toEqual(
      COMMAND_TYPES.map((command) =>
        command === 'OpenConsularCase'
          ? { command, allowed: true }
          : { command, allowed: false, code: 'consular-case.not-opened', details: { phase: 'empty' } },
      ),
    );
  });

  it.each<[StoryName, Partial<Record<ConsularCaseCommandType, string>>]>([
    [
      'received',
      {
        OpenConsularCase: 'already-opened',
        RecordSupplement: 'no-supplement-requested',
        ForwardCase: 'identity-not-verified',
        RecordMissionReport: 'identity-not-verified',
        RecordHandoverAtBorder: 'identity-not-verified',
        RecordOutcome: 'identity-not-verified',
        NotifyFamily: 'outcome-not-recorded',
        CloseCase: 'outcome-not-recorded',
        ClassifyCase: 'already-classified',
        MarkUnreachable: 'contacts-not-attempted',
      },
    ],
    [
      'awaiting_supplement',
      {
        VerifyIdentity: 'awaiting-supplement',
        RequestSupplement: 'awaiting-supplement',
        CompleteDossier: 'awaiting-supplement',
        ForwardCase: 'awaiting-supplement',
        CloseCase: 'outcome-not-recorded',
      },
    ],
    [
      'verified',
      {
        VerifyIdentity: 'identity-already-verified',
        RecordIdentityNotConfirmed: 'identity-already-verified',
        RecordMissionReport: 'not-forwarded',
        RecordConsularVisit: 'not-in-protection',
        RecordTravelDocument: 'not-in-protection',
        RecordSupportPayment: 'not-in-protection',
        RecordOutcome: 'not-in-protection',
      },
    ],
    ['forwarded', { RequestSupplement: 'already-forwarded', RecordOutcome: 'not-in-protection' }],
    ['in_protection', { RequestSupplement: 'already-forwarded', NotifyFamily: 'outcome-not-recorded' }],
    [
      'resolved',
      {
        VerifyIdentity: 'outcome-already-recorded',
        ForwardCase: 'outcome-already-recorded',
        RecordRescue: 'outcome-already-recorded',
        RecordOutcome: 'outcome-already-recorded',
        CloseCase: 'family-not-notified',
      },
    ],
    ['told', { WaiveFamilyNotification: 'family-already-notified', ReopenCase: 'not-closed' }],
    [
      'transferred_out',
      { TransferCase: 'transferred-out', CloseCase: 'transferred-out', MarkUnreachable: 'transferred-out' },
    ],
    [
      'unreachable',
      {
        RecordTransferAccepted: 'not-transferred',
        MarkUnreachable: 'unreachable',
        VerifyIdentity: 'unreachable',
      },
    ],
    ['closed', { AddNote: 'closed', WithdrawCase: 'closed', OpenConsularCase: 'already-opened' }],
    ['withdrawn', { AddNote: 'withdrawn', CloseCase: 'withdrawn' }],
  ])('%s say what is in the way of the others', (phase, codes) => {
    expect(actions(caseIn(phase))).toMatchObject(codes);
  });

  it('say what stands in the way of a particular case', () => {
    const unspecified = [step('OpenConsularCase', { kind: 'unspecified' }), ...STEPS_TO.told.slice(1)];
    expect(actions(play(...unspecified))).toMatchObject({
      ClassifyCase: '+',
      RecordKindDetails: 'kind-not-specified',
      CloseCase: 'kind-not-specified',
    });
    expect(actions(play(step('OpenConsularCase', { subjects: [CHILD] })))).toMatchObject({
      WithdrawCase: 'withdrawal-needs-approval',
    });
    expect(actions(trafficking().slice(0, 3))).toMatchObject({ WithdrawCase: 'withdrawal-needs-approval' });
    const elsewhere = allowedActions(stateOf(caseIn('verified')), 'minor');
    expect(elsewhere.filter(({ allowed: may }) => may).map(({ command }) => command)).not.toContain(
      'WithdrawCase',
    );
    expect(allowedActions(stateOf(caseIn('closed')), 'minor')).toEqual(
      allowedActions(stateOf(caseIn('closed'))),
    );
  });

  it.each(Object.keys(STEPS_TO) as StoryName[])('%s answer as deciding does', (phase) => {
    const state = stateOf(caseIn(phase));
    for (const action of allowedActions(state)) {
      const { command, source } = step(action.command);
      const answer = answerTo(() =>
        consularCaseDecider.decide(command, state, exampleContext({ ...(source && { source }) })),
      );
      if (action.allowed) expect(['events', 'already so', ...SAID_BEFORE]).toContain(answer);
      else expect([action.code, 'already so']).toContain(answer);
    }
  });
});

/** What only the command at hand is refused with: another letter, relative, outcome or document is possible. */
const SAID_BEFORE = [
  'consular-case.unknown-document',
  'consular-case.letter-already-recorded',
  'consular-case.family-already-notified',
  'consular-case.unreachable',
];

function answerTo(decide: () => readonly ConsularCaseEvent[]): string {
  try {
    return decide().length > 0 ? 'events' : 'already so';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
