import {
  type Command,
  type Decider,
  type DomainEvent,
  factsOf,
  fold,
  foldedOn,
  isCorrecting,
  isProcedural,
  type ProceduralEvent,
  type Recorded,
} from '#kernel';
import { type EventCodec } from './codec.js';
import {
  type AppendResult,
  type EventStore,
  type Position,
  START,
  type StoredEvent,
  type StreamName,
} from './event-store.port.js';

/** Stored shapes of a stream's own events, and of those about its record where it has them. */
export type StreamCodec<E extends DomainEvent> = EventCodec<E> | EventCodec<E | ProceduralEvent>;

/** Everything about one stream type that carrying out a command needs. */
export interface StreamType<C extends Command, S, E extends DomainEvent, Facts> {
  readonly decider: Decider<C, S, E, Facts>;
  readonly codec: StreamCodec<E>;
  /**
   * Whose key seals what stands beside `decided`, given the state before them: the issuer of a paper. Nobody, or no
   * such function, means the stream itself.
   */
  owners?(state: S, decided: readonly E[]): readonly StreamName[];
}

/** The part of a stream type that folding needs. */
export type Foldable<S, E extends DomainEvent> = {
  readonly decider: Pick<Decider<Command, S, E>, 'initial' | 'evolve'>;
  readonly codec: StreamCodec<E>;
};

/** What a command that was carried out before answered, and the fingerprint of its payload. */
export interface CarriedOut extends AppendResult {
  readonly fingerprint: string;
}

/** A stream as far as it was read: its state, and what the next append builds on. */
export interface FoldedStream<S> {
  readonly state: S;
  /** -1 when there are no events. */
  readonly revision: number;
  readonly position: Position;
  /** Last link of the hash chain; empty when there are no events. */
  readonly lastHash: string;
  readonly commands: Map<string, CarriedOut>;
}

/** Where a command's stream comes from: as far as it was read, and how to go on from there. */
export interface Folds<S> {
  /** The stream; `fresh` when it was read just now. */
  of(): Promise<{ readonly folded: FoldedStream<S>; readonly fresh: boolean }>;
  /** The stream with what was written since; the same object when nothing was. */
  refreshed(known: FoldedStream<S>): Promise<FoldedStream<S>>;
  /** Takes in what was appended. */
  append(known: FoldedStream<S>, later: readonly StoredEvent[]): Promise<unknown>;
}

/** The state of a stream: the facts of its effective history, folded. @throws UndecodableEvent, UnfoldableEvent */
export function stateOf<S, E extends DomainEvent>(type: Foldable<S, E>, stored: readonly StoredEvent[]): S {
  return fold(type.decider, factsOf<E>(stored.map((event) => type.codec.decode(event))));
}

/** Streams that this process folds at most in memory. */
const MOST = 5000;

/**
 * The folds of the streams that were touched last. A fold may be behind what other processes have written; an append
 * with its revision is then refused, and whatever else rests on it has to be {@link refreshed}.
 */
export class FoldedStreams {
  private readonly remembered = new Map<StreamName, FoldedStream<unknown>>();

  constructor(private readonly store: EventStore) {}

  /** One stream's folds. */
  stream<S, E extends DomainEvent>(type: Foldable<S, E>, stream: StreamName): Folds<S> {
    return {
      of: () => this.of(type, stream),
      refreshed: (known) => this.refreshed(type, stream, known),
      append: (known, later) => this.append(type, stream, known, later),
    };
  }

  /** The stream's fold: the remembered one, or one that is read now. */
  async of<S, E extends DomainEvent>(
    type: Foldable<S, E>,
    stream: StreamName,
  ): Promise<{ readonly folded: FoldedStream<S>; readonly fresh: boolean }> {
    const known = this.remembered.get(stream) as FoldedStream<S> | undefined;
    if (known) return { folded: known, fresh: false };
    const stored = await this.store.readStream(stream);
    const nothing = { revision: -1, position: START, lastHash: '', commands: new Map() };
    const folded = extended({ ...nothing, state: stateOf(type, stored) }, stored);
    this.remember(stream, folded);
    return { folded, fresh: true };
  }

  /** The fold with what was written since; the same object when nothing was. */
  async refreshed<S, E extends DomainEvent>(
    type: Foldable<S, E>,
    stream: StreamName,
    known: FoldedStream<S>,
  ): Promise<FoldedStream<S>> {
    const later = await this.store.readStream(stream, { from: known.revision + 1 });
    return later.length === 0 ? known : this.append(type, stream, known, later);
  }

  /** Folds events in that follow `known`. */
  async append<S, E extends DomainEvent>(
    type: Foldable<S, E>,
    stream: StreamName,
    known: FoldedStream<S>,
    later: readonly StoredEvent[],
  ): Promise<FoldedStream<S>> {
    if (later.some((event) => isCorrecting(event))) {
      // A correction changes what came before it: the whole history is folded anew.
      this.forget(stream);
      return (await this.of(type, stream)).folded;
    }
    const facts = later.filter((event) => !isProcedural(event));
    const events = facts.map((event) => type.codec.decode(event) as Recorded<E>);
    const state = foldedOn(type.decider, known.state, events);
    const folded = extended({ ...known, state }, later);
    this.remember(stream, folded);
    return folded;
  }

  forget(stream: StreamName): void {
    this.remembered.delete(stream);
  }

  /** The one that was not touched for the longest time makes room. */
  private remember(stream: StreamName, folded: FoldedStream<unknown>): void {
    this.remembered.delete(stream);
    this.remembered.set(stream, folded);
    if (this.remembered.size <= MOST) return;
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}

/** A fold with what follows it; only what it says of the events themselves, not of the state. */
export function extended<S>(folded: FoldedStream<S>, later: readonly StoredEvent[]): FoldedStream<S> {
  const last = later.at(-1);
  if (!last) return folded;
  // Added to in place: what was carried out stays so, and nobody goes back to the shorter fold.
  const { commands } = folded;
  for (const { metadata, revision, position } of later) {
    commands.set(metadata.commandId, { fingerprint: metadata.fingerprint, revision, position });
  }
  const { revision, position, metadata } = last;
  return { state: folded.state, revision, position, lastHash: metadata.integrity.hash, commands };
}
