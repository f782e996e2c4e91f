import { Injectable } from '@nestjs/common';
import { decidableIn } from '#event-sourcing';
import { type Actor } from '#kernel';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from '#platform';
import { type SubjectKind } from '../domain/details.js';
import { subjectStream } from '../domain/names.js';
import { SUBJECT_RECORD } from '../procedure.js';
import { type SubjectDocument } from '../projections/subjects.js';
import { subjectCodec } from '../stored/events.codec.js';
import { OnePerson } from './one-person.js';
import { SubjectCollection } from './subject-collection.js';
import { SubjectReader } from './subject-reader.js';

/** Subjects about whose record something waits to be decided, for the question what waits across modules. */
@Injectable()
export class WaitingSubjects implements DecidedRecords {
  readonly resource = 'subjects';
  readonly kinds = SUBJECT_RECORD.procedure.kinds;

  constructor(
    private readonly subjects: SubjectCollection,
    private readonly onePerson: OnePerson,
    private readonly reader: SubjectReader,
    registry: DecisionRegistry,
  ) {
    registry.add(this);
  }

  /** Called by name for who may read it. */
  async waiting(kinds: readonly string[], limit: number, reader: Actor): Promise<readonly WaitingRecord[]> {
    const documents = await this.subjects.waiting(kinds, limit);
    const isSeen = await this.onePerson.seenBy(reader, documents);
    return Promise.all(
      documents.map(async (document) => ({
        id: document.id,
        revision: document.revision,
        decisions: document.decisions,
        decidable: await this.decidable(document, reader),
        title: (isSeen(document) ? document.name : null) ?? unnamed(document),
        stream: subjectStream(document.id),
      })),
    );
  }

  private async decidable(document: SubjectDocument, reader: Actor): Promise<ReadonlySet<string>> {
    if (this.subjects.parkedAt(document) !== null) return new Set();
    const stored = await this.reader.stored(document.id);
    return decidableIn(
      SUBJECT_RECORD,
      stored.map((event) => subjectCodec.decode(event)),
      reader,
    );
  }
}

const RECORD_OF = {
  person: 'Hồ sơ của một người · Record of a person',
  legal_entity: 'Hồ sơ của một pháp nhân · Record of a legal entity',
} as const satisfies Record<SubjectKind, string>;

const unnamed = ({ id, kind }: SubjectDocument): string => `${RECORD_OF[kind]} (${id})`;
