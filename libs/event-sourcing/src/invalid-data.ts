import { z } from 'zod';
import { DomainError } from '#kernel';

/** Why a value cannot stand in an event: where, a stable code, and the reason in both languages. */
export interface ValueFault {
  /** Path of the field, `recipients[0].name`. */
  readonly field: string;
  /** `required`, `unknown-field`, `not-personal`, or what zod calls it: `invalid_value`, `too_small` … */
  readonly code: string;
  readonly message: { readonly vi: string; readonly en: string };
}

/** Values that are not of an event's shape. */
export class InvalidData extends Error {
  constructor(readonly errors: readonly ValueFault[]) {
    super(errors.map(({ field, message }) => `${field}: ${message.en}`).join('; '));
    this.name = 'InvalidData';
  }
}

/** Why a stored shape refuses a value, for `refine`. */
export const because = (vi: string, en: string) => ({ message: en, params: { vi } });

/** A command says what no event can say; `errors` tell it field by field, as the sender named them. */
export class InvalidPayload extends DomainError {
  constructor(
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>>,
    readonly errors: readonly ValueFault[],
  ) {
    super(code, message, details);
    this.name = 'InvalidPayload';
  }
}

/** What a refusal by a schema says of each field; parse with `reportInput`, so that what was sent can be told. */
export const valueFaults = (error: z.ZodError): readonly ValueFault[] =>
  error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ field: pathOf(issue.path), ...faultOf(issue) }];
    return issue.keys.map((key) => ({ field: pathOf([...issue.path, key]), ...UNKNOWN_FIELD }));
  });

/** A field that nobody asks for. */
export const UNKNOWN_FIELD = {
  code: 'unknown-field',
  message: { vi: 'không có trường này', en: 'is not a known field' },
};

/** A field that was left out. */
export const REQUIRED = { code: 'required', message: { vi: 'bắt buộc phải có', en: 'is required' } };

const NOT_PERSONAL = {
  code: 'not-personal',
  message: {
    vi: 'để trống, quá dài hoặc không đúng kiểu',
    en: 'is empty, too long, or not of the right type',
  },
};

const VIETNAMESE = z.locales.vi().localeError;
const ENGLISH = z.locales.en().localeError;

function faultOf(issue: z.core.$ZodIssue): Omit<ValueFault, 'field'> {
  if (issue.input === undefined) return REQUIRED;
  if (issue.code === 'custom') return ownFault(issue);
  return { code: issue.code, message: { vi: said(VIETNAMESE, issue), en: said(ENGLISH, issue) } };
}

/** What a shape of this system refuses in its own words. */
function ownFault({ params, message }: z.core.$ZodIssueCustom): Omit<ValueFault, 'field'> {
  if (params?.['personal'] === true) return NOT_PERSONAL;
  return { code: 'invalid', message: { vi: String(params?.['vi'] ?? 'không hợp lệ'), en: message } };
}

function said(locale: z.core.$ZodErrorMap, issue: z.core.$ZodIssue): string {
  const message = locale(issue as z.core.$ZodRawIssue);
  return (typeof message === 'string' ? message : message?.message) ?? issue.message;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((parent, key) => {
    if (typeof key === 'number') return `${parent}[${key}]`;
    return parent === '' ? String(key) : `${parent}.${String(key)}`;
  }, '');
