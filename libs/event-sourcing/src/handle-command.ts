import {
  type Command,
  type CommandContext,
  DomainError,
  type DomainEvent,
  type SourceDocument,
} from '#kernel';
import { ConcurrencyConflict, type EventStore, type NewEvent, type StreamName } from './event-store.port.js';
import { type FoldedStream, FoldedStreams, type StreamType } from './folded-streams.js';
import { chain } from './integrity.js';
import { eventIdOf } from './ids.js';
import { ownedBy } from './paper.js';
import { procedural } from './procedure/decide-procedure.js';
import { type Amendable, type ProcedureCommand } from './procedure/procedure.js';
import { type Sealer } from './sealing.js';
import { TurnsByKey } from './turns.js';
import {
  type CommandRequest,
  type CommandResult,
  type Sent,
  StaleRevision,
  type Verdict,
  verdictOn,
} from './verdict.js';
import { wholeStream } from './whole-streams.js';

export { type CommandRequest, type CommandResult } from './verdict.js';

const ATTEMPTS = 4;

/** Carries commands out: read, fold, decide, append. Commands on one stream take turns within this process. */
export class CommandProcessor {
  private readonly turns = new TurnsByKey<StreamName>();
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
    const folds = this.folds.stream(type, stream);
    return this.carryOut({ type, stream, command, context, request, folds });
  }

  /**
   * Carries out a command about a stream's record, which is judged on its whole history: a correction, a proposal, a
   * decision. A decision itself says whether the sender has seen enough; everything else is as in {@link handle}.
   * @throws DomainError also `correction.…` and `decision.…`
   */
  async amend<S, E extends DomainEvent, Facts>(
    type: Amendable<S, E, Facts>,
    stream: StreamName,
    command: ProcedureCommand,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult> {
    const { expectedRevision, ...unconditional } = request;
    return this.carryOut({
      type: procedural(type, expectedRevision),
      stream,
      command,
      context,
      request: command.type === 'DecideProposal' ? unconditional : request,
      folds: wholeStream(this.store, this.folds, type.codec, stream),
    });
  }

  private async carryOut<C extends Command, S, E extends DomainEvent, Facts>(
    sent: Sent<C, S, E, Facts>,
  ): Promise<CommandResult> {
    const { stream } = sent;
    return this.turns.take(stream, async () => {
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
   * For commands that use up something scarce (a number) only once nothing can refuse them any more, the keys of what
   * they say included.
   * @throws DomainError, KeyDestroyed, StoreUnavailable as {@link handle} would
   */
  async rehearse<C extends Command, S, E extends DomainEvent, Facts>(
    type: StreamType<C, S, E, Facts>,
    stream: StreamName,
    command: C,
    context: CommandContext<Facts>,
    request: CommandRequest,
  ): Promise<CommandResult | null> {
    const folds = this.folds.stream(type, stream);
    const { verdict } = await this.judge({ type, stream, command, context, request, folds });
    if ('refused' in verdict) throw verdict.refused;
    if ('before' in verdict) return { stream, ...verdict.before, repeated: true };
    for (const { data } of verdict.events) await this.sealer.seal(stream, data);
    return null;
  }

  private async attempt<C extends Command, S, E extends DomainEvent, Facts>(
    sent: Sent<C, S, E, Facts>,
  ): Promise<CommandResult> {
    const { stream, folds } = sent;
    const { verdict, folded } = await this.judge(sent);
    if ('refused' in verdict) throw verdict.refused;
    if ('before' in verdict) return { stream, ...verdict.before, repeated: true };
    const { revision, position } = folded;
    if (verdict.events.length === 0) return { stream, revision, position, repeated: false };
    const events = await this.encode(sent, verdict.events, folded);
    const result = await this.store.append(stream, events, revision < 0 ? 'no-stream' : revision);
    const first = result.revision - events.length + 1;
    const stored = events.map((event, index) => ({ ...event, ...result, stream, revision: first + index }));
    await folds.append(folded, stored);
    return { stream, ...result, repeated: false };
  }

  /** A verdict that is not checked by an append holds only for the latest there is. */
  private async judge<C extends Command, S, E extends DomainEvent, Facts>(
    sent: Sent<C, S, E, Facts>,
  ): Promise<{ readonly verdict: Verdict<E>; readonly folded: FoldedStream<S> }> {
    const { stream, request, folds } = sent;
    const { folded, fresh } = await folds.of();
    const verdict = verdictOn(folded, sent);
    if (fresh || 'before' in verdict || ('events' in verdict && verdict.events.length > 0)) {
      return { folded, verdict: await this.explained(verdict, stream, request) };
    }
    const latest = await folds.refreshed(folded);
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
    const owners = type.owners?.(folded.state, decided) ?? [];
    const source = context.source && ownedBy(owners, context.source);
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
}
