import { type Actor } from './actor.js';
import { type Personal } from './personal.js';
import { type Instant, type LocalDate } from './time.js';

/**
 * Something that happened, as a decider states it.
 * `type` is the stored name: PascalCase, past tense, never a class name.
 * `occurredOn` is the day it happened, from the officer; when it was learned is the envelope's `recordedAt`.
 */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly occurredOn: LocalDate;
}

/** The paper in the office's register that an event rests on. // G-3, domain rules */
export interface SourceDocument {
  readonly register: string;
  readonly number: string;
  readonly symbol?: string;
  /** Of a paper of the office's own, the day on which it was numbered. // G-4 */
  readonly date: LocalDate;
  /** The day on which it was signed, where that is known. */
  readonly signedOn?: LocalDate;
  /** Who wrote it: a body as a rule, but a person can be one. */
  readonly issuer: Personal<string>;
}

/** The version of a rule that a decision applied. */
export interface RuleReference {
  readonly id: string;
  readonly version: string;
}

/** What every recorded event says about itself, beside its data: who, when, why, and its place in the record. */
export interface Envelope {
  readonly id: string;
  /** `<category>-<uuid>` */
  readonly stream: string;
  /** 0-based place in its stream. */
  readonly revision: number;
  /** Opaque, ordered place in the whole log. */
  readonly position: string;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly source?: SourceDocument;
  readonly rule?: RuleReference;
}

/** An event that is in the log. Folding sees this; deciding produces only the {@link DomainEvent} part. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & Envelope;
