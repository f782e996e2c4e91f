import { searchWords, withoutDiacritics } from './index.js';

describe('text for searching', () => {
  it('loses diacritics, case and punctuation', () => {
    expect(withoutDiacritics('  Nguyễn Thị  ĐÀO-Hương ')).toBe('nguyen thi dao huong');
    expect(withoutDiacritics('Nguye\u0302\u0303n')).toBe('nguyen');
    expect(withoutDiacritics('')).toBe('');
  });

  it('has each word once', () => {
    expect(searchWords('Lê Lệ Lê')).toEqual(['le']);
    expect(searchWords('!?')).toEqual([]);
  });
});
