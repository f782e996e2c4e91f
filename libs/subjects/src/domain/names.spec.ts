import { isMinorOn, mayBeSameDay } from './findings.js';
import { type Comparable, identityNumbers, type LikenessReason, nameLikeness } from './names.js';

const person = (name: string, birthDate?: string): Comparable => ({
  kind: 'person',
  names: [name],
  ...(birthDate !== undefined && { birthDate }),
});

describe('nameLikeness', () => {
  it.each<[string, Comparable, Comparable, LikenessReason | null]>([
    [
      'the same name and day',
      person('Nông Thị Mẫu', '1990-01-02'),
      person('NONG THI MAU', '1990-01-02'),
      'same_name_and_birth_date',
    ],
    [
      'the words in another order',
      person('Nông Thị Mẫu', '1990-01-02'),
      person('Mau Thi Nong', '1990-01-02'),
      'same_name_and_birth_date',
    ],
    ['another day', person('Nông Thị Mẫu', '1990-01-02'), person('Nông Thị Mẫu', '1990-01-03'), null],
    [
      'a year that the day lies in',
      person('Nông Thị Mẫu', '1990-01-02'),
      person('Nông Thị Mẫu', '1990'),
      'same_name_birth_date_may_match',
    ],
    [
      'the same year, no day',
      person('Nông Thị Mẫu', '1990'),
      person('Nông Thị Mẫu', '1990'),
      'same_name_birth_date_may_match',
    ],
    [
      'no birth date on one side',
      person('Nông Thị Mẫu', '1990'),
      person('Nông Thị Mẫu'),
      'same_name_birth_date_unknown',
    ],
    ['a word less', person('Nông Thị Mẫu'), person('Nông Mẫu'), null],
    ['a word twice', person('Nông Thị Thị Mẫu'), person('Nông Thị Mẫu'), null],
    ['another kind', person('Nông Thị Mẫu'), { kind: 'legal_entity', names: ['Nông Thị Mẫu'] }, null],
    [
      'one of several names',
      person('Nông Thị Mẫu'),
      { kind: 'person', names: ['Nông Thị Thử', 'Nông Thị Mẫu'] },
      'same_name_birth_date_unknown',
    ],
    [
      'legal entities of one name',
      { kind: 'legal_entity', names: ['Công ty Mẫu'] },
      { kind: 'legal_entity', names: ['CÔNG TY MẪU'] },
      'same_name',
    ],
  ])('judges %s', (_, one, other, reason) => {
    expect(nameLikeness(one, other)).toBe(reason);
    expect(nameLikeness(other, one)).toBe(reason);
  });
});

describe('identityNumbers', () => {
  it('takes the numbers of all papers, each once, however they are written', () => {
    const identityPapers = [
      { kind: 'citizen_id', number: '0043 0500-0001' },
      { kind: 'other', number: 'c0000001' },
      { kind: 'other', number: ' - ' },
    ] as const;
    expect(identityNumbers({ identityPapers, passport: { number: 'C0000001' } })).toEqual([
      '004305000001',
      'C0000001',
    ]);
    expect(identityNumbers({})).toEqual([]);
  });
});

describe('dates as far as they are known', () => {
  it.each([
    ['2004-03-10', '2022-03-09', true],
    ['2004-03-10', '2022-03-10', false],
    ['2004-02-29', '2022-02-28', true],
    ['2004-02-29', '2022-03-01', false],
    ['2004-03', '2022-03-10', undefined],
    ['2004-04', '2022-03-10', true],
    ['2004', '2022-12-31', undefined],
    ['2004', '2023-01-01', false],
  ])('%s is a minor on %s: %s', (birthDate, day, minor) => {
    expect(isMinorOn(birthDate, day)).toBe(minor);
  });

  it('may be the same day when one is a part of the other', () => {
    expect(mayBeSameDay('2004', '2004-03-10')).toBe(true);
    expect(mayBeSameDay('2004-03-10', '2004-03')).toBe(true);
    expect(mayBeSameDay('2004-03', '2004-04-10')).toBe(false);
  });
});
