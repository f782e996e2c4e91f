import { isPlain, personal, type SourceDocument } from '#kernel';

/** A paper whose issuer, as long as it is not sealed, is the `owners`' own. */
export const ownedBy = (owners: readonly string[], source: SourceDocument): SourceDocument =>
  isPlain(source.issuer) ? { ...source, issuer: personal(source.issuer.$plain, owners) } : source;
