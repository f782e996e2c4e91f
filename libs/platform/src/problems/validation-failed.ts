import { type FieldProblem } from './problem.js';

/** The shape of the request is wrong; every field that was refused is listed. */
export class ValidationFailed extends Error {
  constructor(readonly errors: readonly FieldProblem[]) {
    super(`not acceptable: ${errors.map(({ field, code }) => `${field} (${code})`).join(', ')}`);
    this.name = 'ValidationFailed';
  }
}
