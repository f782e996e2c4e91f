import { isBlank, isCountry, isLocalDate, type Money, personal, tidy } from '#kernel';
import { type CaseContext } from '../commands/index.js';
import { refuse } from '../errors.js';
import {
  fieldOf,
  type KindCode,
  type KindDetails,
  type KindField,
  type KindFieldType,
  type KindValue,
  type RecordedDetails,
} from '../kinds/index.js';
import { isAmount } from '../rules/acts.js';
import { knownGate, knownMission, knownProvince, knownSubject } from './known.js';

/**
 * Facts of a kind, each checked by its field, what is personal marked as the owners'. // Consular cases, domain rules
 * @throws CaseRefusal
 */
export function detailsFor(
  kind: KindCode,
  details: KindDetails,
  owners: readonly string[],
  context: CaseContext,
): RecordedDetails {
  const entries = Object.entries(details).map(([name, value]) => {
    const field = fieldOf(kind, name) ?? refuse('consular-case.kind-detail-unknown', { kind, field: name });
    const checked = valueOf(kind, field, value, context);
    return [name, field.sealed ? personal(checked, owners) : checked] as const;
  });
  return Object.fromEntries(entries);
}

function valueOf(kind: KindCode, field: KindField, value: KindValue, context: CaseContext): KindValue {
  const { name, type } = field;
  if (!IS_VALUE[type](value, field)) {
    return refuse('consular-case.kind-detail-invalid', { kind, field: name, expected: type });
  }
  if (typeof value !== 'string') return value;
  return IS_KNOWN[type]?.(context, value) ?? tidy(value);
}

const isText = (value: unknown): value is string => typeof value === 'string' && !isBlank(value);
const isList = (value: unknown, of: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(of);
const isCountryCode = (value: unknown): boolean => typeof value === 'string' && isCountry(value);

const IS_VALUE: Readonly<Record<KindFieldType, (value: unknown, field: KindField) => boolean>> = {
  text: isText,
  date: isLocalDate,
  dates: (value) => isList(value, isLocalDate),
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  choice: (value, { choices = [] }) => choices.some(({ code }) => code === value),
  country: isCountryCode,
  countries: (value) => isList(value, isCountryCode),
  province: isText,
  subject: isText,
  mission: isText,
  gate: isText,
  case: (value) => typeof value === 'string' && /^\p{Lu}{2,8}-\d{4}-\d{1,9}$/u.test(value),
  money: (value) => typeof value === 'object' && value !== null && isAmount(value as Money),
};

const IS_KNOWN: { readonly [T in KindFieldType]?: (context: CaseContext, code: string) => string } = {
  province: knownProvince,
  subject: knownSubject,
  mission: knownMission,
  gate: knownGate,
};
