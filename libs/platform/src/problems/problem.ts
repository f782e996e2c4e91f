import { type Bilingual } from '../language.js';

/** What a problem code means to a client: the HTTP status, and sentences with `{placeholder}`s from the details. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: Bilingual;
}

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
