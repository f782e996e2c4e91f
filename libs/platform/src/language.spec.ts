import { fill, languageOf } from './language.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'vi'],
    ['', 'vi'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,vi;q=0.8', 'en'],
    ['fr, vi;q=0.5, en;q=0.7', 'en'],
    ['de', 'vi'],
    ['*', 'vi'],
    ['en;q=0', 'vi'],
    ['vi-VN', 'vi'],
    [';;q=x,,', 'vi'],
  ])('for %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a sentence', () => {
  it('is filled from details of every kind', () => {
    const template = { vi: '{a} và {list}', en: '{a} and {list}, {missing}, {object}' };
    expect(fill(template, { a: 1, list: ['x', 2], object: { secret: true } })).toEqual({
      vi: '1 và x, 2',
      en: '1 and x, 2, …, …',
    });
  });
});
