import { type Bilingual, fill } from '../language.js';

/** What a code that stands in details is called. */
export interface CodeName extends Bilingual {
  readonly code: string;
}

/** What a problem code means to a client: the HTTP status, and sentences with `{placeholder}`s from the details. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: Bilingual;
  /** By placeholder: the names of the codes that the detail can hold, so that sentences say names. */
  readonly names?: Readonly<Record<string, readonly CodeName[]>>;
}

/** The sentences of a problem, filled from its details: codes by their names, what has no name as it is. */
export function sentencesOf(
  { title, names = {} }: ProblemDefinition,
  details: Readonly<Record<string, unknown>>,
): Bilingual {
  const spoken = (language: keyof Bilingual) =>
    Object.fromEntries(
      Object.entries(details).map(([key, value]) => [key, named(value, names[key] ?? [], language)]),
    );
  return { vi: fill(title, spoken('vi')).vi, en: fill(title, spoken('en')).en };
}

function named(value: unknown, names: readonly CodeName[], language: keyof Bilingual): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, names, language));
  if (isBilingual(value)) return value[language];
  return names.find(({ code }) => code === value)?.[language] ?? value;
}

const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && 'vi' in value && 'en' in value;

/** One field that was refused, and why. `field` is a path: `source.date`, `subjects[0].id`. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: Bilingual;
}

/** RFC 9457 problem details; the title is in the language the client asked for, both stand in `messages`. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly messages: Bilingual;
  readonly correlationId?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldProblem[];
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';
