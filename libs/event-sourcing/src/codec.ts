import { z } from 'zod';
import {
  isBlank,
  isPlain,
  isSealed,
  type DomainEvent,
  type FactCorrected,
  type Personal,
  personal,
  type Recorded,
  tidy,
} from '#kernel';
import { type StoredEvent } from './event-store.port.js';
import { InvalidData, valueFaults } from './invalid-data.js';
import { changedAt } from './json-paths.js';

/** Marks the refusal of a value that would be right if it were personal. */
const PERSONAL = { personal: true };

/**
 * A personal value in a stored shape: on its way in it is checked against `value`, sealed it is taken as it is.
 * A bare value is refused: what is personal never reaches the log in the open.
 */
export function personalValue<T>(value: z.ZodType<T>): z.ZodType<Personal<T>> {
  return z
    .custom<Personal<T>>(
      (input) => isSealed(input) || (isPlain(input) && value.safeParse(input.$plain).success),
      { message: 'must be a personal value', params: PERSONAL },
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
    const data = shape.schema.parse(event.data);
    if (isCorrection(event)) this.shapeOf(event.data.targetType).schema.parse(event.data.payload);
    return { schemaVersion: shape.version, data };
  }

  /**
   * `data` as an event of `type` may say it: a bare value where the shape has a personal one becomes the `owners`' own.
   * @throws InvalidData
   */
  accept(type: string, data: unknown, owners: readonly string[]): unknown {
    const { schema } = this.shapeOf(type);
    const bare = schema.safeParse(data).error?.issues.filter(isBare) ?? [];
    const marked = bare.reduce(
      (value, { path }) => changedAt(value, path, (found) => own(found, owners)),
      data,
    );
    const result = schema.safeParse(marked, { reportInput: true });
    if (result.success) return result.data;
    throw new InvalidData(valueFaults(result.error));
  }

  /** The version that events of `type` are stored in. */
  versionOf(type: string): number {
    return this.shapeOf(type).version;
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
        : this.upcast(stored, shape, stored.data, metadata.schemaVersion);
    return {
      type: stored.type,
      data: stored.type === 'FactCorrected' ? this.upcastPayload(stored, data) : data,
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

  /** What a correction says its target should have said, in the target's current shape. */
  private upcastPayload(stored: StoredEvent, data: unknown): unknown {
    const correction = data as FactCorrected['data'];
    const { targetType, targetVersion, payload } = correction;
    const shape = (this.shapes as Readonly<Record<string, EventShape>>)[targetType];
    if (!shape) throw new UndecodableEvent(stored, `unknown type ${targetType}`);
    if (targetVersion === shape.version) return correction;
    const upcast = this.upcast(stored, shape, payload, targetVersion);
    return { ...correction, targetVersion: shape.version, payload: upcast };
  }

  private upcast(stored: StoredEvent, shape: EventShape, from: unknown, version: number): unknown {
    if (version > shape.version)
      throw new UndecodableEvent(stored, `version ${version} is newer than this program`);
    let data = from;
    for (let at = version; at < shape.version; at += 1) {
      const step = shape.upcasts?.[at];
      if (!step) throw new UndecodableEvent(stored, `no way from version ${at}`);
      data = step(data as never);
    }
    const result = shape.schema.safeParse(data);
    if (!result.success) throw new UndecodableEvent(stored, z.prettifyError(result.error));
    return result.data;
  }

  private shapeOf(type: string): EventShape {
    const shape = (this.shapes as Readonly<Record<string, EventShape>>)[type];
    if (!shape) throw new Error(`${this.category} has no event ${type}`);
    return shape;
  }
}

const isCorrection = (event: DomainEvent): event is FactCorrected => event.type === 'FactCorrected';

/** Whether a value is refused for being bare where a personal one belongs. */
const isBare = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'custom' && issue.params?.['personal'] === true;

/** A value as the owners' own; what is marked already, or what comes sealed from outside, is left to be refused. */
const own = (value: unknown, owners: readonly string[]): unknown =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  ('$plain' in value || '$sealed' in value)
    ? value
    : personal(typeof value === 'string' ? written(value) : value, owners);

/** A text as it is kept; one of which nothing can be seen is none. */
const written = (text: string): string => (isBlank(text) ? '' : tidy(text));
