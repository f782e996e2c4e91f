import { Injectable } from '@nestjs/common';
import { disclose, fieldDiff, type HistoryStep, historySteps, Sealer } from '#event-sourcing';
import { type Recorded } from '#kernel';
import {
  besides,
  historyEntry,
  type HistoryEntry,
  Office,
  placeChanges,
  type SealedEntry,
  shownChange,
  type ShownChange,
} from '#platform';
import { caseStream } from '../consular-case.stream.js';
import { type CaseStreamEvent } from '../domain/events.js';
import { ACT_FIELDS } from '../projections/act-fields.js';
import { CASE_FIELDS, kindFields } from '../projections/case-fields.js';
import { eventLabel } from '../projections/event-labels.js';
import { type CaseField } from '../projections/fields.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { CaseCollection } from './case-collection.js';
import { ValueNames } from './value-names.js';

type Step = HistoryStep<ConsularCaseDocument, CaseStreamEvent>;

/** Tells the history of a case, event by event, with what each changed. */
@Injectable()
export class CaseHistory {
  constructor(
    private readonly cases: CaseCollection,
    private readonly names: ValueNames,
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
      const facts = this.factsChanged(step, steps[at - 1]?.after ?? null, mayRead);
      return { ...this.entryOf(event, [...placed, ...facts]), ...besideOf(event) };
    });
    return (await disclose(this.sealer, caseStream(id), entries, mayRead)) as HistoryEntry[];
  }

  private entryOf(event: Recorded<CaseStreamEvent>, changes: readonly ShownChange[]): SealedEntry {
    return historyEntry(event, eventLabel(event.type), changes, (moment) => this.office.today(moment));
  }

  private factsChanged(
    { after }: Step,
    before: ConsularCaseDocument | null,
    mayRead: boolean,
  ): readonly ShownChange[] {
    return changedFields(before, after).flatMap(({ field, from, to }) =>
      fieldDiff(from, to, [field]).map((change) => this.shown(field, shownChange(change), mayRead)),
    );
  }

  private shown(field: CaseField, change: ShownChange, mayRead: boolean): ShownChange {
    const path = change.field.replace(/^case\.(details\.)?/, '');
    if (field.sensitive && !mayRead)
      return { ...change, field: path, before: null, after: null, personal: true };
    const beforeName = this.names.of(field, change.before);
    const afterName = this.names.of(field, change.after);
    return { ...change, field: path, ...(beforeName && { beforeName }), ...(afterName && { afterName }) };
  }
}

interface Compared {
  readonly field: CaseField;
  readonly from: object | null;
  readonly to: object | null;
}

/** Every field that may differ between two states of a case: the case's own, its kind's, and those of each act. */
function changedFields(before: ConsularCaseDocument | null, after: ConsularCaseDocument | null): Compared[] {
  const kinds = new Set([before, after].flatMap((document) => document?.case.kind ?? []));
  const own = [...CASE_FIELDS, ...[...kinds].flatMap((kind) => kindFields(kind))];
  const byPath = new Map(own.map((field) => [field.field, field]));
  return [
    ...[...byPath.values()].map((field) => ({ field, from: before, to: after })),
    ...actsBeside(before, after).flatMap(({ type, from, to }) =>
      ACT_FIELDS[type].map((field) => ({ field, from, to })),
    ),
  ];
}

/** The acts of two states side by side, each with itself; `null` where it is not. */
function actsBeside(before: ConsularCaseDocument | null, after: ConsularCaseDocument | null) {
  const former = new Map((before?.acts ?? []).map((act) => [act.revision, act]));
  const present = new Map((after?.acts ?? []).map((act) => [act.revision, act]));
  return [...new Map([...former, ...present])].map(([revision, { type }]) => ({
    type,
    from: former.get(revision)?.data ?? null,
    to: present.get(revision)?.data ?? null,
  }));
}
