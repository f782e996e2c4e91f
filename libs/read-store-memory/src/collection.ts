import {
  DEFAULT_COUNT_CAP,
  compareScalars,
  decodeCursor,
  encodeCursor,
  fieldNames,
  indexabilityOf,
  isScalar,
  lineReader,
  pageLimits,
  pageOf,
  parseFilter,
  valueAt,
  wholeOrder,
  type CollectionDefinition,
  type Count,
  type Document,
  type FieldPath,
  type Filter,
  type FindQuery,
  type FindResult,
  type Group,
  type IndexKey,
  type ReadCollection,
  type SavedDocument,
  type Scalar,
} from '#event-sourcing';
import { groupDocuments } from './group.js';
import { matcherOf } from './matcher.js';

/** One collection version. What goes in and out is copied, as through a file. */
export class MemoryCollection<D extends Document> implements ReadCollection<D> {
  private readonly saved = new Map<string, SavedDocument<D>>();
  /** Documents in the orders that were asked for, until the next save. */
  private readonly sorted = new Map<string, readonly D[]>();
  private readonly assertIndexable: (document: Document) => void;
  private readonly lineOf: (document: Document) => Document;

  constructor(readonly definition: CollectionDefinition) {
    this.assertIndexable = indexabilityOf(definition);
    this.lineOf = lineReader(definition);
  }

  /**
   * Checks and copies the documents; the returned function saves them.
   * @throws Error for a document that an index would not find
   */
  prepare(documents: readonly SavedDocument[]): () => void {
    const copies = documents.map(({ id, revision, body }) => {
      if (body) this.assertIndexable(body);
      return copyOf({ id, revision, body: body && { ...body, id, revision } }) as SavedDocument<D>;
    });
    return () => {
      for (const copy of copies) {
        const known = this.saved.get(copy.id);
        if (!known || known.revision < copy.revision) this.saved.set(copy.id, copy);
      }
      this.sorted.clear();
    };
  }

  get(id: string): Promise<D | null> {
    return Promise.resolve(copyOf(this.saved.get(id)?.body ?? null));
  }

  async getMany(ids: readonly string[]): Promise<readonly D[]> {
    return (await this.load(ids)).flatMap(({ body }) => (body ? [body] : []));
  }

  async getLines<L extends Document>(ids: readonly string[]): Promise<readonly L[]> {
    return (await this.getMany(ids)).map(this.lineOf) as L[];
  }

  load(ids: readonly string[]): Promise<readonly SavedDocument<D>[]> {
    const found = [...new Set(ids)].map((id) => this.saved.get(id)).filter((saved) => saved !== undefined);
    return Promise.resolve(copyOf(found));
  }

  find(query: FindQuery): Promise<FindResult<D>> {
    return answer(() => {
      const order = wholeOrder(query.sort);
      const after = decodeCursor(this.definition, query, order.length);
      const rows = behind(this.inOrder(order), order, after);
      const { found, last } = pageOf(rows, matcherOf(parseFilter(query.filter)), pageLimits(query));
      const documents = copyOf(found);
      if (!last) return { documents };
      return { documents, next: encodeCursor(this.definition, query, keysOf(last, order)) };
    });
  }

  async findLines<L extends Document>(query: FindQuery): Promise<FindResult<L>> {
    const { documents, ...rest } = await this.find(query);
    return { documents: documents.map(this.lineOf) as L[], ...rest };
  }

  count(filter?: Filter, cap = DEFAULT_COUNT_CAP): Promise<Count> {
    return answer(() => {
      const found = this.matching(filter).length;
      return { count: Math.min(found, cap), capped: found > cap };
    });
  }

  groupBy(
    filter: Filter | undefined,
    keys: readonly FieldPath[],
    sums: readonly FieldPath[] = [],
  ): Promise<readonly Group[]> {
    return answer(() => groupDocuments(this.matching(filter), keys, sums));
  }

  async *scan(pageSize = 1_000): AsyncIterable<readonly SavedDocument<D>[]> {
    const ids = [...this.saved.keys()].sort((a, b) => compareScalars(a, b));
    for (let from = 0; from < ids.length; from += pageSize) yield this.load(ids.slice(from, from + pageSize));
  }

  private matching(filter?: Filter): readonly D[] {
    const matches = matcherOf(parseFilter(filter));
    return this.documents().filter(matches);
  }

  private documents(): readonly D[] {
    return [...this.saved.values()].flatMap(({ body }) => (body ? [body] : []));
  }

  private inOrder(order: readonly IndexKey[]): readonly D[] {
    const name = JSON.stringify(order);
    const known = this.sorted.get(name);
    if (known) return known;
    const keyed = this.documents().map((document) => ({ document, keys: keysOf(document, order) }));
    keyed.sort((a, b) => compareKeys(a.keys, b.keys, order));
    const documents = keyed.map(({ document }) => document);
    this.sorted.set(name, documents);
    return documents;
  }
}

/** What `work` throws becomes a rejection. */
const answer = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

/** Documents are JSON: what JSON does not carry is lost here as it is in a file. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function keysOf(document: Document, order: readonly IndexKey[]): Scalar[] {
  return order.map(({ field }) => {
    const value = valueAt(document, fieldNames(field));
    return isScalar(value) ? value : null;
  });
}

function compareKeys(a: readonly Scalar[], b: readonly Scalar[], order: readonly IndexKey[]): number {
  for (const [at, { direction }] of order.entries()) {
    const compared = compareScalars(a[at], b[at]);
    if (compared !== 0) return direction === 'asc' ? compared : -compared;
  }
  return 0;
}

/** The documents behind `keys` in their order. */
function* behind<D extends Document>(
  documents: readonly D[],
  order: readonly IndexKey[],
  keys: readonly Scalar[] | null,
): Iterable<D> {
  let low = 0;
  let high = keys ? documents.length : 0;
  while (keys && low < high) {
    const middle = (low + high) >> 1;
    const document = documents[middle];
    if (document && compareKeys(keysOf(document, order), keys, order) <= 0) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < documents.length; at += 1) {
    const document = documents[at];
    if (document) yield document;
  }
}
