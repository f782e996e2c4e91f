import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { disclose, Sealer } from '#event-sourcing';
import { type History, isPermitted, Office } from '#platform';
import { type DetailField } from '../domain/details.js';
import { subjectStream } from '../domain/names.js';
import { broken } from '../domain/rules.js';
import { subjectCodec } from '../stored/events.codec.js';
import { subjectHistory } from './history.js';
import { type LikelyDuplicate, LikelyDuplicates } from './likely-duplicates.js';
import { OnePerson } from './one-person.js';
import { SubjectCollection } from './subject-collection.js';
import { SubjectReader } from './subject-reader.js';
import { FindLikelyDuplicates, FindSubjects, GetSubject, GetSubjectHistory } from './subjects.queries.js';
import { listItem, type SubjectPage, type SubjectView, subjectView } from './views.js';

const unknownSubject = (id: string) => broken('subject.not-registered', 'there is no such subject', { id });

@QueryHandler(FindSubjects)
export class FindSubjectsHandler implements IQueryHandler<FindSubjects> {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
  ) {}

  async execute({ criteria, page, reader }: FindSubjects): Promise<SubjectPage> {
    const hidden = await this.onePerson.hidden(isPermitted(reader, 'restricted.read'));
    const { documents, next } = await this.subjects.find(criteria, page, hidden);
    const people = await this.onePerson.surviving(documents);
    const isSeen = await this.onePerson.seenBy(reader, people);
    return {
      items: people.map((line) => ({
        ...listItem(line, isSeen(line)),
        parkedAt: this.subjects.parkedAt(line),
      })),
      ...(next !== undefined && { next }),
    };
  }
}

@QueryHandler(GetSubject)
export class GetSubjectHandler implements IQueryHandler<GetSubject> {
  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
    private readonly sealer: Sealer,
  ) {}

  async execute({ id, reader }: GetSubject): Promise<SubjectView> {
    const document = await this.subjects.get(id);
    if (!document) throw unknownSubject(id);
    const mayRead = (await this.onePerson.seenBy(reader, [document]))(document);
    const shown = await disclose(this.sealer, subjectStream(id), document.details, mayRead);
    const view = subjectView(document, shown as Partial<Record<DetailField, unknown>>, mayRead);
    return { ...view, parkedAt: this.subjects.parkedAt(document) };
  }
}

@QueryHandler(GetSubjectHistory)
export class GetSubjectHistoryHandler implements IQueryHandler<GetSubjectHistory> {
  constructor(
    private readonly reader: SubjectReader,
    private readonly onePerson: OnePerson,
    private readonly sealer: Sealer,
    private readonly office: Office,
  ) {}

  async execute({ id, reader }: GetSubjectHistory): Promise<History> {
    const stored = await this.reader.stored(id);
    const last = stored.at(-1);
    if (!last) throw unknownSubject(id);
    const history = stored.map((event) => subjectCodec.decode(event));
    const { document } = await this.reader.asRecorded(id);
    const mayRead = document !== null && (await this.onePerson.seenBy(reader, [document]))(document);
    const dayOf = (moment: string) => this.office.today(moment);
    const entries = await subjectHistory(id, history, { sealer: this.sealer, mayRead, dayOf });
    return { id, revision: last.revision, entries };
  }
}

@QueryHandler(FindLikelyDuplicates)
export class FindLikelyDuplicatesHandler implements IQueryHandler<FindLikelyDuplicates> {
  constructor(private readonly duplicates: LikelyDuplicates) {}

  async execute({ suspect, reader, except }: FindLikelyDuplicates): Promise<readonly LikelyDuplicate[]> {
    return this.duplicates.of(suspect, reader, except);
  }
}
