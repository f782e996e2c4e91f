import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Filter, filterOf, UndecodableEvent } from '#event-sourcing';
import { factsOf, fold, UnfoldableEvent } from '#kernel';
import { SubjectFacts } from '#published-queries';
import { consularCaseDecider } from '../domain/decider.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { type Protection, protectionOf } from '../domain/rules/protected.js';
import { type CaseFile, type OpenedCase } from '../domain/state.js';
import { ROSTER_LIST } from '../projections/roster.js';
import { CaseCollection } from './case-collection.js';
import { RosterCollection } from './roster-collection.js';

/** A case by its id, and those that it stands for. */
interface Standing {
  readonly id: string;
  readonly merged: CaseFile['merged'];
}

/**
 * Who has to be protected in a case by what does not stand in its own stream. Those that it stands for take nothing
 * any more, so their people are looked up as well: whose birth date became known since is known to be a minor.
 * // Consular cases, docs/adr/016, 020, 021
 */
@Injectable()
export class ProtectedElsewhere {
  constructor(
    private readonly cases: CaseCollection,
    private readonly rosters: RosterCollection,
    private readonly queries: QueryBus,
  ) {}

  /** @throws UndecodableEvent, UnfoldableEvent */
  async of({ id, merged }: Standing): Promise<Protection | null> {
    const others = merged.map((each) => each.id);
    const [isListed, taken] = await Promise.all([this.listsMinor([id, ...others]), this.among(others)]);
    return isListed ? 'minor' : taken;
  }

  /** {@link of} for an answer, which no record that cannot be folded keeps back. */
  async asFarAsFolded(standing: Standing): Promise<Protection | null> {
    try {
      return await this.of(standing);
    } catch (error) {
      if (error instanceof UndecodableEvent || error instanceof UnfoldableEvent) return null;
      throw error;
    }
  }

  /** How many people are on a case's roster. */
  async onRoster(id: string): Promise<number> {
    const { total } = await this.rosters.ask(null, (rosters) => this.rosters.counts(rosters, id));
    return total;
  }

  /** Whoever was taken off a roster counts: an officer alone takes no protection away so. */
  private async listsMinor(ids: readonly string[]): Promise<boolean> {
    const filter: Filter = { $and: [filterOf(ROSTER_LIST, { case: ids }), { 'subject.minor': true }] };
    const { count } = await this.rosters.ask(null, (rosters) => rosters.count(filter));
    return count > 0;
  }

  private async among(ids: readonly string[]): Promise<Protection | null> {
    const files = (await Promise.all(ids.map((id) => this.fileOf(id)))).flat();
    const found = files.map(protectionOf);
    if (found.includes('minor')) return 'minor';
    const people = files.flatMap(({ subjects }) => subjects.map(({ id }) => id));
    const facts = people.length === 0 ? [] : await this.queries.execute(new SubjectFacts(people));
    return facts.some(({ minor }) => minor === true)
      ? 'minor'
      : (found.find((each) => each !== null) ?? null);
  }

  private async fileOf(id: string): Promise<readonly OpenedCase[]> {
    const state = fold(consularCaseDecider, factsOf<ConsularCaseEvent>(await this.cases.history(id)));
    return state.phase === 'empty' ? [] : [state];
  }
}
