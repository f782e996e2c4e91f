import { Injectable } from '@nestjs/common';
import { type SubjectLine } from '../projections/subjects.js';
import { SubjectCollection } from './subject-collection.js';

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

  /** The ids of all records of the people whom `lines` are about. */
  async recordsOf(lines: readonly SubjectLine[]): Promise<readonly string[]> {
    const survivors = await this.surviving(lines);
    return [
      ...new Set([...lines.map(({ id }) => id), ...survivors.flatMap(({ id, merged }) => [id, ...merged])]),
    ];
  }
}
