import { z } from 'zod';
import { because, personalValue, storedDay } from '#event-sourcing';
import { isCountry, isCurrency } from '#kernel';
import { CASE_KINDS, type KindCode, type KindField, type KindFieldType } from '../domain/kinds/index.js';

export const text = z.string().min(1);
export const day = storedDay;
export const money = z.strictObject({
  amount: z.int().positive(),
  currency: z
    .string()
    .refine(isCurrency, because('phải là loại tiền ISO 4217', 'must be an ISO 4217 currency')),
});

const country = z
  .string()
  .refine(isCountry, because('phải là mã nước ISO 3166-1 alpha-2', 'must be an ISO 3166-1 alpha-2 code'));

const PLAIN: Readonly<Record<Exclude<KindFieldType, 'choice'>, z.ZodType>> = {
  text,
  date: day,
  dates: z.array(day).min(1),
  boolean: z.boolean(),
  integer: z.int().nonnegative(),
  country,
  countries: z.array(country).min(1),
  province: text,
  subject: text,
  mission: text,
  gate: text,
  case: text,
  money,
};

/** The stored shape of each kind's facts, from the same table that forms and checks read. All are optional. */
const DETAILS = new Map<KindCode, z.ZodType>(
  CASE_KINDS.map(({ code, fields }) => [
    code,
    z.strictObject(Object.fromEntries(fields.map((field) => [field.name, schemaOf(field).optional()]))),
  ]),
);

/** Something said of a kind: `kind` tells the shape of `details`. */
export function ofKind<T>(rest: Readonly<Record<string, z.ZodType>> = {}): z.ZodType<T> {
  const shapes = CASE_KINDS.map(({ code }) =>
    z.strictObject({ kind: z.literal(code), ...rest, details: DETAILS.get(code) ?? z.never() }),
  );
  const [first, ...others] = shapes;
  if (!first) throw new Error('there is no kind of case');
  return z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<T>;
}

function schemaOf({ type, choices = [], sealed }: KindField): z.ZodType {
  const plain = type === 'choice' ? z.enum(choices.map(({ code }) => code)) : PLAIN[type];
  return sealed ? personalValue(plain) : plain;
}
