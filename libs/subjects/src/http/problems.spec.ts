import { SUBJECT_ERROR_CODES } from '../domain/errors.js';
import { SUBJECT_PROBLEMS } from './problems.js';

describe('problems of subjects', () => {
  it('has a status and a sentence in both languages for every code of the domain', () => {
    expect(Object.keys(SUBJECT_PROBLEMS).sort()).toEqual([...SUBJECT_ERROR_CODES].sort());
  });

  it('fills the same placeholders in both languages', () => {
    const placeholders = (text: string) => text.match(/\{\w+\}/g)?.sort() ?? [];
    for (const { status, title } of Object.values(SUBJECT_PROBLEMS)) {
      expect([404, 409, 422]).toContain(status);
      expect(placeholders(title.vi)).toEqual(placeholders(title.en));
    }
  });
});
