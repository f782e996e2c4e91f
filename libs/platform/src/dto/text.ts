import { type ApiPropertyOptions } from '@nestjs/swagger';
import { isBlank } from '#kernel';
import { fault, field, type FieldFault, type FieldOptions } from './field-rule.js';

export interface TextOptions extends FieldOptions {
  /** In characters; default 200, or 4,000 for a text of several lines. */
  readonly max?: number;
  /** Line breaks and tabs are allowed. */
  readonly multiline?: boolean;
  readonly example?: string;
}

// U+FFFD stands where bytes were no UTF-8: what was meant is lost already. Noncharacters no document can hold.
const LOST = '\\p{Noncharacter_Code_Point}\\ufffd';
const CONTROL = new RegExp(`[\\p{Cc}${LOST}]`, 'u');
const CONTROL_BUT_BREAKS = new RegExp(`(?![\\n\\r\\t])[\\p{Cc}${LOST}]`, 'u');

/**
 * Text kept exactly as it was typed. Refused: nothing that can be seen, control characters, halves of characters
 * (lone surrogates) that no store or hash could keep apart, and what came as no UTF-8.
 */
export const Text = (options: TextOptions = {}): PropertyDecorator => {
  const max = maxOf(options);
  return field((value) => textFault(value, max, options.multiline === true), options, schemaOf(options));
};

const maxOf = ({ max, multiline }: TextOptions): number => max ?? (multiline === true ? 4000 : 200);

const schemaOf = (options: TextOptions): ApiPropertyOptions => ({
  type: String,
  minLength: 1,
  maxLength: maxOf(options),
  ...(options.example !== undefined && { example: options.example }),
});

export const OptionalText = (options: TextOptions = {}): PropertyDecorator =>
  Text({ ...options, optional: true });

const SIGN = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._/&-]*$/u;

/** What a register or a paper is known by: it stands in the open in the log, so it is no room for a text. */
export const Sign = (options: TextOptions = {}): PropertyDecorator =>
  field((value) => textFault(value, maxOf(options), false) ?? signFault(value), options, schemaOf(options));

const signFault = (value: unknown): FieldFault | null =>
  typeof value === 'string' && SIGN.test(value)
    ? null
    : fault(
        'sign',
        'chỉ gồm chữ, số và các dấu . _ / & -, không có dấu cách',
        'must be letters, digits and . _ / & - without spaces',
      );

/** Why `value` is not a text of at most `max` characters, or `null`. */
export function textFault(value: unknown, max: number, multiline: boolean): FieldFault | null {
  if (typeof value !== 'string') return fault('text', 'phải là văn bản', 'must be text');
  if (!value.isWellFormed() || (multiline ? CONTROL_BUT_BREAKS : CONTROL).test(value)) {
    return fault('text.characters', 'có ký tự không hợp lệ', 'holds characters that are not allowed');
  }
  if (isBlank(value)) return fault('text.blank', 'không được để trống', 'must not be blank');
  return [...value].length <= max
    ? null
    : fault('text.too-long', `không quá ${max} ký tự`, `must have at most ${max} characters`);
}
