import { personal } from '#kernel';
import { after, caseIn, CITIZEN, EXAMPLE_DAY, paper, RELATIVE, step, STRANGER } from '../testing/index.js';
import { type ConsularCaseEvent } from './events/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object): ConsularCaseEvent =>
  ({ type, occurredOn: EXAMPLE_DAY, data }) as ConsularCaseEvent;

describe('what is done for somebody', () => {
  it.each([
    [
      step('RecordConsularVisit'),
      event('ConsularVisitRecorded', {
        mission: 'dsq-kuala-lumpur',
        placeOfDetention: own('Trại tạm giam'),
        findings: own('Sức khỏe ổn định'),
        requests: own(['Gửi thư cho gia đình']),
      }),
    ],
    [
      step('RecordConsularVisit', { requests: [' '] }),
      event('ConsularVisitRecorded', {
        mission: 'dsq-kuala-lumpur',
        placeOfDetention: own('Trại tạm giam'),
        findings: own('Sức khỏe ổn định'),
      }),
    ],
    [
      step('RecordRescue'),
      event('RescueRecorded', {
        by: 'host_state_police',
        place: own('Sihanoukville'),
        condition: own('Mệt mỏi'),
      }),
    ],
    [
      step('RecordTravelDocument'),
      event('TravelDocumentRecorded', {
        documentKind: 'laissez_passer',
        issuedBy: 'dsq-kuala-lumpur',
        subject: CITIZEN,
        number: own('TH-0001'),
      }),
    ],
    [
      step('RecordHandoverAtBorder'),
      event('HandoverAtBorderRecorded', {
        gate: 'tra-linh',
        handedOverBy: own('Trạm kiểm tra biên phòng nước láng giềng'),
        receivedBy: 'border_guard',
        route: 'direct',
      }),
    ],
    [
      step('RecordSupportPayment'),
      event('SupportPaymentRecorded', {
        payer: 'citizen_protection_fund',
        amount: { amount: 5_000_000, currency: 'VND' },
        purpose: own('Vé xe về quê'),
        repayable: false,
      }),
    ],
    [
      step('RecordContact'),
      event('ContactRecorded', {
        with: 'relative',
        subject: RELATIVE,
        channel: 'phone',
        answered: true,
        summary: own('Gia đình đồng ý chờ tin'),
      }),
    ],
    [step('AddNote'), event('NoteAdded', { text: own('Hồ sơ giấy để ở tủ số 2') })],
  ])('$command.type is recorded', (taken, recorded) => {
    after(caseIn('in_protection'), taken).then(recorded);
  });

  it.each(['RecordRescue', 'RecordHandoverAtBorder', 'RecordRemainsPermit'] as const)(
    '%s settles at home what was verified, forwarded or not',
    (type) => {
      for (const phase of ['verified', 'forwarded'] as const) {
        after(caseIn(phase, step(type)), step('RecordOutcome', { explanation: null })).then(
          event('OutcomeRecorded', { outcome: 'returned' }),
        );
      }
    },
  );

  it.each([
    ['RecordConsularVisit', { mission: 'office' }, 'unknown-mission', { mission: 'office' }],
    ['RecordTravelDocument', { issuedBy: 'office' }, 'unknown-mission', { mission: 'office' }],
    [
      'RecordHandoverAtBorder',
      { route: 'through_mission', mission: 'x' },
      'unknown-mission',
      { mission: 'x' },
    ],
    ['RecordConsularVisit', { findings: ' ' }, 'field-required', { field: 'findings' }],
    ['RecordConsularVisit', { placeOfDetention: '' }, 'field-required', { field: 'placeOfDetention' }],
    ['RecordRescue', { place: '\n' }, 'field-required', { field: 'place' }],
    ['RecordTravelDocument', { subject: STRANGER }, 'unknown-subject', { subject: STRANGER }],
    ['RecordTravelDocument', { subject: RELATIVE }, 'subject-not-in-case', { subject: RELATIVE }],
    ['RecordHandoverAtBorder', { gate: 'nowhere' }, 'unknown-gate', { gate: 'nowhere' }],
    ['RecordHandoverAtBorder', { handedOverBy: '' }, 'field-required', { field: 'handedOverBy' }],
    ['RecordSupportPayment', { purpose: '' }, 'field-required', { field: 'purpose' }],
    ['RecordContact', { summary: '' }, 'field-required', { field: 'summary' }],
    ['RecordContact', { subject: STRANGER }, 'unknown-subject', { subject: STRANGER }],
    ['AddNote', { text: '' }, 'field-required', { field: 'text' }],
  ] as const)('%s with %j is refused: %s (A-4)', (type, changes, code, details) => {
    after(caseIn('in_protection'), step(type, changes as object)).thenRefused(
      `consular-case.${code}`,
      details,
    );
  });

  it.each([
    [0, 'VND'],
    [-1, 'VND'],
    [1.5, 'VND'],
    [2 ** 53, 'VND'],
    [1, 'vnd'],
    [1, 'XYZ'],
  ])('does not pay %d %s', (amount, currency) => {
    after(
      caseIn('in_protection'),
      step('RecordSupportPayment', { amount: { amount, currency } }),
    ).thenRefused('consular-case.amount-invalid', { amount: { amount, currency } });
  });

  it.each(['RecordHandoverAtBorder', 'RecordSupportPayment'] as const)(
    '%s rests on a paper (G-3)',
    (type) => {
      after(caseIn('in_protection'), step(type, {}, { source: null })).thenRefused(
        'consular-case.source-required',
        {},
      );
      after(caseIn('in_protection'), step(type, {}, { source: paper('') })).thenRefused(
        'consular-case.source-required',
        {},
      );
    },
  );

  it('may have happened before the case was received', () => {
    const on = '2022-03-01';
    after(caseIn('in_protection'), step('RecordRescue', { condition: null }, { on })).then({
      type: 'RescueRecorded',
      occurredOn: on,
      data: { by: 'host_state_police', place: own('Sihanoukville') },
    });
  });
});

describe('a return through a mission (A-9)', () => {
  const handover = (
    receivedBy: 'border_guard' | 'family' | 'office' | 'immigration_police' | 'provincial_police',
  ) => step('RecordHandoverAtBorder', { route: 'through_mission', mission: 'lsq-sihanouk', receivedBy });

  it('names the mission', () => {
    after(caseIn('verified'), step('RecordHandoverAtBorder', { route: 'through_mission' })).thenRefused(
      'consular-case.field-required',
      { field: 'mission' },
    );
  });

  it.each(['border_guard', 'immigration_police', 'provincial_police'] as const)(
    'is received by %s',
    (force) => {
      after(caseIn('verified'), handover(force)).then(
        event('HandoverAtBorderRecorded', {
          gate: 'tra-linh',
          handedOverBy: own('Trạm kiểm tra biên phòng nước láng giềng'),
          receivedBy: force,
          route: 'through_mission',
          mission: 'lsq-sihanouk',
        }),
      );
    },
  );

  it.each(['family', 'office'] as const)('is not received by %s', (receivedBy) => {
    after(caseIn('verified'), handover(receivedBy)).thenRefused('consular-case.receiver-not-competent', {
      receivedBy,
    });
  });
});
