import { applyDecorators, type Type as ClassOf } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { fault, field, type FieldFault, type FieldOptions, fromText } from './field-rule.js';
import { textFault } from './text.js';
import { isId } from './values.js';

type DtoClass = () => ClassOf<object>;

/** True for an object that is no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const NOT_AN_OBJECT = fault('object', 'phải là một đối tượng', 'must be an object');

export const TOO_LARGE = fault(
  'object.too-large',
  'có quá nhiều mục hoặc quá nhiều cấp',
  'has too many entries or levels',
);

/** Whether objects and lists stand in one another more than `levels` deep; looks no deeper than that. */
export const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1)));

/** An object of its own shape. */
export const Nested = (dto: DtoClass, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Type(dto),
    ValidateNested(),
    field((value) => (isObject(value) ? null : NOT_AN_OBJECT), options, {
      type: () => dto(),
    }),
  );

export interface ListOptions extends FieldOptions {
  readonly min?: number;
  /** Default 50. */
  readonly max?: number;
}

/** A list of objects of one shape. */
export const ListOf = (dto: DtoClass, options: ListOptions = {}): PropertyDecorator =>
  applyDecorators(
    Type(dto),
    ValidateNested({ each: true }),
    field((value) => listFault(value, options, (item) => (isObject(item) ? null : NOT_AN_OBJECT)), options, {
      type: () => dto(),
      isArray: true,
      ...bounds(options),
    }),
  );

export interface ItemsOptions extends ListOptions {
  readonly example?: readonly string[];
  /** For query strings: a single value arrives without a list around it. */
  readonly query?: boolean;
  /** The items are one of these. */
  readonly values?: readonly string[];
  /** The items are ids. */
  readonly ids?: boolean;
  /** Longest item in characters; default 200. */
  readonly maxLength?: number;
}

const NOT_IDS = fault('id', 'phải gồm các mã định danh (UUID)', 'must hold ids (UUID)');

/** A list of short texts, codes or ids without repetitions. */
export const Texts = (options: ItemsOptions = {}): PropertyDecorator => {
  const { values, ids = false, maxLength = 200 } = options;
  const item = (value: unknown): FieldFault | null => {
    if (ids) return isId(value) ? null : NOT_IDS;
    if (!values) return textFault(value, maxLength, false);
    return values.some((known) => known === value)
      ? null
      : fault('choice', `phải là một trong: ${values.join(', ')}`, `must be one of: ${values.join(', ')}`);
  };
  return applyDecorators(
    ...(options.query === true ? [fromText(listed)] : []),
    field((value) => listFault(value, options, item), options, {
      type: 'array',
      items: ids
        ? { type: 'string', format: 'uuid' }
        : values
          ? { type: 'string', enum: [...values] }
          : { type: 'string', maxLength },
      ...bounds(options),
      ...(options.example && { example: [...options.example] }),
    }),
  );
};

const MAX_DEPTH = 4;
const MAX_KEYS = 100;
const MAX_TEXT = 4000;

/** An object whose shape is data (the extra data of a case kind); only its soundness as JSON is judged here. */
export const FreeFormObject = (
  options: FieldOptions & { readonly example?: Readonly<Record<string, unknown>> } = {},
): PropertyDecorator =>
  field((value) => (isObject(value) ? jsonFault(value, 1) : NOT_AN_OBJECT), options, {
    type: 'object',
    additionalProperties: true,
    ...(options.example && { example: options.example }),
  });

function jsonFault(value: unknown, depth: number): FieldFault | null {
  if (typeof value === 'string') return value === '' ? null : soundText(value);
  if (typeof value === 'number') {
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER
      ? null
      : fault('number', 'số quá lớn', 'holds a number too large');
  }
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  if (depth > MAX_DEPTH || entries.length > MAX_KEYS) return TOO_LARGE;
  for (const [key, item] of entries) {
    const found = soundText(key) ?? jsonFault(item, depth + 1);
    if (found) return found;
  }
  return null;
}

/** Blank text is a matter of the data's own rules. */
const soundText = (value: string): FieldFault | null => {
  const found = textFault(value, MAX_TEXT, true);
  return found?.code === 'text.blank' ? null : found;
};

function listFault(
  value: unknown,
  { min = 0, max = 50 }: ListOptions,
  item: (value: unknown) => FieldFault | null,
): FieldFault | null {
  if (!Array.isArray(value)) return fault('list', 'phải là một danh sách', 'must be a list');
  if (value.length < min || value.length > max) {
    return fault('list.length', `phải có từ ${min} đến ${max} mục`, `must have ${min} to ${max} items`);
  }
  for (const entry of value) {
    const found = item(entry);
    if (found) return found;
  }
  const plain = value.filter((entry) => typeof entry !== 'object');
  if (new Set(plain).size === plain.length) return null;
  return fault('list.repeated', 'có mục lặp lại', 'holds an item twice');
}

const bounds = ({ min = 0, max = 50 }: ListOptions) => ({ minItems: min, maxItems: max });

const listed = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;
