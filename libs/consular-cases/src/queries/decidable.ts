import { decidableIn } from '#event-sourcing';
import { type Actor } from '#kernel';
import { CASE_RECORD } from '../procedure.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { type CaseCollection } from './case-collection.js';

/**
 * Ids of the proposals about a case that `actor` may decide now. Its stream says so, as it does when one is decided; of
 * a stream that cannot be taken in whole nothing can be decided.
 */
export async function decidableBy(
  actor: Actor,
  { id, revision, decisions }: ConsularCaseDocument,
  cases: Pick<CaseCollection, 'history' | 'parkedAt'>,
): Promise<ReadonlySet<string>> {
  if (!decisions.some(({ standing }) => standing === 'open')) return new Set();
  if (cases.parkedAt({ id, revision }) !== null) return new Set();
  return decidableIn(CASE_RECORD, await cases.history(id), actor);
}
