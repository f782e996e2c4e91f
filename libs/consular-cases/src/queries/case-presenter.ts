import { Injectable } from '@nestjs/common';
import { disclose, type PastPoint, Sealer } from '#event-sourcing';
import { type DecisionView, isPermitted, Office } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { CaseCollection } from './case-collection.js';
import { caseView, type CaseView, namedPeople } from './case-view.js';
import { type Reader } from './criteria.js';
import { decidableBy } from './decidable.js';
import { People } from './people.js';
import { RelatedCases } from './related-cases.js';

/** A case as its own stream and those that link to it tell it. */
export type CaseWithoutRosters = Omit<CaseView, 'roster' | 'onRosters'>;

/** Makes a document into what one reader may see of it. */
@Injectable()
export class CasePresenter {
  constructor(
    private readonly people: People,
    private readonly sealer: Sealer,
    private readonly office: Office,
    private readonly related: RelatedCases,
    private readonly cases: CaseCollection,
  ) {}

  /** `at` for a document of the past. */
  async present(document: ConsularCaseDocument, reader: Reader, at?: PastPoint): Promise<CaseWithoutRosters> {
    const mayRead = isPermitted(reader.actor, 'personal.read');
    const decidable = at ? nothing : await decidableBy(reader.actor, document, this.cases);
    const sealed = caseView(document, { reader, calendar: this.office.calendar, mayRead, decidable });
    const [view, nameOf, links] = await Promise.all([
      disclose(this.sealer, caseStream(document.id), sealed, mayRead) as Promise<CaseView>,
      this.people.namesFor(reader.actor, document.people),
      this.related.of(document, at),
    ]);
    const decisions = at ? view.decisions.map(settled) : view.decisions;
    const parkedAt = at ? null : this.cases.parkedAt(document);
    return { ...view, decisions, links, people: namedPeople(document, nameOf), parkedAt };
  }
}

const nothing: ReadonlySet<string> = new Set();

/** Nothing is decided in the past. */
const settled = (decision: DecisionView): DecisionView => ({
  ...decision,
  mayWithdraw: false,
});
