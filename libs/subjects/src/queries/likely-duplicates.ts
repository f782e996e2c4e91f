import { Injectable } from '@nestjs/common';
import { type Actor, searchWords } from '#kernel';
import { isPermitted } from '#platform';
import { type SubjectDetails, type SubjectKind } from '../domain/details.js';
import {
  type Comparable,
  identityNumbers,
  LIKENESS_SCORES,
  type LikenessReason,
  nameLikeness,
} from '../domain/names.js';
import { type SubjectDocument, type SubjectLine } from '../projections/subjects.js';
import { OnePerson, personOf } from './one-person.js';
import { SubjectCollection } from './subject-collection.js';
import { SubjectReader } from './subject-reader.js';

/** Somebody already registered who may be the same, and why. */
export interface LikelyDuplicate {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly name: string | null;
  /** 0 to 100, the surest reason's. */
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
}

/** What is known about the subject that duplicates are looked for. */
export type Suspect = Pick<
  Partial<SubjectDetails>,
  'name' | 'otherNames' | 'birthDate' | 'identityPapers' | 'passport'
> & { readonly kind: SubjectKind };

/** How alike a record is, before it is asked who stands for it. */
interface Judged extends Pick<LikelyDuplicate, 'score' | 'reasons'> {
  readonly found: SubjectLine;
}

const MOST_CANDIDATES = 200;
const MOST_WARNINGS = 20;

/** Looks for those who are registered already; a warning, never a refusal. */
@Injectable()
export class LikelyDuplicates {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly reader: SubjectReader,
    private readonly onePerson: OnePerson,
  ) {}

  /** The surest first; never `except`. Named to a `reader` who may see them. */
  async of(suspect: Suspect, reader: Actor, except?: string): Promise<readonly LikelyDuplicate[]> {
    const names = namesOf(suspect);
    const [sameNumber, ...sameWords] = await Promise.all([
      this.subjects.withNumbers(identityNumbers(suspect), MOST_CANDIDATES),
      ...names.map((name) => this.subjects.withWords(searchWords(name), MOST_CANDIDATES)),
    ]);
    const numbered = new Set(sameNumber.map(({ id }) => id));
    const candidates = new Map([...sameNumber, ...sameWords.flat()].map((found) => [found.id, found]));
    if (except !== undefined) candidates.delete(except);
    const judged = [...candidates.values()].map((found) =>
      this.judge(found, suspect, numbered.has(found.id)),
    );
    const alike = (await Promise.all(judged)).filter(({ reasons }) => reasons.length > 0);
    return (await this.shown(alike, reader))
      .filter(({ id }) => id !== except)
      .sort((one, other) => other.score - one.score)
      .slice(0, MOST_WARNINGS);
  }

  /** Who was merged is warned of as who stands for them, once, by the surest of their reasons. // G-8 */
  private async shown(alike: readonly Judged[], reader: Actor): Promise<readonly LikelyDuplicate[]> {
    const people = await this.onePerson.surviving(alike.map(({ found }) => found));
    const isSeen = await this.onePerson.seenBy(reader, people);
    const standing = new Map(people.map((line) => [line.id, line]));
    const surest = new Map<string, LikelyDuplicate>();
    const restricted = isPermitted(reader, 'restricted.read')
      ? new Set<string>()
      : await this.onePerson.restricted(people);
    for (const each of alike) {
      const { found } = each;
      const line = standing.get(personOf(found)) ?? found;
      const { score, reasons } = restricted.has(line.id) ? inFull(each) : each;
      const known = surest.get(line.id);
      if (reasons.length === 0 || (known && known.score >= score)) continue;
      const { id, kind, name } = line;
      surest.set(id, { id, kind, name: isSeen(line) ? name : null, score, reasons });
    }
    return [...surest.values()];
  }

  private async judge(found: SubjectDocument, suspect: Suspect, sameNumber: boolean): Promise<Judged> {
    const { name, otherNames, birthDate } = found.details;
    const details = await this.reader.openDetails({ id: found.id, details: { name, otherNames, birthDate } });
    const likeness = nameLikeness(comparable(suspect), comparable({ ...details, kind: found.kind }));
    const reasons: LikenessReason[] = [
      ...(sameNumber ? (['same_identity_number'] as const) : []),
      ...(likeness ? [likeness] : []),
    ];
    const score = Math.max(0, ...reasons.map((reason) => LIKENESS_SCORES[reason]));
    return { found, score, reasons };
  }
}

/** Reasons for which everything that they compare was given in full. */
const GIVEN_IN_FULL: readonly LikenessReason[] = ['same_identity_number', 'same_name_and_birth_date'];

/**
 * What may be said of somebody who is restricted: only what was given in full, and of that the surest alone, so that
 * no reason adds to another. // docs/adr/022
 */
function inFull({ found, reasons }: Judged): Judged {
  const surest = GIVEN_IN_FULL.find((reason) => reasons.includes(reason));
  return surest === undefined
    ? { found, score: 0, reasons: [] }
    : { found, score: LIKENESS_SCORES[surest], reasons: [surest] };
}

const namesOf = ({ name, otherNames = [] }: Suspect): string[] => [
  ...(name === undefined ? [] : [name]),
  ...otherNames,
];

const comparable = (subject: Suspect): Comparable => ({
  kind: subject.kind,
  names: namesOf(subject),
  ...(subject.birthDate !== undefined && { birthDate: subject.birthDate }),
});
