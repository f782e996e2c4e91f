import { z } from 'zod';
import { isPlain, isSealed, type DomainEvent, type Personal, type Recorded } from '#kernel';
import { type StoredEvent } from './event-store.port.js';

/**
 * A personal value in a stored shape: on its way in it is checked against `value`, sealed it is taken as it is.
 * A bare value is refused: what is personal never reaches the log in the open.
 */
export function personalValue<T>(value: z.ZodType<T>): z.ZodType<Personal<T>> {
  return z
    .custom<Personal<T>>(
      (input) => isSealed(input) || (isPlain(input) && value.safeParse(input.$plain).success),
      'must be a personal value',
    )
    .meta({ personal: true });
}

/** The stored shape of one event type: the current version's schema, and how each older version becomes the next. */
export interface EventShape {
  /** Current version, 1 upwards. */
  readonly version: number;
  readonly schema: z.ZodType;
  /** `upcasts[n]` turns the data of version n into that of n + 1; pure, never reads anything else. */
  readonly upcasts?: Readonly<Record<number, (data: never) => unknown>>;
  /** One sentence for the event catalogue. */
  readonly description: string;
}

/** A stored event that this version cannot read: its stream's documents are parked, nothing is skipped. */
export class UndecodableEvent extends Error {
  constructor(
    readonly event: Pick<StoredEvent, 'id' | 'type' | 'stream' | 'revision'>,
    reason: string,
  ) {
    super(`${event.type} ${event.stream}@${event.revision}: ${reason}`);
    this.name = 'UndecodableEvent';
  }
}

/** Stored shapes of one stream category's events. */
export class EventCodec<E extends DomainEvent = DomainEvent> {
  constructor(
    readonly category: string,
    readonly shapes: { readonly [T in E['type']]: EventShape },
  ) {}

  /** The version and data to store. @throws Error when the data is not of the current shape: a programming error. */
  encode(event: E): { schemaVersion: number; data: unknown } {
    const shape = this.shapes[event.type as E['type']];
    return { schemaVersion: shape.version, data: shape.schema.parse(event.data) };
  }

  /**
   * The event in its current shape. Data of the current version was checked when it was encoded and is protected by
   * its hash, so only upcast data is checked again. @throws UndecodableEvent
   */
  decode(stored: StoredEvent): Recorded<E> {
    const shape = (this.shapes as Readonly<Record<string, EventShape>>)[stored.type];
    if (!shape) throw new UndecodableEvent(stored, 'unknown type');
    const { metadata } = stored;
    const data =
      metadata.schemaVersion === shape.version
        ? stored.data
        : this.upcast(stored, shape, metadata.schemaVersion);
    return {
      type: stored.type,
      data,
      occurredOn: metadata.occurredOn,
      id: stored.id,
      stream: stored.stream,
      revision: stored.revision,
      position: stored.position,
      recordedAt: metadata.recordedAt,
      actor: metadata.actor,
      onBehalfOf: metadata.onBehalfOf,
      commandId: metadata.commandId,
      correlationId: metadata.$correlationId,
      causationId: metadata.$causationId,
      source: metadata.source,
      rule: metadata.rule,
    } as Recorded<E>;
  }

  private upcast(stored: StoredEvent, shape: EventShape, from: number): unknown {
    let data = stored.data;
    for (let version = from; version < shape.version; version += 1) {
      const step = shape.upcasts?.[version];
      if (!step) throw new UndecodableEvent(stored, `no way from version ${version}`);
      data = step(data as never);
    }
    if (from > shape.version)
      throw new UndecodableEvent(stored, `version ${from} is newer than this program`);
    const result = shape.schema.safeParse(data);
    if (!result.success) throw new UndecodableEvent(stored, z.prettifyError(result.error));
    return result.data;
  }
}
