import {
  type Command,
  type CommandContext,
  DomainError,
  type DomainEvent,
  isPlain,
  personal,
  type SourceDocument,
} from '#kernel';
import {
  type AppendResult,
  ConcurrencyConflict,
  type EventStore,
  type NewEvent,
  type StreamName,
} from './event-store.port.js';
import { type FoldedStream, FoldedStreams, type StreamType } from './folded-streams.js';
import { chain } from './integrity.js';
import { eventIdOf } from './ids.js';
import { type Sealer } from './sealing.js';

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

/** A command on its way: what is asked of which stream, by whom, and how it came. */
interface Sent<C extends Command, S, E extends DomainEvent, Facts> {
  readonly type: StreamType<C, S, E, Facts>;
  readonly stream: StreamName;
  readonly command: C;
  readonly context: CommandContext<Facts>;
  readonly request: CommandRequest;
}

/** What a fold says to a command: it was carried out before, it is refused, or these events follow (none: already so). */
type Verdict<E> =
  { readonly before: AppendResult } | { readonly refused: unknown } | { readonly events: readonly E[] };

const ATTEMPTS = 4;

/** Carries commands out: read, fold, decide, append. Commands on one stream take turns within this process. */
export class CommandProcessor {
  private readonly turns = new Map<StreamName, Promise<unknown>>();
  private readonly folds: FoldedStreams;

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
  ) {
    this.folds = new FoldedStreams(store);
  }

  /**
   * Carries one command out on one stream.
   * @throws DomainError a broken rule, `command.key-reused`, `command.stale-revision`
   * @throws ConcurrencyConflict when other processes were first every time
   * @throws StoreUnavailable when the outcome is unknown: send the same command again
   */
  async handle<C extends Command, S, E extends DomainEvent, Facts>(
    type: StreamType<C, S, E, Facts>,
    stream: StreamName,
    command: C,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult> {
    const sent = { type, stream, command, context, request };
    return this.inTurn(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.attempt(sent);
        } catch (error) {
          if (error instanceof DomainError) throw error;
          // Whatever went wrong with the store, what is remembered of the stream is read again.
          this.folds.forget(stream);
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
    const { verdict } = await this.judge({ type, stream, command, context, request });
    if ('refused' in verdict) throw verdict.refused;
    return 'before' in verdict ? { stream, ...verdict.before, repeated: true } : null;
  }

  private async attempt<C extends Command, S, E extends DomainEvent, Facts>(
    sent: Sent<C, S, E, Facts>,
  ): Promise<CommandResult> {
    const { type, stream } = sent;
    const { verdict, folded } = await this.judge(sent);
    if ('refused' in verdict) throw verdict.refused;
    if ('before' in verdict) return { stream, ...verdict.before, repeated: true };
    const { revision, position } = folded;
    if (verdict.events.length === 0) return { stream, revision, position, repeated: false };
    const events = await this.encode(sent, verdict.events, folded);
    const result = await this.store.append(stream, events, revision < 0 ? 'no-stream' : revision);
    const first = result.revision - events.length + 1;
    const stored = events.map((event, index) => ({ ...event, ...result, stream, revision: first + index }));
    await this.folds.append(type, stream, folded, stored);
    return { stream, ...result, repeated: false };
  }

  /** A verdict that is not checked by an append holds only for the latest there is. */
  private async judge<C extends Command, S, E extends DomainEvent, Facts>(
    sent: Sent<C, S, E, Facts>,
  ): Promise<{ readonly verdict: Verdict<E>; readonly folded: FoldedStream<S> }> {
    const { type, stream, request } = sent;
    const { folded, fresh } = await this.folds.of(type, stream);
    const verdict = verdictOn(folded, sent);
    if (fresh || 'before' in verdict || ('events' in verdict && verdict.events.length > 0)) {
      return { folded, verdict: await this.explained(verdict, stream, request) };
    }
    const latest = await this.folds.refreshed(type, stream, folded);
    const final = latest === folded ? verdict : verdictOn(latest, sent);
    return { folded: latest, verdict: await this.explained(final, stream, request) };
  }

  /** A sender who has not seen the latest is told what changed since. */
  private async explained<E>(
    verdict: Verdict<E>,
    stream: StreamName,
    request: CommandRequest,
  ): Promise<Verdict<E>> {
    if (!('refused' in verdict) || !(verdict.refused instanceof StaleRevision)) return verdict;
    const { expected, actual } = verdict.refused;
    const later = await this.store.readStream(stream, { from: (request.expectedRevision ?? -1) + 1 });
    const changes = later.map(({ type, revision, metadata: { recordedAt, actor } }) => ({
      type,
      revision,
      recordedAt,
      actor,
    }));
    const details = { expected, actual, changes };
    const refused = new DomainError(
      'command.stale-revision',
      'the stream has changed since it was seen',
      details,
    );
    return { refused };
  }

  private async encode<C extends Command, S, E extends DomainEvent, Facts>(
    { type, stream, context, request }: Sent<C, S, E, Facts>,
    decided: readonly E[],
    folded: FoldedStream<S>,
  ): Promise<NewEvent[]> {
    const source = ownedBy(type.owners?.(folded.state, decided) ?? [], context.source);
    const unchained = decided.map(async (event, index) => {
      const { schemaVersion, data } = type.codec.encode(event);
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
          ...(source && { source: (await this.sealer.seal(stream, source)) as SourceDocument }),
        },
      };
    });
    return chain(stream, await Promise.all(unchained), folded.revision + 1, folded.lastHash);
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

/** The sender had seen another revision; what changed since is looked up before anybody is told. */
class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`expected ${expected}, at ${actual}`);
  }
}

function verdictOn<C extends Command, S, E extends DomainEvent, Facts>(
  { state, revision, commands }: FoldedStream<S>,
  { type, command, context, request }: Sent<C, S, E, Facts>,
): Verdict<E> {
  const before = commands.get(request.commandId);
  if (before)
    return before.fingerprint === request.fingerprint
      ? { before: resultOf(before) }
      : { refused: keyReused() };
  const { expectedRevision } = request;
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { refused: new StaleRevision(expectedRevision, revision) };
  }
  try {
    return { events: type.decider.decide(command, state, context) };
  } catch (refused) {
    return { refused };
  }
}

const ownedBy = (
  owners: readonly StreamName[],
  source: SourceDocument | undefined,
): SourceDocument | undefined =>
  source && isPlain(source.issuer)
    ? { ...source, issuer: personal(source.issuer.$plain, owners) }
    : source;

const resultOf = ({ revision, position }: AppendResult): AppendResult => ({ revision, position });

const keyReused = (): DomainError =>
  new DomainError('command.key-reused', 'the idempotency key was used for another payload');
