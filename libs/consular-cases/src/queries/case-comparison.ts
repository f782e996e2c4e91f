import { Injectable } from '@nestjs/common';
import { countedAt, disclose, type PastPoint, sameJson, Sealer } from '#event-sourcing';
import { type Instant, type LocalDate, type Recorded } from '#kernel';
import { type Bilingual, type HistoryEntry, Office, type ShownChange } from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { type CaseStreamEvent, type ConsularCaseEventType } from '../domain/events/index.js';
import { eventLabel } from '../projections/event-labels.js';
import { type ActBeside, actsBeside, CaseChanges } from './case-changes.js';
import { CaseCollection } from './case-collection.js';
import { CaseHistory } from './case-history.js';

/** Two points of a case's past, the one that is looked at from first. */
export interface ComparedPoints {
  readonly from: PastPoint;
  readonly to: PastPoint;
}

/** One side of a comparison. */
export interface ComparedSide {
  readonly point: PastPoint;
  /** Of the last event that counts; `null` when there was no case yet. */
  readonly revision: number | null;
}

/** Something that happened, and that one side does not have or has otherwise. */
export interface ComparedAct {
  /** Of its event. */
  readonly revision: number;
  readonly type: ConsularCaseEventType;
  readonly label: Bilingual;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly difference: 'added' | 'removed' | 'changed';
  readonly changes: readonly ShownChange[];
}

/** A case at two points, field by field. */
export interface CaseComparison {
  readonly id: string;
  readonly from: ComparedSide;
  readonly to: ComparedSide;
  /** No field differs, and nothing happened that one side does not have. */
  readonly same: boolean;
  /** The facts that the case keeps. */
  readonly changes: readonly ShownChange[];
  /** What happened, oldest first. */
  readonly acts: readonly ComparedAct[];
  /** The events that count on one side alone, oldest first. */
  readonly between: readonly HistoryEntry[];
}

/** Says what became different between two points of a case's past. */
@Injectable()
export class CaseComparer {
  constructor(
    private readonly cases: CaseCollection,
    private readonly changes: CaseChanges,
    private readonly teller: CaseHistory,
    private readonly sealer: Sealer,
    private readonly office: Office,
  ) {}

  /** `null` when there was no case at either point. */
  async compare(
    id: string,
    history: readonly Recorded<CaseStreamEvent>[],
    { from, to }: ComparedPoints,
    mayRead: boolean,
  ): Promise<CaseComparison | null> {
    const [before, after] = [this.cases.pastOf(history, from), this.cases.pastOf(history, to)];
    if (!before && !after) return null;
    const sealed = {
      changes: this.changes.ofFacts(before, after, mayRead),
      acts: actsBeside(before, after).flatMap((act) => this.compared(act, mayRead)),
    };
    const shown = await disclose(this.sealer, caseStream(id), sealed, mayRead);
    return {
      id,
      from: { point: from, revision: before?.revision ?? null },
      to: { point: to, revision: after?.revision ?? null },
      same: sealed.changes.length === 0 && sealed.acts.length === 0,
      ...(shown as Pick<CaseComparison, 'changes' | 'acts'>),
      between: await this.between(id, history, { from, to }, mayRead),
    };
  }

  private compared(beside: ActBeside, mayRead: boolean): ComparedAct[] {
    const { act, from, to } = beside;
    if (sameJson(from, to)) return [];
    const { revision, type, occurredOn, recordedAt } = act;
    return [
      {
        revision,
        type,
        label: eventLabel(type),
        occurredOn,
        recordedAt,
        difference: from ? (to ? 'changed' : 'removed') : 'added',
        changes: [...this.changes.ofPlace(beside), ...this.changes.ofAct(beside, mayRead)],
      },
    ];
  }

  private async between(
    id: string,
    history: readonly Recorded<CaseStreamEvent>[],
    { from, to }: ComparedPoints,
    mayRead: boolean,
  ): Promise<readonly HistoryEntry[]> {
    const countedIn = (point: PastPoint) =>
      new Set(countedAt(history, point, (day) => this.office.startOfDay(day)).map((event) => event.id));
    const [before, after] = [countedIn(from), countedIn(to)];
    const entries = await this.teller.tell(id, history, mayRead);
    return entries.filter((entry) => before.has(entry.id) !== after.has(entry.id));
  }
}
