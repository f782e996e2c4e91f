import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { REQUIRED } from '#event-sourcing';
import { type Bilingual } from '../language.js';

/** Why a value is refused: a stable code and the reason in both languages. */
export interface FieldFault {
  readonly code: string;
  readonly message: Bilingual;
}

/** What every field decorator takes. */
export interface FieldOptions {
  /** The field may be left out. `null` is not "left out": it is refused. */
  readonly optional?: boolean;
  readonly description?: string;
}

/** The group of what is read from text: in addresses and forms, never in JSON. */
export const AS_TEXT = 'as-text';

/** Reads a property from text where everything arrives as text. */
export const fromText = (read: (value: unknown) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => read(value), { groups: [AS_TEXT] });

/**
 * A property that `check` judges, documented as `schema`. The fault travels through class-validator as JSON, because
 * its messages are single strings; `validation-pipe.ts` reads it again.
 */
export function field(
  check: (value: unknown) => FieldFault | null,
  options: FieldOptions,
  schema: ApiPropertyOptions,
): PropertyDecorator {
  const judge = (value: unknown): FieldFault | null => (value === undefined ? REQUIRED : check(value));
  return applyDecorators(
    ...(options.optional === true ? [ValidateIf((_, value) => value !== undefined)] : []),
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value: unknown) => judge(value) === null,
        defaultMessage: (args) => JSON.stringify(judge(args?.value)),
      },
    }),
    ApiProperty({
      required: options.optional !== true,
      ...(options.description !== undefined && { description: options.description }),
      ...schema,
    } as ApiPropertyOptions),
  );
}

/** A field that goes with one value of a field beside it, and is refused with any other: nothing is dropped silently. */
export const GoesWith = (other: string, value: string): PropertyDecorator =>
  ValidateBy({
    name: 'field',
    validator: {
      validate: (_, args) => (args?.object as Readonly<Record<string, unknown>>)[other] === value,
      defaultMessage: () =>
        JSON.stringify(
          fault('out-of-place', `chỉ dùng khi ${other} là ${value}`, `goes with ${other} ${value} alone`),
        ),
    },
  });

/** A fault with the code `code`. */
export const fault = (code: string, vi: string, en: string): FieldFault => ({ code, message: { vi, en } });
