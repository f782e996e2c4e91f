import { Query } from '@nestjs/cqrs';

export type SubjectKind = 'person' | 'legal_entity';

/** What is known about a subject without naming it, folded from its stream at the moment of asking. */
export interface SubjectFact {
  readonly id: string;
  /** False when there is no such subject; nothing else is then to be relied on. */
  readonly known: boolean;
  readonly kind?: SubjectKind;
  /** Under 18 by the finding on record; absent when nobody could tell. */
  readonly minor?: boolean;
  /** Code of the home province in the office profile. */
  readonly homeProvince?: string;
  /** The personal data was erased. */
  readonly erased?: boolean;
  /** Id of the record that stands for this one, into which it was merged. */
  readonly mergedInto?: string;
  /** Revision of the subject's stream that this was read at; -1 when unknown. */
  readonly revision: number;
}

/** Facts that other modules' rules need, one per id and in the order of ids. Answered from the log, never stale. */
export class SubjectFacts extends Query<readonly SubjectFact[]> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

/** What somebody is called. */
export interface SubjectName {
  /** `null` when it was erased, or is not for the reader's eyes. */
  readonly name: string | null;
  /** The personal data was erased: nobody is told a name. */
  readonly erased: boolean;
}

/** Display names by subject id. Names go only to someone who may read personal data. */
export class SubjectNames extends Query<ReadonlyMap<string, SubjectName>> {
  constructor(
    readonly ids: readonly string[],
    /** Whether who asks may read names whose processing is restricted. */
    readonly mayReadRestricted = false,
  ) {
    super();
  }
}

export interface FoundSubjects {
  readonly ids: readonly string[];
  /** There are more than `limit`; the search has to be narrower to be complete. */
  readonly truncated: boolean;
}

/**
 * Subjects whose name has all the words of `text` or words beginning with them, case and diacritics aside; with every
 * other record of the same people.
 */
export class FindSubjectsByName extends Query<FoundSubjects> {
  constructor(
    readonly text: string,
    readonly limit: number,
    /** Whether who asks may find people whose processing is restricted. */
    readonly mayReadRestricted = false,
  ) {
    super();
  }
}

/**
 * The ids of all records of the person whom a record is about: of those that were merged with it, too. One that nobody
 * knows is answered as it is. // G-8
 */
export class RecordsOfPerson extends Query<readonly string[]> {
  constructor(readonly id: string) {
    super();
  }
}
