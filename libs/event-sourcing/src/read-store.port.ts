import { type Position } from './event-store.port.js';
import { type Lease, type Leases } from './lease.port.js';

/** A read model's document: plain JSON. `revision` is its stream's, up to which it is folded. */
export interface Document {
  readonly id: string;
  readonly revision: number;
}

/**
 * `null` is a tombstone: the stream folds to nothing, every read hides it, and an older save cannot bring it back.
 * A body is read back with this `id` and this `revision`.
 */
export interface SavedDocument<D extends Document = Document> {
  readonly id: string;
  readonly revision: number;
  readonly body: D | null;
}

/**
 * A field of a document, as a dotted path of names. Over an array it means "any element" (comparing with `null`
 * across an array of objects is not defined). A field holds values of one type, or none.
 */
export type FieldPath = string;

export interface IndexKey {
  readonly field: FieldPath;
  readonly direction: 'asc' | 'desc';
}

/**
 * Serves filters on its leading keys by equality and its last keys by order. `many`: the field holds an array, one
 * entry per element, for equality and prefix search; such an index has this one field. The fields of every other
 * index hold no arrays.
 */
export interface IndexDefinition {
  readonly name: string;
  readonly keys: readonly IndexKey[];
  readonly many?: boolean;
}

/** One version of a read model: `cases@3-9f2c…`. Versions live side by side until one is switched live. */
export interface CollectionDefinition {
  readonly name: string;
  readonly version: string;
  readonly indexes: readonly IndexDefinition[];
  /**
   * What a list shows of a document: these fields beside `id` and `revision`, so that a page reads no whole documents.
   * A field that is not there is left out. Without it a line is the whole document.
   */
  readonly line?: readonly FieldPath[];
}

export type Scalar = string | number | boolean | null;

/** What one field is compared with. `$prefix` is an anchored, case-sensitive beginning. */
export interface Condition {
  readonly $eq?: Scalar;
  readonly $ne?: Scalar;
  readonly $gt?: string | number;
  readonly $gte?: string | number;
  readonly $lt?: string | number;
  readonly $lte?: string | number;
  readonly $in?: readonly Scalar[];
  readonly $nin?: readonly Scalar[];
  readonly $exists?: boolean;
  readonly $prefix?: string;
}

/**
 * The portable subset of MongoDB's query language. A bare value means `$eq`; a path over an array matches when any
 * element does; a missing field equals `null`. Comparisons are between values of one type; text is ordered by code points.
 * Fields and logical operators that stand together must all hold.
 */
export type Filter =
  | { readonly [field: FieldPath]: Scalar | Condition }
  | { readonly $and: readonly Filter[] }
  | { readonly $or: readonly Filter[] }
  | { readonly $not: Filter };

export interface FindQuery {
  readonly filter?: Filter;
  /**
   * Ties are broken by `id` in the direction of the last key, so that one index serves an order and its reverse. A
   * missing field sorts as `null`, before everything else.
   */
  readonly sort: readonly IndexKey[];
  readonly limit: number;
  /** Cursor of an earlier answer to the same filter and sort. */
  readonly after?: string;
  /**
   * A page that has examined so many documents answers with what it found; default 10,000. A sort that no index
   * serves examines everything that matches.
   */
  readonly examineLimit?: number;
}

export interface FindResult<D> {
  readonly documents: readonly D[];
  /** Where to go on; absent when there is no more. Valid for this version of the collection only. */
  readonly next?: string;
}

export interface Count {
  readonly count: number;
  /** True when counting stopped at the cap: "10,000+". */
  readonly capped: boolean;
}

export interface Group {
  readonly key: Readonly<Record<FieldPath, Scalar>>;
  readonly count: number;
  readonly sums: Readonly<Record<FieldPath, number>>;
}

/** How far a projection has come. */
export interface Checkpoint {
  /** `name@version` of the collection that the projection fills. */
  readonly projection: string;
  readonly position: Position;
  /** `recordedAt` of the last event folded; empty before the first. */
  readonly recordedAt: string;
}

export interface CollectionSave {
  readonly collection: ReadCollection;
  readonly documents: readonly SavedDocument[];
}

/** Handle on one version of a read model. */
export interface ReadCollection<D extends Document = Document> {
  readonly definition: CollectionDefinition;
  get(id: string): Promise<D | null>;
  /** Those that exist, in no order. */
  getMany(ids: readonly string[]): Promise<readonly D[]>;
  /** As {@link getMany}, the line of each. */
  getLines<L extends Document>(ids: readonly string[]): Promise<readonly L[]>;
  /** As {@link getMany}, with tombstones: what a runner needs to go on folding. */
  load(ids: readonly string[]): Promise<readonly SavedDocument<D>[]>;
  /** @throws InvalidCursor */
  find(query: FindQuery): Promise<FindResult<D>>;
  /** As {@link find}, the line of each document. @throws InvalidCursor */
  findLines<L extends Document>(query: FindQuery): Promise<FindResult<L>>;
  count(filter?: Filter, cap?: number): Promise<Count>;
  /** Groups in the order of their keys; `sums` adds numeric fields. A group key over an array is refused. */
  groupBy(
    filter: Filter | undefined,
    keys: readonly FieldPath[],
    sums?: readonly FieldPath[],
  ): Promise<readonly Group[]>;
  /** Every document, tombstones included, in the order of ids: for comparison and export. */
  scan(pageSize?: number): AsyncIterable<readonly SavedDocument<D>[]>;
}

/**
 * The documents that questions are answered from. Every adapter passes the same contract suite. Whatever changes
 * documents or versions may carry a lease: it is refused once somebody else has the lease.
 */
export interface ReadStore {
  /** Kept beside the documents, so that one clock and one place decide. */
  readonly leases: Leases;
  /** Creates the collection and its indexes when they are not there. */
  collection<D extends Document>(definition: CollectionDefinition): Promise<ReadCollection<D>>;
  /**
   * Saves documents, and after them the checkpoints. A document whose stored revision is not lower is left alone,
   * so a crash in between repeats harmless work and a stale writer moves nothing backwards.
   * @throws StoreUnavailable, LeaseLost
   * @throws Error for an array in a field of an index that is not `many`: a programming error
   */
  save(saves: readonly CollectionSave[], checkpoints: readonly Checkpoint[], lease?: Lease): Promise<void>;
  checkpoint(projection: string): Promise<Checkpoint | null>;
  /** The version that answers questions, `null` before the first switch. */
  liveVersion(name: string): Promise<string | null>;
  /**
   * Makes a version live, in one step; from then on nobody who had the lease before can switch or drop a version.
   * @throws LeaseLost; Error when it does not exist
   */
  switchTo(name: string, version: string, lease?: Lease): Promise<void>;
  /** Every version that exists, live or not. */
  versions(name: string): Promise<readonly string[]>;
  /** Removes a version, with its checkpoint. @throws LeaseLost; Error when it is live */
  drop(name: string, version: string, lease?: Lease): Promise<void>;
  close(): Promise<void>;
}

/** The cursor is damaged, or belongs to another version, filter or sort. */
export class InvalidCursor extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidCursor';
  }
}
