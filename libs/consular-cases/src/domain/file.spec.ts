import { personal } from '#kernel';
import {
  after,
  caseIn,
  CITIZEN,
  EXAMPLE_DATA,
  EXAMPLE_DAY,
  paper,
  play,
  RELATIVE,
  step,
} from '../testing/index.js';
import { type ConsularCaseEvent, type EventOf } from './events/index.js';
import { type KindCode, type KindDetails } from './kinds/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const event = (type: string, data: object): ConsularCaseEvent =>
  ({ type, occurredOn: EXAMPLE_DAY, data }) as ConsularCaseEvent;

describe('classifying', () => {
  const unknown = play(step('OpenConsularCase', { kind: 'unspecified', country: 'not_stated' }));
  const details = { custodyAuthority: own('Cảnh sát sở tại') };

  it('says the kind, the country, or both', () => {
    after(unknown, step('ClassifyCase')).then(
      event('CaseClassified', { kind: 'detention', country: 'MY', details }),
    );
    after(unknown, step('ClassifyCase', { country: null, details: null })).then(
      event('CaseClassified', { kind: 'detention', details: {} }),
    );
    after(unknown, step('ClassifyCase', { kind: 'unspecified', country: 'KH', details: null })).then(
      event('CaseClassified', { kind: 'unspecified', country: 'KH', details: {} }),
    );
    const abroad = play(step('OpenConsularCase', { country: 'not_stated' }));
    after(abroad, step('ClassifyCase', { details: null })).then(
      event('CaseClassified', { kind: 'detention', country: 'MY', details: {} }),
    );
  });

  it('again with the same is nothing new', () => {
    after(caseIn('received'), step('ClassifyCase', { details: null })).thenNothing();
    after(caseIn('received'), step('ClassifyCase', { details: {}, country: null })).thenNothing();
    after(unknown, step('ClassifyCase', { kind: 'unspecified', country: null, details: null })).thenNothing();
    const classified = play(
      step('OpenConsularCase', { kind: 'unspecified', country: 'not_stated' }),
      step('ClassifyCase', { details: null }, { on: '2022-03-11', source: paper('501') }),
    );
    after(
      classified,
      step('ClassifyCase', { details: null }, { on: '2022-03-11', source: paper('501') }),
    ).thenNothing();
  });

  it('again on another day or paper is refused: nothing of it would be kept', () => {
    for (const told of [{ on: '2022-03-11' }, { source: paper('501') }]) {
      after(caseIn('received'), step('ClassifyCase', { details: null }, told)).thenRefused(
        'consular-case.already-classified',
        { kind: 'detention' },
      );
      const abroad = play(step('OpenConsularCase', { country: 'not_stated' }));
      after(abroad, step('ClassifyCase', { country: null, details: null }, told)).thenRefused(
        'consular-case.already-classified',
        { kind: 'detention' },
      );
      const nothing = step('ClassifyCase', { kind: 'unspecified', country: null, details: null }, told);
      after(unknown, nothing).thenRefused('consular-case.kind-not-specified', {});
    }
  });

  it('does not change what is known', () => {
    after(caseIn('received'), step('ClassifyCase', { kind: 'missing', details: null })).thenRefused(
      'consular-case.already-classified',
      { kind: 'detention' },
    );
    const abroad = play(step('OpenConsularCase', { country: 'not_stated' }));
    after(abroad, step('ClassifyCase', { kind: 'unspecified', country: 'KH', details: null })).thenRefused(
      'consular-case.already-classified',
      { kind: 'detention' },
    );
    const somewhere = play(step('OpenConsularCase', { kind: 'unspecified' }));
    after(somewhere, step('ClassifyCase', { country: 'KH' })).thenRefused(
      'consular-case.country-already-stated',
      { country: 'MY' },
    );
    after(unknown, step('ClassifyCase', { country: 'YY' })).thenRefused('consular-case.unknown-country', {
      country: 'YY',
    });
  });

  it('of trafficking says how far the victim’s status is', () => {
    after(unknown, step('ClassifyCase', { kind: 'trafficking', details: { minor: false } })).thenRefused(
      'consular-case.kind-detail-missing',
      { missing: ['victimStatus'] },
    );
    after(
      unknown,
      step('ClassifyCase', { kind: 'trafficking', country: 'KH', details: { victimStatus: 'confirmed' } }),
    ).thenRefused('consular-case.victim-decision-required', {});
  });
});

describe('facts of a kind', () => {
  const of = (kind: KindCode) => play(step('OpenConsularCase', { kind, details: null }));
  const facts = (details: KindDetails) => step('RecordKindDetails', { details });

  it('are recorded as they become known, sealed where they are personal', () => {
    after(caseIn('received'), step('RecordKindDetails')).then(
      event('KindDetailsRecorded', {
        kind: 'detention',
        details: {
          custodyAuthority: own('Cảnh sát sở tại'),
          visitConsent: 'agreed',
          hearings: own(['2022-05-01']),
        },
      }),
    );
  });

  it('that are plain and known are nothing new; sealed ones always are', () => {
    const known = caseIn('received', step('RecordKindDetails'));
    after(known, facts({ visitConsent: 'agreed' })).thenNothing();
    const classified = play(
      step('OpenConsularCase', { kind: 'unspecified' }),
      step('ClassifyCase', { details: { visitConsent: 'agreed' } }),
    );
    after(classified, facts({ visitConsent: 'agreed' })).thenNothing();
    after(known, facts({ visitConsent: 'declined' })).then(
      event('KindDetailsRecorded', { kind: 'detention', details: { visitConsent: 'declined' } }),
    );
    after(known, facts({ custodyAuthority: 'Cảnh sát sở tại' })).then(
      event('KindDetailsRecorded', {
        kind: 'detention',
        details: { custodyAuthority: own('Cảnh sát sở tại') },
      }),
    );
  });

  it('that are known are recorded again on another day or paper', () => {
    const known = caseIn('received', step('RecordKindDetails'));
    const details = { visitConsent: 'agreed' };
    for (const told of [{ on: '2022-03-11' }, { source: paper('501') }]) {
      after(known, step('RecordKindDetails', { details }, told)).then({
        ...event('KindDetailsRecorded', { kind: 'detention', details }),
        occurredOn: told.on ?? EXAMPLE_DAY,
      });
    }
  });

  it.each<[KindCode, string, unknown]>([
    ['detention', 'custodyAuthority', ' '],
    ['detention', 'custodyAuthority', '\u202e'],
    ['detention', 'custodyAuthority', 5],
    ['detention', 'arrestedOn', '2022-02-30'],
    ['detention', 'hearings', []],
    ['detention', 'hearings', ['2022-02-30']],
    ['detention', 'hearings', '2022-02-03'],
    ['detention', 'visitConsent', 'perhaps'],
    ['death_abroad', 'costs', { amount: 0, currency: 'VND' }],
    ['death_abroad', 'costs', 5],
    ['conflict_evacuation', 'dependants', -1],
    ['conflict_evacuation', 'dependants', 1.5],
    ['conflict_evacuation', 'transitCountries', ['PL', 'XX']],
    ['trafficking', 'minor', 'yes'],
    ['trafficking', 'minor', null],
    ['rescue_return', 'traffickingCase', 'case 5'],
  ])('of %s with %s %j are refused', (kind, field, value) => {
    after(of(kind), facts({ [field]: value } as KindDetails)).thenRefused(
      'consular-case.kind-detail-invalid',
      expect.objectContaining({ kind, field }) as Record<string, unknown>,
    );
  });

  it.each<[KindCode, KindDetails, string, object]>([
    ['death_abroad', { authorisedRelative: 'x' }, 'unknown-subject', { subject: 'x' }],
    ['prison_release', { gate: 'x' }, 'unknown-gate', { gate: 'x' }],
    ['prison_release', { homeProvince: 'x' }, 'unknown-province', { province: 'x' }],
    ['deportation', { mission: 'x' }, 'unknown-mission', { mission: 'x' }],
  ])('of %s know what they name: %j', (kind, details, code, refused) => {
    after(of(kind), facts(details)).thenRefused(`consular-case.${code}`, { ...refused });
  });

  it.each<[KindCode, KindDetails, object]>([
    [
      'death_abroad',
      { authorisedRelative: RELATIVE, costs: { amount: 9, currency: 'USD' } },
      {
        authorisedRelative: RELATIVE,
        costs: own({ amount: 9, currency: 'USD' }),
      },
    ],
    [
      'conflict_evacuation',
      { dependants: 0, transitCountries: ['PL', 'RO'] },
      {
        dependants: 0,
        transitCountries: ['PL', 'RO'],
      },
    ],
    ['rescue_return', { traffickingCase: 'BHCD-2022-0005' }, { traffickingCase: 'BHCD-2022-0005' }],
    [
      'prison_release',
      { gate: 'tra-linh', homeProvince: 'lao-cai' },
      { gate: 'tra-linh', homeProvince: 'lao-cai' },
    ],
    [
      'deportation',
      { mission: 'lsq-nam-ninh', expectedOn: '2022-06-01' },
      {
        mission: 'lsq-nam-ninh',
        expectedOn: own('2022-06-01'),
      },
    ],
  ])('of %s take %j', (kind, details, stored) => {
    after(of(kind), facts(details)).then(event('KindDetailsRecorded', { kind, details: stored }));
  });

  it('are those of the kind, and there are none before it is known', () => {
    after(of('detention'), facts({ vessel: 'CB-1' })).thenRefused('consular-case.kind-detail-unknown', {
      kind: 'detention',
      field: 'vessel',
    });
    after(of('unspecified'), facts({})).thenRefused('consular-case.kind-not-specified', {});
    after(of('detention'), facts({})).thenRefused('consular-case.field-required', { field: 'details' });
  });

  it('say that somebody is or is not a victim with the body that decided and its paper (A-8)', () => {
    const suspected = play(
      step('OpenConsularCase', { kind: 'trafficking', details: { victimStatus: 'suspected' } }),
    );
    for (const victimStatus of ['confirmed', 'not_victim']) {
      const halves: KindDetails[] = [{}, { victimDecidedBy: 'court' }, { victimDecisionPaper: '1/QĐ' }];
      for (const half of halves) {
        after(suspected, facts({ victimStatus, ...half })).thenRefused(
          'consular-case.victim-decision-required',
          {},
        );
      }
    }
    after(suspected, facts({ minor: true })).then(
      event('KindDetailsRecorded', { kind: 'trafficking', details: { minor: true } }),
    );
    after(suspected, facts({ victimStatus: 'in_verification' })).then(
      event('KindDetailsRecorded', { kind: 'trafficking', details: { victimStatus: 'in_verification' } }),
    );
  });
});

describe('officers', () => {
  const assigned = (data: EventOf<'OfficerAssigned'>['data']) => event('OfficerAssigned', data);

  it('lead a case one at a time, and support it', () => {
    after(caseIn('received'), step('AssignOfficer')).then(
      assigned({ officer: 'officer-1', role: 'lead', unit: 'consular' }),
    );
    const led = caseIn('received', step('AssignOfficer'));
    after(led, step('AssignOfficer')).thenNothing();
    after(led, step('AssignOfficer', { officer: 'officer-2' })).then(
      assigned({ officer: 'officer-2', role: 'lead', unit: 'consular', previousOfficer: 'officer-1' }),
    );
    after(led, step('AssignOfficer', { role: 'support' })).then(
      assigned({ officer: 'officer-1', role: 'support', unit: 'consular' }),
    );
    const supported = caseIn('received', step('AssignOfficer', { role: 'support' }));
    after(supported, step('AssignOfficer', { role: 'support' })).thenNothing();
    after(supported, step('AssignOfficer')).then(
      assigned({ officer: 'officer-1', role: 'lead', unit: 'consular' }),
    );
  });

  it('have their part since one day and by one paper', () => {
    const parts = ['lead', 'support'] as const;
    for (const role of parts) {
      const assigned = caseIn('received', step('AssignOfficer', { role }, { source: paper('501') }));
      after(assigned, step('AssignOfficer', { role }, { source: paper('501') })).thenNothing();
      for (const told of [{}, { on: '2022-03-11', source: paper('501') }, { source: paper('502') }]) {
        after(assigned, step('AssignOfficer', { role }, told)).thenRefused(
          'consular-case.officer-already-assigned',
          { officer: 'officer-1', role },
        );
      }
    }
  });

  it('can have the part again that another has had since', () => {
    const back = play(
      step('OpenConsularCase'),
      step('AssignOfficer'),
      step('AssignOfficer', { officer: 'officer-2' }),
    );
    after(back, step('AssignOfficer')).then(
      assigned({ officer: 'officer-1', role: 'lead', unit: 'consular', previousOfficer: 'officer-2' }),
    );
  });

  it('are staff', () => {
    after(caseIn('received'), step('AssignOfficer', { officer: 'nobody' })).thenRefused(
      'consular-case.unknown-officer',
      { officer: 'nobody' },
    );
  });
});

describe('documents', () => {
  const attached = (data: Partial<EventOf<'DocumentAttached'>['data']> = {}) =>
    event('DocumentAttached', {
      ...EXAMPLE_DATA.AttachDocument,
      title: own('Đơn đề nghị giúp đỡ'),
      late: false,
      ...data,
    });
  const other = 'bbbbbbbb-bbbb-5bbb-8bbb-bbbbbbbbbbbb';

  it('are attached once', () => {
    after(caseIn('received'), step('AttachDocument')).then(attached());
    const held = caseIn('received', step('AttachDocument'));
    for (const changes of [{}, { documentId: other }, { sha256: 'f'.repeat(64), title: 'Đơn khác' }]) {
      after(held, step('AttachDocument', changes)).thenRefused('consular-case.document-already-attached', {
        documentId: EXAMPLE_DATA.AttachDocument.documentId,
      });
    }
  });

  it('may translate one that is there', () => {
    const translation = { documentId: other, sha256: 'f'.repeat(64), pages: null, language: null } as const;
    const of = EXAMPLE_DATA.AttachDocument.documentId;
    const held = caseIn('received', step('AttachDocument'));
    const { pages: _p, language: _l, ...data } = EXAMPLE_DATA.AttachDocument;
    after(held, step('AttachDocument', { ...translation, translationOf: of })).then(
      event('DocumentAttached', {
        ...data,
        documentId: other,
        sha256: 'f'.repeat(64),
        translationOf: of,
        title: own('Đơn đề nghị giúp đỡ'),
        late: false,
      }),
    );
    after(caseIn('received'), step('AttachDocument', { ...translation, translationOf: of })).thenRefused(
      'consular-case.unknown-document',
      { documentId: of },
    );
  });

  it('are late once the case has ended (G-7)', () => {
    after(caseIn('closed'), step('AttachDocument')).then(attached({ late: true }));
    after(caseIn('withdrawn'), step('AttachDocument')).then(attached({ late: true }));
  });
});
