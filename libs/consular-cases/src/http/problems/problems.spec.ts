import { sentencesOf } from '#platform';
import { CASE_ERROR_CODES } from '../../domain/errors.js';
import { CONTENT_PROBLEMS } from './content.js';
import { CONSULAR_CASE_PROBLEMS } from './index.js';
import { STATE_PROBLEMS } from './state.js';

const placeholders = (text: string) => text.match(/\{\w+\}/g)?.sort() ?? [];

describe('problems of consular cases', () => {
  it('has one entry for every code of the domain, and no other', () => {
    expect([...Object.keys(STATE_PROBLEMS), ...Object.keys(CONTENT_PROBLEMS)].sort()).toEqual(
      [...CASE_ERROR_CODES].sort(),
    );
  });

  it.each(Object.entries(CONSULAR_CASE_PROBLEMS))(
    '%s fills the same in both languages',
    (_, { title, names = {} }) => {
      expect(placeholders(title.vi)).toEqual(placeholders(title.en));
      expect(placeholders(title.en)).toEqual(
        expect.arrayContaining(Object.keys(names).map((name) => `{${name}}`)),
      );
    },
  );

  it('answers 404 for no such case, 409 for how a case stands, 422 for what was said', () => {
    const statuses = (problems: object) =>
      new Set(Object.values(problems as typeof CONSULAR_CASE_PROBLEMS).map(({ status }) => status));
    expect(statuses(STATE_PROBLEMS)).toEqual(new Set([404, 409]));
    expect(statuses(CONTENT_PROBLEMS)).toEqual(new Set([422]));
  });

  it('says what codes are called, each in its language', () => {
    expect(
      sentencesOf(CONSULAR_CASE_PROBLEMS['consular-case.remains-papers-missing'], {
        form: 'ashes',
        missing: ['death_certificate', 'cremation_certificate'],
      }),
    ).toEqual({
      vi: 'Thiếu giấy tờ để đưa về nước (Tro cốt): Giấy chứng tử, Giấy chứng nhận hỏa táng',
      en: 'Papers for the entry of remains (Ashes) are missing: Death certificate, Cremation certificate',
    });
    expect(
      sentencesOf(CONSULAR_CASE_PROBLEMS['consular-case.date-out-of-order'], {
        occurredOn: '2022-03-01',
        after: 'ConsularCaseOpened',
        on: '2022-03-02',
      }),
    ).toEqual({
      vi: 'Ngày 2022-03-01 không thể trước ngày tiếp nhận vụ việc (2022-03-02)',
      en: 'The day 2022-03-01 cannot lie before the day the case was received (2022-03-02)',
    });
  });
});
