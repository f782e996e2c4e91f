import { CORRECTING_TYPES, type DomainEvent, effectiveHistory, type Recorded } from '#kernel';

/** A field of a document, by its dotted path, with its name in both languages. */
export interface LabelledField {
  readonly field: string;
  readonly label: { readonly vi: string; readonly en: string };
}

/** What one field was and became; `null` when it had or has no value. Personal values are as the document has them. */
export interface FieldChange extends LabelledField {
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields whose values differ, in the order of `fields`; a document that is not there has no values. */
export function fieldDiff(
  before: object | null,
  after: object | null,
  fields: readonly LabelledField[],
): FieldChange[] {
  return fields
    .map(({ field, label }) => ({
      field,
      label,
      before: valueAt(before, field),
      after: valueAt(after, field),
    }))
    .filter((change) => !sameJson(change.before, change.after));
}

/** One event and what it changed, as it was known once that event was recorded. */
export interface HistoryStep<D, E extends DomainEvent> {
  readonly event: Recorded<E>;
  readonly before: D | null;
  readonly after: D | null;
  readonly changes: readonly FieldChange[];
  /** The history up to this event cannot be folded: what it changed is not known, and `after` is as before. */
  readonly unfoldable: boolean;
}

/**
 * A stream's events one by one, each with the fields it changed. A correction or voiding changes what the history
 * up to it folds to, so its step shows exactly what became different by it. Where an event cannot be folded, it and what
 * follows are told without differences, until a correction makes the history one that folds.
 */
export function historySteps<D extends object, E extends DomainEvent>(
  history: readonly Recorded<E>[],
  evolve: (document: D | null, event: Recorded<E>) => D | null,
  fields: readonly LabelledField[],
): HistoryStep<D, E>[] {
  let known: D | null = null;
  let unfoldable = false;
  const foldTo = (event: Recorded<E>, index: number): D | null => {
    if (!CORRECTING_TYPES.has(event.type)) return unfoldable ? known : evolve(known, event);
    const folded = effectiveHistory(history.slice(0, index + 1)).reduce<D | null>(evolve, null);
    unfoldable = false;
    return folded;
  };
  return history.map((event, index) => {
    const before = known;
    try {
      known = foldTo(event, index);
    } catch {
      unfoldable = true;
    }
    return { event, before, after: known, changes: fieldDiff(before, known, fields), unfoldable };
  });
}

function valueAt(document: object | null, path: string): unknown {
  let value: unknown = document;
  for (const name of path.split('.')) {
    if (!isObject(value)) return null;
    value = value[name];
  }
  // A list that nothing was put into is no value: its first item is what changes it.
  return Array.isArray(value) && value.length === 0 ? null : (value ?? null);
}

/** Equal as JSON: the order of an object's fields does not count, a field that is `undefined` is not there. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => sameJson(one[name], other[name]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
