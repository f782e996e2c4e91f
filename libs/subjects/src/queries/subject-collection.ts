import { Inject, Injectable } from '@nestjs/common';
import { type Filter, type FindResult, type KeyStore, type ReadCollection } from '#event-sourcing';
import { searchWords } from '#kernel';
import {
  KEY_STORE,
  type MarkedLine,
  PROJECTION_PROGRESS,
  type ProjectionProgress,
  ProjectionRegistry,
} from '#platform';
import { type SubjectKind } from '../domain/details.js';
import { normalisedNumber } from '../domain/names.js';
import { SUBJECTS, type SubjectDocument, type SubjectLine } from '../projections/subjects.js';

/** More people than this is no answer to a name: the search has to be narrower. // docs/adr/004 */
export const MOST_PEOPLE = 1000;

const IDENTITY = 'subject.identity';
const BY_NAME = [{ field: 'nameKey', direction: 'asc' }] as const;

export interface SubjectCriteria {
  /** Every word begins a word of one of the subject's names, case and diacritics aside. */
  readonly name?: string;
  /** The whole number of an identity paper or passport, however it is spaced. */
  readonly identityNumber?: string;
  readonly kind?: SubjectKind;
}

/** A normalised identity number as the read model stores it. */
export const identityDigest =
  (keys: KeyStore) =>
  (number: string): Promise<string> =>
    keys.digest(IDENTITY, number);

/** The read model of subjects: who is found by what. */
@Injectable()
export class SubjectCollection {
  private readonly digest: (number: string) => Promise<string>;

  constructor(
    private readonly registry: ProjectionRegistry,
    @Inject(KEY_STORE) keys: KeyStore,
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
  ) {
    this.digest = identityDigest(keys);
  }

  async get(id: string): Promise<SubjectDocument | null> {
    return (await this.collection()).get(id);
  }

  /** Revision of the first event that is missing in what the read model says of a subject; `null` when none is. */
  parkedAt(line: MarkedLine): number | null {
    return this.progress.parkedAt(SUBJECTS.name, line);
  }

  async getLines(ids: readonly string[]): Promise<readonly SubjectLine[]> {
    return (await this.collection()).getLines([...new Set(ids)]);
  }

  /**
   * In the order of names, at most {@link MOST_PEOPLE}, without the records `hidden` unless a whole number alone is
   * asked for: a beginning of a name, or a place in the order of names, would tell the name. @throws InvalidCursor
   */
  async find(
    criteria: SubjectCriteria,
    { limit, after }: { readonly limit: number; readonly after?: string },
    hidden: readonly string[],
  ): Promise<FindResult<SubjectLine>> {
    const asked = await this.filterOf(criteria);
    const byNumber = criteria.identityNumber !== undefined && criteria.name === undefined;
    const filter =
      asked && (byNumber || hidden.length === 0 ? asked : { $and: [asked, { id: { $nin: hidden } }] });
    if (!filter) return { documents: [] };
    const collection = await this.collection();
    return collection.findLines({
      filter,
      sort: BY_NAME,
      limit: Math.min(limit, MOST_PEOPLE),
      ...(after !== undefined && { after }),
    });
  }

  /** The ids of everybody whose personal data was erased, in pages. */
  async *erased(): AsyncIterable<readonly string[]> {
    for await (const lines of this.since('erasedOn')) yield lines.map(({ id }) => id);
  }

  /** All records that are restricted, each by itself. */
  async restricted(): Promise<readonly SubjectLine[]> {
    const found: SubjectLine[] = [];
    for await (const lines of this.since('restrictedOn')) found.push(...lines);
    return found;
  }

  /** Those of which `field` says a day, in pages. */
  private async *since(field: 'erasedOn' | 'restrictedOn'): AsyncIterable<readonly SubjectLine[]> {
    const collection = await this.collection();
    let after: string | undefined;
    do {
      const page: FindResult<SubjectLine> = await collection.findLines({
        filter: { [field]: { $gt: '' } },
        sort: [{ field, direction: 'asc' }],
        limit: MOST_PEOPLE,
        ...(after !== undefined && { after }),
      });
      yield page.documents;
      after = page.next;
    } while (after !== undefined);
  }

  /** Those about whom something of `kinds` waits to be decided. */
  async waiting(kinds: readonly string[], limit: number): Promise<readonly SubjectDocument[]> {
    const filter: Filter = { waiting: { $in: kinds } };
    return (await (await this.collection()).find({ filter, sort: BY_NAME, limit })).documents;
  }

  /** Those who have all of `words` in their names. */
  async withWords(words: readonly string[], limit: number): Promise<readonly SubjectDocument[]> {
    if (words.length === 0) return [];
    const filter: Filter = { $and: words.map((word) => ({ words: word })) };
    return (await (await this.collection()).find({ filter, sort: BY_NAME, limit })).documents;
  }

  /** Those who have one of these identity numbers, which are normalised. */
  async withNumbers(numbers: readonly string[], limit: number): Promise<readonly SubjectDocument[]> {
    if (numbers.length === 0) return [];
    const digests = await Promise.all(numbers.map(this.digest));
    const filter: Filter = { identityDigests: { $in: digests } };
    return (await (await this.collection()).find({ filter, sort: BY_NAME, limit })).documents;
  }

  /** `null` when what is looked for has no letters or digits: nobody is found by that. */
  private async filterOf({ name, identityNumber, kind }: SubjectCriteria): Promise<Filter | null> {
    const all: Filter[] = [];
    if (kind !== undefined) all.push({ kind });
    if (identityNumber !== undefined) {
      const number = normalisedNumber(identityNumber);
      if (number === '') return null;
      all.push({ identityDigests: await this.digest(number) });
    }
    if (name !== undefined) {
      const words = searchWords(name);
      if (words.length === 0) return null;
      all.push(...words.map((word) => ({ words: { $prefix: word } })));
    }
    // In the whole list, a merged record is with the one that stands for it; who looks for a name finds that one. // G-8
    if (name === undefined && identityNumber === undefined) all.push({ mergedInto: null });
    return { $and: all };
  }

  private collection(): Promise<ReadCollection<SubjectDocument>> {
    return this.registry.collection<SubjectDocument>(SUBJECTS);
  }
}
