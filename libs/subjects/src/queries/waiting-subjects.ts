import { Injectable } from '@nestjs/common';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from '#platform';
import { subjectStream } from '../domain/names.js';
import { SUBJECT_RECORD } from '../procedure.js';
import { SubjectCollection } from './subject-collection.js';

/** Subjects about whose record something waits to be decided, for the question what waits across modules. */
@Injectable()
export class WaitingSubjects implements DecidedRecords {
  readonly resource = 'subjects';
  readonly kinds = SUBJECT_RECORD.procedure.kinds;

  constructor(
    private readonly subjects: SubjectCollection,
    registry: DecisionRegistry,
  ) {
    registry.add(this);
  }

  /** Who it is stands in the record, for who may read names. */
  async waiting(kinds: readonly string[], limit: number): Promise<readonly WaitingRecord[]> {
    const documents = await this.subjects.waiting(kinds, limit);
    return documents.map(({ id, revision, decisions }) => ({
      id,
      revision,
      decisions,
      title: id,
      stream: subjectStream(id),
    }));
  }
}
