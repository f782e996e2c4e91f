import { valueAt } from '#event-sourcing';
import { type Choice } from '../domain/vocabulary/index.js';

/** What a field holds: decides how its value is named for a reader. */
export type FieldKind =
  | 'text'
  | 'texts'
  | 'date'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'country'
  | 'mission'
  | 'gate'
  | 'province'
  | 'officer'
  | 'officers'
  | 'unit'
  | 'subject'
  | 'subjects'
  | 'papers'
  | 'money'
  | 'other';

/** A field with its name in both languages. */
export interface CaseField {
  /** Dotted path below whatever the field belongs to. */
  readonly field: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly kind: FieldKind;
  readonly choices?: readonly Choice[];
  /** Not for who may not read personal data, although it is stored in the open. // domain rules, personal data */
  readonly sensitive?: boolean;
}

export const field = (kind: FieldKind, name: string, vi: string, en: string): CaseField => ({
  field: name,
  label: { vi, en },
  kind,
});

export const text = (name: string, vi: string, en: string): CaseField => field('text', name, vi, en);

/** One of a list. */
export const choice = (
  choices: readonly Choice[],
  ...[name, vi, en]: readonly [string, string, string]
): CaseField => ({ ...field('choice', name, vi, en), choices });

/** Several of a list. */
export const choices = (
  of: readonly Choice[],
  ...[name, vi, en]: readonly [string, string, string]
): CaseField => ({ ...field('choices', name, vi, en), choices: of });

/** The subjects that `facts` name in `fields`. */
export const subjectsIn = (facts: object, fields: readonly CaseField[]): string[] =>
  subjectPaths(fields)
    .map((path) => valueAt(facts, path))
    .filter((id) => typeof id === 'string');

/** Asked for every event: the fields of a kind, or of a type of event, are always the same list. */
const paths = new WeakMap<readonly CaseField[], readonly (readonly string[])[]>();

function subjectPaths(fields: readonly CaseField[]): readonly (readonly string[])[] {
  const known = paths.get(fields);
  if (known) return known;
  const subjects = fields.filter(({ kind }) => kind === 'subject').map(({ field: path }) => path.split('.'));
  paths.set(fields, subjects);
  return subjects;
}
