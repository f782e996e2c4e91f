import { Injectable } from '@nestjs/common';
import { fieldDiff, type LabelledField } from '#event-sourcing';
import { shownChange, type ShownChange } from '#platform';
import { ACT_FIELDS } from '../projections/act-fields.js';
import { CASE_FIELDS, kindFields } from '../projections/case-fields.js';
import { type CaseAct } from '../projections/consular-cases.js';
import { type CaseField } from '../projections/fields.js';
import { type ConsularCaseDocument } from '../projections/index.js';
import { ValueNames } from './value-names.js';

/** An act of two states side by side; `null` where it is not. */
export interface ActBeside {
  readonly act: CaseAct;
  readonly from: CaseAct | null;
  readonly to: CaseAct | null;
}

/** What differs between two states of a case, with names of fields and codes; personal values are still sealed. */
@Injectable()
export class CaseChanges {
  constructor(private readonly names: ValueNames) {}

  /** The facts that the case keeps: its own and its kind's. */
  ofFacts(
    before: ConsularCaseDocument | null,
    after: ConsularCaseDocument | null,
    mayRead: boolean,
  ): ShownChange[] {
    const kinds = new Set([before, after].flatMap((document) => document?.case.kind ?? []));
    const own = [...CASE_FIELDS, ...[...kinds].flatMap((kind) => kindFields(kind))];
    const byPath = new Map(own.map((field) => [field.field, field]));
    return [...byPath.values()].flatMap((field) => this.changed(field, before, after, mayRead));
  }

  /** What an act says. */
  ofAct({ act, from, to }: ActBeside, mayRead: boolean): ShownChange[] {
    const [before, after] = [from?.data ?? null, to?.data ?? null];
    return ACT_FIELDS[act.type].flatMap((field) => this.changed(field, before, after, mayRead));
  }

  /** When an act happened, and the paper that it rests on. */
  ofPlace({ from, to }: ActBeside): ShownChange[] {
    return fieldDiff(from, to, PLACE).map(shownChange);
  }

  private changed(
    field: CaseField,
    before: object | null,
    after: object | null,
    mayRead: boolean,
  ): ShownChange[] {
    return fieldDiff(before, after, [field]).map((change) => this.shown(field, shownChange(change), mayRead));
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

const PLACE: readonly LabelledField[] = [
  { field: 'occurredOn', label: { vi: 'Ngày xảy ra', en: 'Happened on' } },
  { field: 'letter', label: { vi: 'Số văn bản', en: 'Number of the paper' } },
];

/** The acts of two states, each with itself, in the order in which they were recorded. */
export function actsBeside(
  before: ConsularCaseDocument | null,
  after: ConsularCaseDocument | null,
): ActBeside[] {
  const former = new Map((before?.acts ?? []).map((act) => [act.revision, act]));
  const present = new Map((after?.acts ?? []).map((act) => [act.revision, act]));
  return [...new Map([...former, ...present])]
    .sort(([one], [other]) => one - other)
    .map(([revision, act]) => ({
      act,
      from: former.get(revision) ?? null,
      to: present.get(revision) ?? null,
    }));
}
