import { Injectable } from '@nestjs/common';
import { filterOf, type PastPoint } from '#event-sourcing';
import { type CaseLink } from '../domain/state.js';
import { INVERSE_RELATION } from '../domain/vocabulary/turns.js';
import { CASE_LIST } from '../projections/case-list.js';
import { type CaseLine, type ConsularCaseDocument } from '../projections/index.js';
import { CaseCollection } from './case-collection.js';

/** Another case that one has to do with. */
export interface LinkView extends CaseLink {
  /** False when the link stands in the other case. */
  readonly recordedHere: boolean;
}

const PAGE = 100;

/** A link is recorded in one of two cases, and shown in both. // A-11, domain rules */
@Injectable()
export class RelatedCases {
  constructor(private readonly cases: CaseCollection) {}

  /** What the case itself says first; `at` for a document of the past. */
  async of({ id, case: own }: ConsularCaseDocument, at?: PastPoint): Promise<LinkView[]> {
    const here = own.links.map((link) => ({ ...link, recordedHere: true }));
    const there: LinkView[] = [];
    for (const other of await this.linkingTo(id)) {
      for (const { relation, on } of (await this.linksOf(other, at)).filter((link) => link.id === id)) {
        const said = { id: other.id, relation: INVERSE_RELATION[relation] };
        if (here.some((link) => link.id === said.id && link.relation === said.relation)) continue;
        there.push({ ...said, number: other.case.number, on, recordedHere: false });
      }
    }
    return [...here, ...there];
  }

  private async linkingTo(id: string): Promise<readonly CaseLine[]> {
    const filter = filterOf(CASE_LIST, { linkedTo: id });
    const found: CaseLine[] = [];
    let after: string | undefined;
    do {
      const query = { filter, sort: CASE_LIST.sorts.openedOn, limit: PAGE };
      const page = await this.cases.findLines({ ...query, ...(after !== undefined && { after }) });
      found.push(...page.documents);
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  private async linksOf(other: CaseLine, at?: PastPoint): Promise<readonly CaseLink[]> {
    if (!at) return other.case.links;
    return this.cases.pastOf(await this.cases.history(other.id), at)?.case.links ?? [];
  }
}
