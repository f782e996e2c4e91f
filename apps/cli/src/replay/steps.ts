import {
  type Document,
  type EventCodec,
  type FieldChange,
  historySteps,
  type LabelledField,
  type StoredEvent,
  type StreamName,
  valueAt,
} from '#event-sourcing';
import { type Office, type StreamDescriptor } from '#platform';
import { withoutPersonal } from '../output/values.js';
import { noKeys } from '../log/descriptors.js';
import { eventDocument } from '../log/event-row.js';
import { type Asides, asidesOf } from './asides.js';

/** A field of the document and the value it has. */
export interface FieldValue extends LabelledField {
  readonly value: unknown;
}

/** One event of a stream, what it changed and how the stream stands after it. Personal values read `[sealed]`. */
export interface ReplayStep {
  /** 1 for the first event. */
  readonly step: number;
  readonly event: StoredEvent;
  readonly changes: readonly FieldChange[];
  readonly state: readonly FieldValue[];
  readonly asides: Asides;
}

/** A stream's history one by one, as far as it was known when each event was recorded. */
export interface Replay {
  readonly stream: StreamName;
  /** False when the stream's type has no read model: then there are events and no state. */
  readonly hasState: boolean;
  readonly steps: readonly ReplayStep[];
}

/** @throws Error when an event cannot be read or folded */
export function replayOf(
  stream: StreamName,
  stored: readonly StoredEvent[],
  type: StreamDescriptor,
  office: Office,
): Replay {
  const projection = type.projection?.(office, noKeys);
  const evolve = projection?.evolve.bind(projection) ?? (() => null);
  const fields = type.fields ?? [];
  const history = stored.map((event) => type.codec.decode(event));
  const steps = historySteps<Document, ReturnType<EventCodec['decode']>>(history, evolve, fields);
  const asides = asidesOf(history);
  return {
    stream,
    hasState: projection !== undefined,
    steps: steps.map(({ after, changes }, index) => ({
      step: index + 1,
      event: stored[index] as StoredEvent,
      changes: withoutPersonal(changes) as readonly FieldChange[],
      asides: asides[index] ?? {},
      state: fields.map((field) => ({
        ...field,
        value: withoutPersonal(valueAt(after, field.field.split('.')) ?? null),
      })),
    })),
  };
}

/** A step as a document for programs. */
export function stepDocument({ step, event, changes, state, asides }: ReplayStep): object {
  return { step, event: eventDocument(event, true), ...asides, changes, state };
}
