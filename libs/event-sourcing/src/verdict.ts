import { type Command, type CommandContext, DomainError, type DomainEvent } from '#kernel';
import { type AppendResult, type StreamName } from './event-store.port.js';
import { type FoldedStream, type Folds, type StreamType } from './folded-streams.js';

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
export interface Sent<C extends Command, S, E extends DomainEvent, Facts> {
  readonly type: StreamType<C, S, E, Facts>;
  readonly stream: StreamName;
  readonly command: C;
  readonly context: CommandContext<Facts>;
  readonly request: CommandRequest;
  readonly folds: Folds<S>;
}

/** What a fold says to a command: it was carried out before, it is refused, or these events follow (none: already so). */
export type Verdict<E> =
  { readonly before: AppendResult } | { readonly refused: unknown } | { readonly events: readonly E[] };

/** The sender had seen another revision; what changed since is looked up before anybody is told. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`expected ${expected}, at ${actual}`);
  }
}

/** Judges a command by a stream as far as it was read. */
export function verdictOn<C extends Command, S, E extends DomainEvent, Facts>(
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

const resultOf = ({ revision, position }: AppendResult): AppendResult => ({ revision, position });

const keyReused = (): DomainError =>
  new DomainError('command.key-reused', 'the idempotency key was used for another payload');
