import { type FieldChange } from '#event-sourcing';
import {
  type Actor,
  type Instant,
  isPlain,
  isSealed,
  type LocalDate,
  type Recorded,
  type SourceDocument,
  type Verdict,
} from '#kernel';
import { type Bilingual } from '../language.js';

/** A field that an event changed; a personal value that is not shown is `null`. */
export interface ShownChange extends FieldChange {
  readonly personal: boolean;
  /** What codes mean, where the values are codes. */
  readonly beforeName?: Bilingual;
  readonly afterName?: Bilingual;
}

/** The paper an event rests on; its issuer is `null` when it is not for the reader's eyes, or was erased. */
export interface ShownSource extends Omit<SourceDocument, 'issuer'> {
  readonly issuer: string | null;
}

/** One event of a history: what, when it happened and was recorded, who, why, and what it changed. */
export interface HistoryEntry {
  readonly id: string;
  readonly revision: number;
  readonly type: string;
  readonly label: Bilingual;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  /** Recorded on a later day than it happened. */
  readonly late: boolean;
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly source?: ShownSource;
  /** `null` when none was given, or when it is not for the reader's eyes. */
  readonly reason: string | null;
  readonly changes: readonly ShownChange[];
  /** This program cannot fold the history up to here: what the event changed is not known. */
  readonly changesUnknown?: true;
  /** The event that a correction or voiding is about. */
  readonly corrects?: string;
  /** What shows that a correction is right; `null` when it is not for the reader's eyes. */
  readonly evidence?: string | null;
  /** The corrections of this event that stand, oldest first: the last one counts. */
  readonly correctedBy?: readonly string[];
  /** The voiding that took this event out. */
  readonly voidedBy?: string;
  /** The proposal that a decision, a withdrawal or a voiding is about. */
  readonly proposal?: string;
  /** What is proposed, and how it was decided. */
  readonly decision?: ShownDecision;
}

/** What an event says of a decision inside the office. */
export interface ShownDecision {
  readonly kind?: string;
  readonly verdict?: Verdict;
  /** The dossier's revision that was seen. */
  readonly seenRevision?: number;
}

/** The history of one stream, oldest first. */
export interface History {
  readonly id: string;
  readonly revision: number;
  readonly entries: readonly HistoryEntry[];
}

/** An entry whose personal values are still sealed: `disclose` makes it a {@link HistoryEntry}. */
export type SealedEntry = Omit<HistoryEntry, 'reason' | 'evidence' | 'source'> & {
  readonly evidence?: unknown;
  readonly reason: unknown;
  readonly source?: SourceDocument;
};

/** What an event's envelope says, with its name and what it changed. `dayOf` is the office's day of a moment. */
export function historyEntry(
  event: Recorded,
  label: Bilingual,
  changes: readonly ShownChange[],
  dayOf: (moment: Instant) => LocalDate,
): SealedEntry {
  const { id, revision, type, occurredOn, recordedAt, actor, onBehalfOf, source, data } = event;
  return {
    id,
    revision,
    type,
    label,
    occurredOn,
    recordedAt,
    late: dayOf(recordedAt) > occurredOn,
    actor,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(source && { source }),
    reason: reasonOf(data),
    changes,
  };
}

/** Said of an event of which nobody knows what it changed. */
export const changesUnknown = ({
  unfoldable,
}: {
  readonly unfoldable: boolean;
}): Pick<HistoryEntry, 'changesUnknown'> => (unfoldable ? { changesUnknown: true } : {});

/** A change as it is shown: whether it is personal has to be known before its values are opened or hidden. */
export const shownChange = (change: FieldChange): ShownChange => ({
  ...change,
  personal: isPersonal(change.before) || isPersonal(change.after),
});

const isPersonal = (value: unknown): boolean => isSealed(value) || isPlain(value);

const reasonOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'reason' in data ? data.reason : null;
