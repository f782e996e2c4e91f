import { type Language } from '#platform';
import { table } from '../output/table.js';
import { cellOf, isBlank, withoutPersonal } from '../output/values.js';
import { namedType } from '../log/event-row.js';
import { asideLines } from './asides.js';
import { type FieldValue, type Replay, type ReplayStep } from './steps.js';

const CELL = 44;

/** One step for the eye: the event, then every field that has or had a value, the changed ones marked. */
export function stepText({ hasState, steps }: Replay, step: ReplayStep, language: Language): string {
  const { metadata, revision } = step.event;
  const { actor, onBehalfOf, recordedAt, occurredOn } = metadata;
  const behalf = onBehalfOf === undefined ? '' : `, on behalf of ${onBehalfOf}`;
  return [
    `Step ${step.step} of ${steps.length}: ${namedType(step.event)} (revision ${revision})`,
    ...asideLines(step.asides),
    `happened ${occurredOn}, recorded ${recordedAt} by ${actor.id} (${actor.role}, ${actor.unit})${behalf}`,
    hasState ? stateTable(step, language) : dataText(step),
  ].join('\n');
}

function stateTable({ event, state, changes }: ReplayStep, language: Language): string {
  const before = new Map(changes.map((change) => [change.field, change.before]));
  const rows = state
    .filter(({ field, value }) => before.has(field) || !isBlank(value))
    .map((field) => rowOf(field, before, language));
  if (rows.length === 0) return 'There is nothing to show yet.';
  const note =
    changes.length > 0
      ? ''
      : `\nIt changed none of these fields. It says: ${cellOf(withoutPersonal(event.data))}`;
  return table(['', 'field', 'before', 'now'], rows, [3, null, CELL, CELL]) + note;
}

function rowOf(
  { field, label, value }: FieldValue,
  before: ReadonlyMap<string, unknown>,
  language: Language,
): string[] {
  const changed = before.has(field);
  return [changed ? '→' : '', label[language], changed ? cellOf(before.get(field)) : '', cellOf(value)];
}

const dataText = ({ event }: ReplayStep): string => JSON.stringify(withoutPersonal(event.data), null, 2);
