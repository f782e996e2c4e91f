import { type Actor, type Instant, type LocalDate, type RuleReference, type SourceDocument } from '#kernel';

/** What is stored beside an event's data. */
export interface EventMetadata {
  readonly schemaVersion: number;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly commandId: string;
  readonly $correlationId: string;
  readonly $causationId: string;
  /** HMAC of the command's payload: the same key with another payload is noticed, the payload is not revealed. */
  readonly fingerprint: string;
  readonly rule?: RuleReference;
  readonly source?: SourceDocument;
  readonly integrity: Integrity;
}

/** A link of the stream's hash chain; `previous` of a stream's first event is empty. */
export interface Integrity {
  readonly previous: string;
  readonly hash: string;
}
