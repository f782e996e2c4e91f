import { disclose, type FieldChange, type HistoryStep, historySteps, type Sealer } from '#event-sourcing';
import {
  type Actor,
  type Instant,
  isPlain,
  isSealed,
  type LocalDate,
  type Recorded,
  type SourceDocument,
} from '#kernel';
import { subjectStream } from '../domain/names.js';
import { type SubjectEvent } from '../domain/events.js';
import { evolve, type SubjectDocument } from '../projections/subjects.js';
import { EVENT_LABELS, SUBJECT_FIELDS } from './labels.js';

/** A field that an event changed; a personal value that is not shown is `null`. */
export interface ShownChange extends FieldChange {
  readonly personal: boolean;
}

/** One event of a subject's history: what, when it happened and was recorded, who, why, and what it changed. */
export interface HistoryEntry {
  readonly id: string;
  readonly revision: number;
  readonly type: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly source?: SourceDocument;
  /** `null` when none was given, or when it is not for the reader's eyes. */
  readonly reason: string | null;
  readonly changes: readonly ShownChange[];
}

/** The history of subject `id`, oldest first. */
export async function subjectHistory(
  id: string,
  history: readonly Recorded<SubjectEvent>[],
  { sealer, mayRead }: { readonly sealer: Sealer; readonly mayRead: boolean },
): Promise<HistoryEntry[]> {
  const steps = historySteps<SubjectDocument, SubjectEvent>(history, evolve, SUBJECT_FIELDS);
  const entries = steps.map(entryOf);
  return (await disclose(sealer, subjectStream(id), entries, mayRead)) as HistoryEntry[];
}

function entryOf({ event, changes }: HistoryStep<SubjectDocument, SubjectEvent>) {
  const { id, revision, type, occurredOn, recordedAt, actor, onBehalfOf, source, data } = event;
  return {
    id,
    revision,
    type,
    label: EVENT_LABELS[type],
    occurredOn,
    recordedAt,
    actor,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(source && { source }),
    reason: 'reason' in data ? data.reason : null,
    changes: changes.map((change) => ({
      ...change,
      field: change.field.replace('details.', ''),
      personal: isPersonal(change.before) || isPersonal(change.after),
    })),
  };
}

const isPersonal = (value: unknown): boolean => isSealed(value) || isPlain(value);
