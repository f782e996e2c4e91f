import { isLocalDate } from '#kernel';
import { fault, field, type FieldOptions } from '#platform';

const PARTIAL = fault(
  'partial-date',
  'phải là năm, tháng hoặc ngày có thật: YYYY, YYYY-MM hoặc YYYY-MM-DD',
  'must be a real year, month or day: YYYY, YYYY-MM or YYYY-MM-DD',
);

/** True for a real `YYYY-MM-DD`, or the part of one that is known: `YYYY-MM`, `YYYY`. */
export const isPartialDate = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}(-\d{2}){0,2}$/.test(value) &&
  isLocalDate(`${value}-01-01`.slice(0, 'YYYY-MM-DD'.length));

/** A day as far as it is known. */
export const PartialDateField = (options: FieldOptions & { readonly example: string }): PropertyDecorator =>
  field((value) => (isPartialDate(value) ? null : PARTIAL), options, {
    type: String,
    pattern: '^\\d{4}(-\\d{2}){0,2}$',
    example: options.example,
  });
