import { isNumberLike, numberKey, numberWords } from './case-number.js';

describe('case numbers', () => {
  it('are found by their parts, however they are padded and separated', () => {
    expect(numberWords('BHCD-2022-0007')).toEqual(['bhcd', '2022', '7']);
    for (const text of ['bhcd 2022 7', 'BHCD2022/07', ' BHCD – 2022 – 007 '])
      expect(numberWords(text)).toEqual(['bhcd', '2022', '7']);
    expect(numberWords('ĐR-2022-0010')).toEqual(['dr', '2022', '10']);
    expect(numberWords('0')).toEqual(['0']);
  });

  it('are ordered as they were given, beyond the padding', () => {
    const given = ['BHCD-2022-0002', 'BHCD-2022-9999', 'BHCD-2022-10000', 'BHCD-2023-0001'];
    expect(given.toReversed().map(numberKey).sort()).toEqual(given.map(numberKey));
  });

  it.each([
    ['BHCD-2022-0007', true],
    ['2022', true],
    ['7/2022', true],
    ['bhcd 7', true],
    ['Nông Thị Mẫu', false],
    ['Công ty 19-5', false],
    ['bhcd', false],
    ['', false],
  ])('%j can be meant as one: %s', (text, expected) => {
    expect(isNumberLike(text)).toBe(expected);
  });
});
