import { Injectable } from '@nestjs/common';
import { decidableIn, disclose, Sealer } from '#event-sourcing';
import { type Actor } from '#kernel';
import { decisionViews, type DecisionView, isPermitted } from '#platform';
import { type RosterDocument } from '../projections/roster.js';
import { ROSTER_KINDS, rosterRecord } from '../roster.procedure.js';
import { rosterStream } from '../roster.stream.js';
import { CaseCollection } from './case-collection.js';
import { type Reader } from './criteria.js';
import { type Names, People } from './people.js';
import { RosterCollection } from './roster-collection.js';
import { type RosterEntryView, type RosterItem } from './roster.queries.js';

/** Makes what rosters say of people into what one reader may see of it. */
@Injectable()
export class RosterPresenter {
  constructor(
    private readonly rosters: RosterCollection,
    private readonly cases: CaseCollection,
    private readonly people: People,
    private readonly sealer: Sealer,
  ) {}

  async items(documents: readonly RosterDocument[], { actor }: Reader): Promise<RosterItem[]> {
    const nameOf = await this.namesOf(documents, actor);
    return Promise.all(
      documents.map(async (document) => ({
        ...itemOf(document, await this.opened(document, document.note, actor), nameOf),
        parkedAt: this.rosters.parkedAt(document),
      })),
    );
  }

  /** One person; nothing is decided in the past. */
  async entry(document: RosterDocument, reader: Reader, isPast: boolean): Promise<RosterEntryView> {
    const { actor } = reader;
    const decidable = isPast ? new Set<string>() : await this.decidableBy(actor, document);
    const sealed = decisionViews(document.decisions, ROSTER_KINDS, actor, decidable);
    const [[item], decisions] = await Promise.all([
      this.items([document], reader),
      this.opened<readonly DecisionView[]>(document, sealed, actor),
    ]);
    return {
      ...(item as RosterItem),
      ...(isPast && { parkedAt: null }),
      onRoster: document.roster !== null,
      decisions: isPast ? decisions.map((decision) => ({ ...decision, mayWithdraw: false })) : decisions,
    };
  }

  /** What an entry is called: the number of its case, and the person by name to who may read it. */
  async titlesOf(documents: readonly RosterDocument[], reader: Actor): Promise<readonly string[]> {
    const nameOf = await this.namesOf(documents, reader);
    return documents.map(({ case: { number }, subject: { id } }) => `${number} · ${nameOf(id).name ?? id}`);
  }

  /** Ids of the proposals about somebody on a roster that `actor` may decide now, as deciding itself says. */
  async decidableBy(actor: Actor, document: RosterDocument): Promise<ReadonlySet<string>> {
    const {
      case: { id },
      subject,
      decisions,
    } = document;
    const isOpen = decisions.some(({ standing }) => standing === 'open');
    const isWhole = this.rosters.parkedAt(document) === null;
    const group = isOpen && isWhole ? await this.cases.get(id) : null;
    if (!group) return new Set();
    return decidableIn(rosterRecord(group.case), await this.rosters.history(id, subject.id), actor);
  }

  private namesOf(documents: readonly RosterDocument[], actor: Actor): Promise<Names> {
    return this.people.namesFor(
      actor,
      documents.map(({ subject }) => subject.id),
    );
  }

  private async opened<T>(
    { case: { id }, subject }: RosterDocument,
    sealed: unknown,
    actor: Actor,
  ): Promise<T> {
    const stream = rosterStream(id, subject.id);
    return (await disclose(this.sealer, stream, sealed, isPermitted(actor, 'personal.read'))) as T;
  }
}

const itemOf = (
  document: RosterDocument,
  note: string | null,
  nameOf: Names,
): Omit<RosterItem, 'parkedAt'> => {
  const { id, revision, case: group, subject, status, lastContactOn, ownCase, addedOn } = document;
  const { lastChangedAt, lastChangedBy } = document;
  const person = { ...subject, ...nameOf(subject.id) };
  return {
    id,
    revision,
    case: group,
    subject: person,
    status,
    lastContactOn,
    ownCase,
    note,
    addedOn,
    lastChangedAt,
    lastChangedBy,
  };
};
