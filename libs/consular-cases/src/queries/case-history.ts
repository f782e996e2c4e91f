import { Injectable } from '@nestjs/common';
import { disclose, type HistoryStep, historySteps, Sealer } from '#event-sourcing';
import { type Recorded } from '#kernel';
import {
  besides,
  changesUnknown,
  historyEntry,
  type HistoryEntry,
  Office,
  placeChanges,
  type SealedEntry,
  shownChange,
  type ShownChange,
} from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { type CaseStreamEvent } from '../domain/events/index.js';
import { eventLabel } from '../projections/event-labels.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { actsBeside, CaseChanges } from './case-changes.js';
import { CaseCollection } from './case-collection.js';

type Step = HistoryStep<ConsularCaseDocument, CaseStreamEvent>;

/** Tells the history of a case, event by event, with what each changed. */
@Injectable()
export class CaseHistory {
  constructor(
    private readonly cases: CaseCollection,
    private readonly changes: CaseChanges,
    private readonly sealer: Sealer,
    private readonly office: Office,
  ) {}

  /** Oldest first; personal values are opened for who may see them. */
  async tell(
    id: string,
    history: readonly Recorded<CaseStreamEvent>[],
    mayRead: boolean,
  ): Promise<HistoryEntry[]> {
    const steps: readonly Step[] = historySteps(history, this.cases.evolve, []);
    const besideOf = besides(history);
    const entries = steps.map((step, at) => {
      const { event } = step;
      const placed = placeChanges(history.slice(0, at), event).map(shownChange);
      const facts = this.factsChanged(step, mayRead);
      return { ...this.entryOf(event, [...placed, ...facts]), ...changesUnknown(step), ...besideOf(event) };
    });
    return (await disclose(this.sealer, caseStream(id), entries, mayRead)) as HistoryEntry[];
  }

  private entryOf(event: Recorded<CaseStreamEvent>, changes: readonly ShownChange[]): SealedEntry {
    return historyEntry(event, eventLabel(event.type), changes, (moment) => this.office.today(moment));
  }

  private factsChanged({ before, after }: Step, mayRead: boolean): readonly ShownChange[] {
    const acts = actsBeside(before, after).flatMap((act) => this.changes.ofAct(act, mayRead));
    return [...this.changes.ofFacts(before, after, mayRead), ...acts];
  }
}
