import { Injectable } from '@nestjs/common';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { CASE_RECORD } from '../procedure.js';
import { CaseCollection } from './case-collection.js';

/** Cases about which something waits to be decided, for the question what waits across modules. */
@Injectable()
export class WaitingCases implements DecidedRecords {
  readonly resource = 'consular-cases';
  readonly kinds = CASE_RECORD.procedure.kinds;

  constructor(
    private readonly cases: CaseCollection,
    registry: DecisionRegistry,
  ) {
    registry.add(this);
  }

  async waiting(kinds: readonly string[], limit: number): Promise<readonly WaitingRecord[]> {
    const documents = await this.cases.waiting(kinds, limit);
    return documents.map(({ id, revision, decisions, case: { number } }) => ({
      id,
      revision,
      decisions,
      title: number,
      stream: caseStream(id),
    }));
  }
}
