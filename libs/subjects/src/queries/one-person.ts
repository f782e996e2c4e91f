import { Injectable } from '@nestjs/common';
import { type Actor } from '#kernel';
import { isPermitted } from '#platform';
import { type SubjectLine } from '../projections/subjects.js';
import { SubjectCollection } from './subject-collection.js';

/** Id of the record that stands for the person. */
export const personOf = ({ id, mergedInto }: Pick<SubjectLine, 'id' | 'mergedInto'>): string =>
  mergedInto ?? id;

/** Leads from the records of one person to each other. // G-8 */
@Injectable()
export class OnePerson {
  constructor(private readonly subjects: SubjectCollection) {}

  /** Each line, or the record that stands for it; in their order, each once. */
  async surviving(lines: readonly SubjectLine[]): Promise<readonly SubjectLine[]> {
    const ids = lines.flatMap(({ mergedInto }) => mergedInto ?? []);
    const found = ids.length === 0 ? [] : await this.subjects.getLines(ids);
    const standsFor = new Map(found.map((line) => [line.id, line]));
    const shown = lines.map((line) => standsFor.get(line.mergedInto ?? '') ?? line);
    return [...new Map(shown.map((line) => [line.id, line])).values()];
  }

  /**
   * Whether `reader` may be told who each of `lines` is: the test takes one of them. While one record of a person is
   * restricted, all of them are kept from who does not decide about that. // Personal data, domain rules; docs/adr/022
   */
  async seenBy(
    reader: Actor,
    lines: readonly SubjectLine[],
  ): Promise<(line: Pick<SubjectLine, 'id' | 'mergedInto'>) => boolean> {
    if (!isPermitted(reader, 'personal.read')) return () => false;
    if (isPermitted(reader, 'restricted.read')) return () => true;
    const restricted = await this.restricted(lines);
    return (line) => !restricted.has(personOf(line));
  }

  /** The ids of all records that a search keeps from who may not read what is restricted. // docs/adr/022 */
  async hidden(mayReadRestricted: boolean): Promise<readonly string[]> {
    return mayReadRestricted ? [] : this.recordsOf(await this.subjects.restricted());
  }

  /** The people, by the records that stand for them, among `lines` of whom a record is restricted. */
  async restricted(lines: readonly SubjectLine[]): Promise<ReadonlySet<string>> {
    const given = new Set(lines.map(({ id }) => id));
    const others = (await this.recordsOf(lines)).filter((id) => !given.has(id));
    const records = [...lines, ...(others.length === 0 ? [] : await this.subjects.getLines(others))];
    return new Set(records.filter(({ restrictedOn }) => restrictedOn !== null).map(personOf));
  }

  /** The ids of all records of the people whom `lines` are about. */
  async recordsOf(lines: readonly SubjectLine[]): Promise<readonly string[]> {
    const survivors = await this.surviving(lines);
    return [
      ...new Set([...lines.map(({ id }) => id), ...survivors.flatMap(({ id, merged }) => [id, ...merged])]),
    ];
  }
}
