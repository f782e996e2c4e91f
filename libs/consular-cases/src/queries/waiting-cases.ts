import { Injectable } from '@nestjs/common';
import { type Actor } from '#kernel';
import { type DecidedRecords, DecisionRegistry, type WaitingRecord } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { CASE_RECORD } from '../procedure.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { CaseCollection } from './case-collection.js';
import { decidableBy } from './decidable.js';

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

  async waiting(kinds: readonly string[], limit: number, reader: Actor): Promise<readonly WaitingRecord[]> {
    const documents = await this.cases.waiting(kinds, limit);
    return Promise.all(documents.map((document) => this.recordOf(document, reader)));
  }

  private async recordOf(document: ConsularCaseDocument, reader: Actor): Promise<WaitingRecord> {
    const { id, revision, decisions } = document;
    const decidable = await decidableBy(reader, document, this.cases);
    return { id, revision, decisions, decidable, title: document.case.number, stream: caseStream(id) };
  }
}
