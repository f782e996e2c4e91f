import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isCurrency, isInstant, isLocalDate } from '#kernel';
import { isCountryCode } from './countries.js';
import { fault, field, type FieldFault, type FieldOptions, fromText } from './field-rule.js';

interface ExampleOptions<T> extends FieldOptions {
  readonly example?: T;
}

/** For addresses and forms, where everything arrives as text. */
interface QueryOptions {
  readonly query?: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a UUID written in lower case, as this system writes its ids. */
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

const example = <T>(value: T | undefined): { example?: T } => (value === undefined ? {} : { example: value });

const unless = (ok: boolean, code: string, vi: string, en: string): FieldFault | null =>
  ok ? null : fault(code, vi, en);

/** A day `YYYY-MM-DD`; a day that does not exist is refused. Whether it may lie in the future is a rule's affair. */
export const DateOnly = (options: ExampleOptions<string> = {}): PropertyDecorator =>
  field(
    (value) =>
      unless(
        isLocalDate(value),
        'date',
        'phải là một ngày có thật, dạng YYYY-MM-DD',
        'must be a real day, YYYY-MM-DD',
      ),
    options,
    { type: String, format: 'date', example: options.example ?? '2022-06-15' },
  );

/** A moment with an offset or `Z`; it arrives in UTC with milliseconds. */
export const InstantField = (options: ExampleOptions<string> = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      isInstant(value) ? new Date(Temporal.Instant.from(value).epochMilliseconds).toISOString() : value,
    ),
    field(
      (value) =>
        unless(
          isInstant(value),
          'instant',
          'phải là một thời điểm có múi giờ, ví dụ 2022-06-15T08:00:00+07:00',
          'must be a moment with an offset, for example 2022-06-15T08:00:00+07:00',
        ),
      options,
      { type: String, format: 'date-time', example: options.example ?? '2022-06-15T01:00:00.000Z' },
    ),
  );

/** One of a fixed list of codes. */
export const OneOf = <T extends string>(
  values: readonly T[],
  options: ExampleOptions<T> & { readonly enumName?: string } = {},
): PropertyDecorator =>
  field(
    (value) =>
      unless(
        values.some((known) => known === value),
        'choice',
        `phải là một trong: ${values.join(', ')}`,
        `must be one of: ${values.join(', ')}`,
      ),
    options,
    {
      enum: [...values],
      ...(options.enumName !== undefined && { enumName: options.enumName }),
      example: options.example ?? values[0],
    },
  );

/** The id of something this system made: a UUID in lower case. */
export const Id = (options: ExampleOptions<string> = {}): PropertyDecorator =>
  field(
    (value) => unless(isId(value), 'id', 'phải là mã định danh (UUID)', 'must be an id (UUID)'),
    options,
    {
      type: String,
      format: 'uuid',
      example: options.example ?? '3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b',
    },
  );

/** A whole number, by default 0 to the largest safe one. */
export const Integer = (
  options: ExampleOptions<number> & QueryOptions & { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator => {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  const inRange = (value: unknown): boolean =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  return applyDecorators(
    ...(options.query === true ? [fromText(digits)] : []),
    field(
      (value) =>
        unless(
          inRange(value),
          'integer',
          `phải là số nguyên từ ${min} đến ${max}`,
          `must be a whole number from ${min} to ${max}`,
        ),
      options,
      { type: 'integer', minimum: min, maximum: max, ...example(options.example) },
    ),
  );
};

/** Yes or no. */
export const Flag = (options: ExampleOptions<boolean> & QueryOptions = {}): PropertyDecorator =>
  applyDecorators(
    ...(options.query === true ? [fromText(yesNo)] : []),
    field(
      (value) =>
        unless(typeof value === 'boolean', 'flag', 'phải là true hoặc false', 'must be true or false'),
      options,
      { type: Boolean, ...example(options.example) },
    ),
  );

/** ISO 3166-1 alpha-2 in capitals, or `not_stated`. */
export const CountryCode = (options: ExampleOptions<string> = {}): PropertyDecorator =>
  field(
    (value) =>
      unless(
        isCountryCode(value),
        'country',
        'phải là mã nước hai chữ in hoa (ISO 3166) hoặc not_stated',
        'must be a country code of two capitals (ISO 3166) or not_stated',
      ),
    options,
    { type: String, example: options.example ?? 'KH' },
  );

/** ISO 4217. */
export const CurrencyCode = (options: ExampleOptions<string> = {}): PropertyDecorator =>
  field(
    (value) =>
      unless(
        typeof value === 'string' && isCurrency(value),
        'currency',
        'phải là mã tiền tệ (ISO 4217)',
        'must be a currency code (ISO 4217)',
      ),
    options,
    { type: String, example: options.example ?? 'VND' },
  );

const digits = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;

const yesNo = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);
