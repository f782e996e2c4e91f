import { type ProblemDefinition } from '#platform';
import { type CaseErrorCode } from '../../domain/errors.js';
import { CONTENT_PROBLEMS } from './content.js';
import { STATE_PROBLEMS } from './state.js';

/** What each broken rule about consular cases answers: 404 no such case, 409 how it stands, 422 what was said. */
export const CONSULAR_CASE_PROBLEMS: Readonly<Record<CaseErrorCode, ProblemDefinition>> = {
  ...STATE_PROBLEMS,
  ...CONTENT_PROBLEMS,
};
