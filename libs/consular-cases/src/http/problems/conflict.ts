import { type ProblemDefinition } from '#platform';

/** What stands in the way as the case is. */
export const conflict = (vi: string, en: string, names?: ProblemDefinition['names']): ProblemDefinition => ({
  status: 409,
  title: { vi, en },
  ...(names && { names }),
});
