import fc from 'fast-check';
import { type CommandContext, DomainError, fold, isPlain, personal, type Recorded } from '#kernel';
import { type SubjectCommand, type SubjectContextFacts } from './commands.js';
import { type Changes, type SubjectDetails, type SubjectKind } from './details.js';
import { subjectDecider } from './decider.js';
import { type SubjectEvent } from './events.js';

const STREAM = 'subject-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312';
const TODAY = '2022-03-10';
const own = <T>(value: T) => personal(value, [STREAM]);

const person: SubjectDetails = {
  name: 'Nông Thị Mẫu',
  otherNames: ['Nong Thi Mau'],
  birthDate: '2005-06-30',
  sex: 'female',
  identityPapers: [
    { kind: 'citizen_id', number: '004305000001', issuedOn: '2021-05-04', issuer: 'Cục CSQLHC' },
  ],
  passport: { number: 'C0000001', issuedOn: '2020-01-06', expiresOn: '2030-01-06' },
  address: 'Xóm Mẫu, xã Mẫu',
  homeCommune: 'Xã Mẫu',
  contacts: [{ name: 'Nông Văn Thử', relation: 'cha', phone: '0900000001' }],
  homeProvince: 'cao-bang',
  nationality: 'VN',
};

const company: SubjectDetails = {
  name: 'Công ty TNHH Thử Nghiệm',
  identityPapers: [{ kind: 'tax_code', number: '0000000001' }],
  representative: { name: 'Hoàng Văn Mẫu', position: 'Giám đốc' },
  nationality: 'VN',
};

function context(details?: Partial<SubjectDetails>): CommandContext<SubjectContextFacts> {
  return {
    actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
    now: '2022-03-10T02:00:00.000Z',
    today: TODAY,
    occurredOn: '2022-03-09',
    facts: { stream: STREAM, provinces: new Set(['cao-bang', 'ha-giang']), ...(details && { details }) },
  };
}

const register = (kind: SubjectKind, details: SubjectDetails): SubjectCommand => ({
  type: 'RegisterSubject',
  data: { kind, details },
});

const correct = (changes: Changes<SubjectDetails>, reason = 'nhập sai'): SubjectCommand => ({
  type: 'CorrectSubjectDetails',
  data: { changes, reason },
});

function recorded(events: readonly SubjectEvent[]): Recorded<SubjectEvent>[] {
  return events.map((event, revision) => ({ ...event, revision, stream: STREAM }) as Recorded<SubjectEvent>);
}

const registered = (kind: SubjectKind, details: SubjectDetails): readonly SubjectEvent[] =>
  subjectDecider.decide(register(kind, details), subjectDecider.initial, context());

interface When {
  readonly given?: readonly SubjectEvent[];
  readonly when: SubjectCommand;
  /** Details as they stand, which the handler opens before it decides. */
  readonly details?: Partial<SubjectDetails>;
  readonly at?: CommandContext<SubjectContextFacts>;
}

const decide = ({ given = [], when, details, at = context(details) }: When): readonly SubjectEvent[] =>
  subjectDecider.decide(when, fold(subjectDecider, recorded(given)), at);

function refusal(when: When): { code: string; details: unknown } {
  try {
    decide(when);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('registering a subject', () => {
  it('records a person, everything personal under their own key, and that they are a minor', () => {
    expect(decide({ when: register('person', person) })).toEqual([
      {
        type: 'SubjectRegistered',
        occurredOn: '2022-03-09',
        data: {
          kind: 'person',
          details: {
            name: own('Nông Thị Mẫu'),
            otherNames: own(['Nong Thi Mau']),
            birthDate: own('2005-06-30'),
            sex: own('female'),
            identityPapers: own(person.identityPapers),
            passport: own(person.passport),
            address: own('Xóm Mẫu, xã Mẫu'),
            homeCommune: own('Xã Mẫu'),
            contacts: own(person.contacts),
            homeProvince: 'cao-bang',
            nationality: 'VN',
            minor: true,
          },
        },
      },
    ]);
  });

  it('records a legal entity with who speaks for it', () => {
    expect(decide({ when: register('legal_entity', company) })).toEqual([
      {
        type: 'SubjectRegistered',
        occurredOn: '2022-03-09',
        data: {
          kind: 'legal_entity',
          details: {
            name: own('Công ty TNHH Thử Nghiệm'),
            identityPapers: own(company.identityPapers),
            representative: own(company.representative),
            nationality: 'VN',
          },
        },
      },
    ]);
  });

  it('keeps texts composed and without stray spaces', () => {
    const typed = '  No\u0302ng   Thi\u0323 Mâ\u0303u ';
    const [event] = decide({ when: register('person', { name: typed }) });
    expect(event?.data).toEqual({ kind: 'person', details: { name: own('Nông Thị Mẫu') } });
  });

  it.each([
    ['a birth date that tells', { birthDate: '2004-03-10' }, false],
    ['the day before the eighteenth birthday', { birthDate: '2004-03-11' }, true],
    ['a year that tells', { birthDate: '2010' }, true],
    ['a year that does not tell', { birthDate: '2004' }, undefined],
    ['a year that does not tell, and a statement', { birthDate: '2004', minor: true }, true],
    ['a statement alone', { minor: false }, false],
    ['nothing known', {}, undefined],
  ])('finds out about a minor from %s', (_, details, minor) => {
    const [event] = decide({ when: register('person', { name: 'Mẫu', ...details }) });
    expect(event?.type === 'SubjectRegistered' && event.data.details.minor).toBe(minor);
  });

  it.each<[string, SubjectKind, SubjectDetails, string, unknown]>([
    ['a blank name', 'person', { name: ' \u00a0 ' }, 'subject.name-required', {}],
    [
      'a birth date of a legal entity',
      'legal_entity',
      { name: 'Mẫu', birthDate: '2000' },
      'subject.field-not-of-kind',
      { field: 'birthDate', kind: 'legal_entity' },
    ],
    [
      'a representative of a person',
      'person',
      { name: 'Mẫu', representative: { name: 'Thử' } },
      'subject.field-not-of-kind',
      { field: 'representative', kind: 'person' },
    ],
    [
      'a birth tomorrow',
      'person',
      { name: 'Mẫu', birthDate: '2022-03-11' },
      'subject.date-in-future',
      { field: 'birthDate', today: TODAY },
    ],
    [
      'a birth next year',
      'person',
      { name: 'Mẫu', birthDate: '2023' },
      'subject.date-in-future',
      { field: 'birthDate', today: TODAY },
    ],
    [
      'a paper issued tomorrow',
      'person',
      { name: 'Mẫu', identityPapers: [{ kind: 'citizen_id', number: '1', issuedOn: '2022-03-11' }] },
      'subject.date-in-future',
      { field: 'identityPapers.0.issuedOn', today: TODAY },
    ],
    [
      'a passport issued tomorrow',
      'person',
      { name: 'Mẫu', passport: { number: 'C1', issuedOn: '2022-03-11' } },
      'subject.date-in-future',
      { field: 'passport.issuedOn', today: TODAY },
    ],
    [
      'a statement that the birth date contradicts',
      'person',
      { name: 'Mẫu', birthDate: '1990-01-01', minor: true },
      'subject.minor-contradicts-birth-date',
      {},
    ],
    [
      'a province that is not on the map',
      'person',
      { name: 'Mẫu', homeProvince: 'atlantis' },
      'subject.province-unknown',
      { province: 'atlantis' },
    ],
    [
      'a contact that cannot be reached',
      'person',
      { name: 'Mẫu', contacts: [{ phone: '0900000001' }, { name: 'Thử', relation: 'mẹ' }] },
      'subject.contact-empty',
      { field: 'contacts.1' },
    ],
  ])('refuses %s', (_, kind, details, code, refused) => {
    expect(refusal({ when: register(kind, details) })).toEqual({ code, details: refused });
  });

  it('refuses what happens tomorrow', () => {
    const tomorrow = { ...context(), occurredOn: '2022-03-11' };
    expect(refusal({ when: register('person', person), at: tomorrow })).toEqual({
      code: 'subject.date-in-future',
      details: { field: 'occurredOn', today: TODAY },
    });
  });

  it('refuses a subject that is registered', () => {
    const given = registered('person', person);
    expect(refusal({ given, when: register('person', person) }).code).toBe('subject.already-registered');
  });
});

describe('correcting details', () => {
  const given = registered('person', person);
  const details = { ...person, minor: true };

  it('records only what changes, with the reason', () => {
    const changes = { name: 'Nông Thị Thử', sex: 'female', address: 'Xóm Thử', passport: null } as const;
    expect(decide({ given, details, when: correct(changes, 'nhập sai') })).toEqual([
      {
        type: 'SubjectDetailsCorrected',
        occurredOn: '2022-03-09',
        data: {
          changes: { name: own('Nông Thị Thử'), address: own('Xóm Thử'), passport: null },
          reason: own('nhập sai'),
        },
      },
    ]);
  });

  it('leaves findings readable', () => {
    const [event] = decide({
      given,
      details,
      when: correct({ homeProvince: 'ha-giang', nationality: null }),
    });
    expect(event?.data).toMatchObject({ changes: { homeProvince: 'ha-giang', nationality: null } });
  });

  it.each<[string, Changes<SubjectDetails>]>([
    ['the same value', { name: 'Nông Thị Mẫu' }],
    ['the same value in other letters of the same meaning', { name: 'Nông  Thị Mẫu'.normalize('NFD') }],
    [
      'the same papers with their fields in another order',
      {
        passport: { expiresOn: '2030-01-06', issuedOn: '2020-01-06', number: 'C0000001' },
      },
    ],
    ['taking away what is not there', { representative: undefined, minor: true }],
    ['nothing', {}],
  ])('records nothing for %s', (_, changes) => {
    expect(decide({ given, details, when: correct(changes) })).toEqual([]);
  });

  it('records nothing when the same correction comes again', () => {
    const changes = { name: 'Nông Thị Thử', contacts: null };
    const [event] = decide({ given, details, when: correct(changes) });
    const { contacts: _, ...after } = { ...details, name: 'Nông Thị Thử' };
    expect(decide({ given: [...given, event!], details: after, when: correct(changes) })).toEqual([]);
  });

  it.each<[string, Changes<SubjectDetails>, Changes<SubjectDetails>]>([
    [
      'another birth date of an adult',
      { birthDate: '1990-06-30' },
      { birthDate: '1990-06-30', minor: false },
    ],
    ['another birth date of a minor', { birthDate: '2006-06-30' }, { birthDate: '2006-06-30' }],
    ['no birth date', { birthDate: null }, { birthDate: null, minor: null }],
    ['no birth date, but a statement', { birthDate: null, minor: true }, { birthDate: null }],
    ['a year that does not tell', { birthDate: '2004' }, { birthDate: '2004', minor: null }],
  ])('lets the finding follow %s', (_, changes, expected) => {
    const [event] = decide({ given, details, when: correct(changes) });
    const plain = Object.entries(event?.type === 'SubjectDetailsCorrected' ? event.data.changes : {});
    const opened = plain.map(([field, value]) => [field, isPlain(value) ? value.$plain : value]);
    expect(Object.fromEntries(opened)).toEqual(expected);
  });

  it('does not correct somebody for growing up', () => {
    const before = { ...person, birthDate: '2004-01-01', minor: true };
    const [event] = decide({ given, details: before, when: correct({ address: 'Xóm Thử' }) });
    expect(event?.data).toMatchObject({ changes: { address: own('Xóm Thử') } });
    expect(event?.type === 'SubjectDetailsCorrected' && 'minor' in event.data.changes).toBe(false);
  });

  it.each<[string, Changes<SubjectDetails>, string]>([
    ['a name taken away', { name: null }, 'subject.name-required'],
    ['a field that persons do not have', { representative: { name: 'Thử' } }, 'subject.field-not-of-kind'],
    ['taking away a field that persons do not have', { representative: null }, 'subject.field-not-of-kind'],
    ['a birth tomorrow', { birthDate: '2022-03-11' }, 'subject.date-in-future'],
    ['a province that is not on the map', { homeProvince: 'atlantis' }, 'subject.province-unknown'],
    ['a statement that the birth date contradicts', { minor: false }, 'subject.minor-contradicts-birth-date'],
    ['a contact that cannot be reached', { contacts: [{ name: 'Thử' }] }, 'subject.contact-empty'],
  ])('refuses %s', (_, changes, code) => {
    expect(refusal({ given, details, when: correct(changes) }).code).toBe(code);
  });

  it('refuses a correction without a reason', () => {
    expect(refusal({ given, details, when: correct({ name: 'Thử' }, '  ') }).code).toBe(
      'subject.reason-required',
    );
  });

  it('refuses somebody who is not registered', () => {
    expect(refusal({ when: correct({ name: 'Thử' }) }).code).toBe('subject.not-registered');
  });
});

describe('folding and judging', () => {
  const history = recorded([
    ...registered('person', person),
    ...decide({ given: registered('person', person), details: person, when: correct({ name: 'Thử' }) }),
    ...registered('legal_entity', company),
  ]);

  it('folds any subset of a history', () => {
    fc.assert(
      fc.property(fc.subarray(history), (subset) => {
        const state = fold(subjectDecider, subset);
        const opened = subset.findLast(({ type }) => type === 'SubjectRegistered');
        expect(state.phase).toBe(opened ? 'registered' : 'unregistered');
      }),
    );
  });

  it('says which rule an event would break', () => {
    const [opening, correction, company] = history;
    const person = fold(subjectDecider, [opening!]);
    expect(subjectDecider.admits(subjectDecider.initial, opening!)).toBeNull();
    expect(subjectDecider.admits(person, correction!)).toBeNull();
    expect(subjectDecider.admits(person, company!)?.code).toBe('subject.already-registered');
    expect(subjectDecider.admits(subjectDecider.initial, correction!)?.code).toBe('subject.not-registered');
    const foreign = { ...correction!, data: { changes: { representative: null }, reason: own('x') } };
    expect(subjectDecider.admits(person, foreign as Recorded<SubjectEvent>)?.code).toBe(
      'subject.field-not-of-kind',
    );
  });
});
