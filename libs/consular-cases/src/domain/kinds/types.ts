import { type Money, type Personal } from '#kernel';
import { type Choice } from '../vocabulary/index.js';

/** What a field of a kind holds. `case` is another case's number; `dates` and `countries` are lists. */
export type KindFieldType =
  | 'text'
  | 'date'
  | 'dates'
  | 'boolean'
  | 'integer'
  | 'choice'
  | 'country'
  | 'countries'
  | 'province'
  | 'subject'
  | 'mission'
  | 'gate'
  | 'case'
  | 'money';

/** One fact that a kind of case has beyond the common ones. Forms, checks, stored shapes and the catalogue read it. */
export interface KindField {
  readonly name: string;
  readonly type: KindFieldType;
  readonly choices?: readonly Choice[];
  /** Offence, health, cause of death, trafficking: only who works on the case may see it. */
  readonly sensitive: boolean;
  /** Stored as a personal value. Every text is; so is what is sensitive, unless a rule reads it. */
  readonly sealed: boolean;
  /** Has to be known once anything of the kind is recorded. */
  readonly required?: boolean;
  readonly vi: string;
  readonly en: string;
}

export const KIND_CODES = [
  'detention',
  'death_abroad',
  'conflict_evacuation',
  'trafficking',
  'rescue_return',
  'prison_release',
  'remains_repatriation',
  'missing',
  'deportation',
  'fishermen',
  'labour',
  'unspecified',
] as const;
export type KindCode = (typeof KIND_CODES)[number];

/** A value of a kind's field, as a command brings it. */
export type KindValue = string | number | boolean | Money | readonly string[];
export type KindDetails = Readonly<Record<string, KindValue>>;

/** Facts of a kind as the log keeps them. */
export type RecordedDetails = Readonly<Record<string, KindValue | Personal<KindValue>>>;
