import { disclose, type HistoryStep, historySteps, type Sealer } from '#event-sourcing';
import { type Instant, type LocalDate, type Recorded } from '#kernel';
import {
  besides,
  changesUnknown,
  historyEntry,
  type HistoryEntry,
  type SealedEntry,
  shownChange,
} from '#platform';
import { subjectStream } from '../domain/names.js';
import { type SubjectStreamEvent } from '../domain/events.js';
import { evolve, type SubjectDocument } from '../projections/subjects.js';
import { EVENT_LABELS, SUBJECT_FIELDS } from './labels.js';

interface Reading {
  readonly sealer: Sealer;
  readonly mayRead: boolean;
  /** The office's day of a moment. */
  readonly dayOf: (moment: Instant) => LocalDate;
}

/** The history of subject `id`, oldest first. */
export async function subjectHistory(
  id: string,
  history: readonly Recorded<SubjectStreamEvent>[],
  { sealer, mayRead, dayOf }: Reading,
): Promise<HistoryEntry[]> {
  const steps = historySteps<SubjectDocument, SubjectStreamEvent>(history, evolve, SUBJECT_FIELDS);
  const besideOf = besides(history);
  const entries = steps.map((step) => ({
    ...entryOf(step, dayOf),
    ...changesUnknown(step),
    ...besideOf(step.event),
  }));
  return (await disclose(sealer, subjectStream(id), entries, mayRead)) as HistoryEntry[];
}

function entryOf(
  { event, changes }: HistoryStep<SubjectDocument, SubjectStreamEvent>,
  dayOf: Reading['dayOf'],
): SealedEntry {
  const shown = changes.map((change) => ({
    ...shownChange(change),
    field: change.field.replace('details.', ''),
  }));
  return historyEntry(event, EVENT_LABELS[event.type], shown, dayOf);
}
