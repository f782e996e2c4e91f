import {
  type Command,
  type CommandContext,
  type Decider,
  DomainError,
  type DomainEvent,
  effectiveHistory,
  fold,
  type Recorded,
} from '#kernel';
import { type EventCodec } from './codec.js';
import {
  type AppendResult,
  ConcurrencyConflict,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
  type StreamName,
} from './event-store.port.js';
import { chain } from './integrity.js';
import { eventIdOf } from './ids.js';
import { type Sealer } from './sealing.js';

/** Everything about one stream type that carrying out a command needs. */
export interface StreamType<C extends Command, S, E extends DomainEvent, Facts> {
  readonly decider: Decider<C, S, E, Facts>;
  readonly codec: EventCodec<E>;
}

/** How a command came: what makes it the same command when it comes again, and what its sender had seen. */
export interface CommandRequest {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** HMAC of the payload. */
  readonly fingerprint: string;
  /** The revision the sender had seen (`If-Match`). */
  readonly expectedRevision?: number;
}

export interface CommandResult extends AppendResult {
  readonly stream: StreamName;
  /** True when the same command had been carried out before; revision and position are those of then. */
  readonly repeated: boolean;
}

const ATTEMPTS = 4;

/** Carries commands out: read, fold, decide, append. Commands on one stream take turns within this process. */
export class CommandProcessor {
  private readonly turns = new Map<StreamName, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Carries one command out on one stream.
   * @throws DomainError a broken rule, `command.key-reused`, `command.stale-revision`
   * @throws ConcurrencyConflict when other processes were first every time
   */
  async handle<C extends Command, S, E extends DomainEvent, Facts>(
    type: StreamType<C, S, E, Facts>,
    stream: StreamName,
    command: C,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult> {
    return this.inTurn(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.attempt(type, stream, command, context, request);
        } catch (error) {
          if (!(error instanceof ConcurrencyConflict) || attempt === ATTEMPTS) throw error;
        }
      }
    });
  }

  /**
   * Judges a command without carrying it out: its first result when it was carried out before, else `null`.
   * For commands that use up something scarce (a number) only once nothing can refuse them any more.
   * @throws DomainError as {@link handle} would
   */
  async rehearse<C extends Command, S, E extends DomainEvent, Facts>(
    type: StreamType<C, S, E, Facts>,
    stream: StreamName,
    command: C,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult | null> {
    const stored = await this.store.readStream(stream);
    const before = firstResult(stored, request);
    if (before) return { stream, ...before, repeated: true };
    assertSeen(stored, request);
    type.decider.decide(command, stateOf(type, stored), context);
    return null;
  }

  private async attempt<C extends Command, S, E extends DomainEvent, Facts>(
    type: StreamType<C, S, E, Facts>,
    stream: StreamName,
    command: C,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult> {
    const stored = await this.store.readStream(stream);
    const before = firstResult(stored, request);
    if (before) return { stream, ...before, repeated: true };
    assertSeen(stored, request);

    const decided = type.decider.decide(command, stateOf(type, stored), context);
    const last = stored.at(-1);
    if (decided.length === 0) {
      return { stream, revision: last?.revision ?? -1, position: last?.position ?? '', repeated: false };
    }
    const events = await this.encode(type.codec, { stream, last }, decided, context, request);
    const expected: ExpectedRevision = last ? last.revision : 'no-stream';
    const result = await this.store.append(stream, events, expected);
    return { stream, ...result, repeated: false };
  }

  private async encode<E extends DomainEvent>(
    codec: EventCodec<E>,
    { stream, last }: { readonly stream: StreamName; readonly last: StoredEvent | undefined },
    decided: readonly E[],
    context: CommandContext,
    request: CommandRequest,
  ): Promise<NewEvent[]> {
    const unchained = decided.map(async (event, index) => {
      const { schemaVersion, data } = codec.encode(event);
      return {
        id: eventIdOf(stream, request.commandId, index),
        type: event.type,
        data: await this.sealer.seal(stream, data),
        metadata: {
          schemaVersion,
          occurredOn: event.occurredOn,
          recordedAt: context.now,
          actor: context.actor,
          ...(context.onBehalfOf !== undefined && { onBehalfOf: context.onBehalfOf }),
          commandId: request.commandId,
          $correlationId: request.correlationId,
          $causationId: request.causationId,
          fingerprint: request.fingerprint,
          ...(context.source && { source: context.source }),
        },
      };
    });
    const revision = (last?.revision ?? -1) + 1;
    return chain(stream, await Promise.all(unchained), revision, last?.metadata.integrity.hash ?? '');
  }

  private async inTurn<T>(stream: StreamName, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(stream) ?? Promise.resolve()).then(work, work);
    this.turns.set(stream, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(stream) === turn) this.turns.delete(stream);
    }
  }
}

/** The state of a stream: its effective history, folded. */
export function stateOf<S, E extends DomainEvent>(
  type: {
    readonly decider: { readonly initial: S; evolve(state: S, event: Recorded<E>): S };
    readonly codec: EventCodec<E>;
  },
  stored: readonly StoredEvent[],
): S {
  return fold(type.decider, effectiveHistory(stored.map((event) => type.codec.decode(event))));
}

/** The result this command had when it was carried out before. */
function firstResult(stored: readonly StoredEvent[], request: CommandRequest): AppendResult | null {
  const events = stored.filter((event) => event.metadata.commandId === request.commandId);
  const last = events.at(-1);
  if (!last) return null;
  if (last.metadata.fingerprint !== request.fingerprint) {
    throw new DomainError('command.key-reused', 'the idempotency key was used for another payload');
  }
  return { revision: last.revision, position: last.position };
}

function assertSeen(stored: readonly StoredEvent[], request: CommandRequest): void {
  const actual = stored.at(-1)?.revision ?? -1;
  if (request.expectedRevision === undefined || request.expectedRevision === actual) return;
  throw new DomainError('command.stale-revision', 'the stream has changed since it was seen', {
    expected: request.expectedRevision,
    actual,
    changes: stored
      .filter((event) => event.revision > (request.expectedRevision ?? -1))
      .map(({ type, revision, metadata }) => ({
        type,
        revision,
        recordedAt: metadata.recordedAt,
        actor: metadata.actor,
      })),
  });
}
