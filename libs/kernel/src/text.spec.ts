import { isBlank, searchWords, withoutDiacritics } from './index.js';

describe('text for searching', () => {
  it('loses diacritics, case and punctuation', () => {
    expect(withoutDiacritics('  Nguyễn Thị  ĐÀO-Hương ')).toBe('nguyen thi dao huong');
    expect(withoutDiacritics('Nguye\u0302\u0303n')).toBe('nguyen');
    expect(withoutDiacritics('')).toBe('');
  });

  it('is blank when nothing of it can be seen', () => {
    for (const text of [
      '',
      ' \t\n',
      '\u00a0',
      '\u200b\u200d',
      '\u202e',
      '\u2066 \u2069',
      '\u3164',
      '\ufe0f',
      '\u2800',
    ]) {
      expect([text, isBlank(text)]).toEqual([text, true]);
    }
    for (const text of ['a', '.', 'ế', '\u202ea', '👨\u200d👩\u200d👧', '́']) {
      expect([text, isBlank(text)]).toEqual([text, false]);
    }
  });

  it('has each word once', () => {
    expect(searchWords('Lê Lệ Lê')).toEqual(['le']);
    expect(searchWords('!?')).toEqual([]);
  });
});
