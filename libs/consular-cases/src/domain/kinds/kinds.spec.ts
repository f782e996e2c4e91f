import { NOT_STATED, isCountry } from '#kernel';
import { CASE_ERROR_CODES } from '../errors.js';
import { CITIZEN, RELATIVE, SECOND_CITIZEN, step } from '../../testing/index.js';
import { CASE_KINDS, fieldOf, fieldsOf, KIND_CODES } from './index.js';
import { subjectsNamedIn } from '../subjects-named.js';
import * as listed from '../vocabulary/index.js';
import * as acts from '../vocabulary/acts.js';

const fields = CASE_KINDS.flatMap(({ code, fields: own }) => own.map((field) => ({ kind: code, ...field })));

describe('the kinds of cases', () => {
  it('are these, each once, named in both languages', () => {
    expect(CASE_KINDS.map(({ code }) => code)).toEqual(KIND_CODES);
    expect(new Set(KIND_CODES).size).toBe(12);
    for (const { vi, en } of [...CASE_KINDS, ...fields]) expect([vi, en]).not.toContain('');
  });

  it('have facts with names of their own, choices where one chooses, texts that are sealed', () => {
    for (const kind of KIND_CODES) {
      const names = fieldsOf(kind).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
    for (const { name, type, choices, sealed } of fields) {
      expect([name, choices === undefined]).toEqual([name, type !== 'choice']);
      if (type === 'text') expect([name, sealed]).toEqual([name, true]);
    }
  });

  it('leave in the open, of what is sensitive, only what rules and deadlines read', () => {
    const open = fields.filter(({ sensitive, sealed }) => sensitive && !sealed);
    expect(open.map(({ kind, name }) => `${kind}.${name}`)).toEqual([
      'trafficking.victimStatus',
      'trafficking.victimDecidedBy',
      'trafficking.minor',
      'rescue_return.victimStatus',
      'rescue_return.victimDecidedBy',
    ]);
  });

  it('are known by name', () => {
    expect(fieldOf('trafficking', 'victimStatus')).toMatchObject({ type: 'choice', required: true });
    expect(fieldOf('detention', 'victimStatus')).toBeUndefined();
    expect(fieldsOf('unspecified')).toEqual([]);
  });
});

describe('the lists', () => {
  it.each(Object.entries({ ...listed, ...acts }).filter(([, list]) => Array.isArray(list)))(
    '%s has codes of its own and names in both languages',
    (_, list) => {
      const choices = list as readonly listed.Choice[];
      expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
      for (const { code, vi, en } of choices) {
        expect(code).toMatch(/^[a-z_]+$/);
        expect(vi.trim() !== '' && en.trim() !== '').toBe(true);
      }
    },
  );

  it('of error codes is sorted and says where they come from', () => {
    expect([...CASE_ERROR_CODES].sort()).toEqual(CASE_ERROR_CODES);
    for (const code of CASE_ERROR_CODES) expect(code).toMatch(/^consular-case\.[a-z]+(-[a-z]+)*$/);
  });

  it('of countries is ISO 3166-1', () => {
    expect(['MY', 'KH', 'CN', 'UA', 'TW', 'VN'].every(isCountry)).toBe(true);
    expect(['XX', 'UK', 'vn', '', NOT_STATED].some(isCountry)).toBe(false);
  });
});

describe('the subjects that a command names', () => {
  it.each([
    [step('OpenConsularCase'), [CITIZEN, RELATIVE]],
    [step('OpenConsularCase', { subjects: [CITIZEN, CITIZEN], applicant: CITIZEN }), [CITIZEN]],
    [
      step('OpenConsularCase', {
        kind: 'death_abroad',
        applicant: null,
        details: { authorisedRelative: SECOND_CITIZEN, placeOfDeath: 'Phnom Penh' },
      }),
      [CITIZEN, SECOND_CITIZEN],
    ],
    [step('RecordKindDetails', { details: { legalEntity: RELATIVE, flight: 'VN 1' } }), [RELATIVE]],
    [step('ClassifyCase', { details: null }), []],
    [step('NotifyFamily'), [RELATIVE]],
    [step('VerifyIdentity'), [CITIZEN]],
    [step('RecordIdentityNotConfirmed'), [CITIZEN]],
    [step('RecordTravelDocument', { subject: null }), []],
    [step('RecordContact'), [RELATIVE]],
    [step('CloseCase'), []],
  ])('%# are %j', ({ command }, ids) => {
    expect(subjectsNamedIn(command)).toEqual(ids);
  });
});
