import { type Document } from '#event-sourcing';
import {
  type Decision,
  decisionsAfter,
  type Instant,
  isCorrecting,
  isDecision,
  type ProceduralEvent,
  type Recorded,
} from '#kernel';

/** What a document keeps of what happened to its record. */
export interface RecordDocument extends Document {
  /** Every proposal about it, with what became of it; oldest first. */
  readonly decisions: readonly Decision[];
  /** The kinds of what waits to be decided. */
  readonly waiting: readonly string[];
  /** Types of what took back something that was said: what was named then stands nowhere else in the document. */
  readonly amended: readonly string[];
  readonly lastChangedAt: Instant;
  /** Id of the officer. */
  readonly lastChangedBy: string;
}

/** Of a record that nothing has happened to. */
export const UNTOUCHED = { decisions: [], waiting: [], amended: [] } as const;

/** What happened to the record: what it changed of the facts is folded already. */
export function touched<D extends RecordDocument>(document: D, event: Recorded<ProceduralEvent>): D {
  const { revision, recordedAt, actor } = event;
  const decisions = isDecision(event) ? decisionsAfter(document.decisions, event) : document.decisions;
  const waiting = decisions.flatMap(({ standing, kind }) => (standing === 'open' ? kind : []));
  return {
    ...document,
    revision,
    decisions,
    waiting: [...new Set(waiting)],
    amended: isCorrecting(event) ? withAll(document.amended, [event.type]) : document.amended,
    lastChangedAt: recordedAt,
    lastChangedBy: actor.id,
  };
}

/** `known` itself when nobody is new in `more`. */
export const withAll = (known: readonly string[], more: readonly string[]): readonly string[] =>
  more.every((id) => known.includes(id)) ? known : [...new Set([...known, ...more])];
