import { type Command, type CommandContext, type DomainEvent } from '#kernel';
import { type EventStore, type StreamName } from './event-store.port.js';
import { stateOf, type StreamType } from './folded-streams.js';
import { type CommandProcessor, type CommandRequest } from './handle-command.js';
import { newIdOf } from './ids.js';

/** Ids of what survives a merge and of what it takes in, or has taken in. */
export interface MergedPair {
  readonly surviving: string;
  readonly merged: string;
}

/** One side of a merge as its stream says at this moment. */
export interface MergeSide<S> {
  readonly id: string;
  readonly state: S;
  readonly revision: number;
}

/** How the two streams of a merge know of each other. // docs/adr/021 */
export interface Merging<C extends Command, S, E extends DomainEvent> {
  /** The streams under what nobody commands. */
  readonly type: StreamType<C, S, E, undefined>;
  stream(id: string): StreamName;
  /** There is something to merge. */
  exists(state: S): boolean;
  /** The surviving side says that it stands for the other. */
  holds(surviving: MergeSide<S>, merged: MergeSide<S>): boolean;
  /** The other side says by whom it was taken in. */
  knows(merged: MergeSide<S>, surviving: MergeSide<S>): boolean;
  /** Tells the other side that it was taken in. */
  merge(surviving: MergeSide<S>, why: string): C;
  /** Tells it that it was let go. */
  unmerge(surviving: MergeSide<S>, why: string): C;
  /** Lets the surviving side give up what the other one refused. */
  giveUp(merged: MergeSide<S>, why: string): C;
  isRefusal(error: unknown): boolean;
  /** Why the other side cannot be merged, in words for who asked. */
  refusal(merged: MergeSide<S>): Error | null;
}

/** Who finishes it, when, and what makes it the same command. */
export interface MergeCommand {
  readonly context: Omit<CommandContext, 'facts'>;
  readonly request: CommandRequest;
}

/** What reading and writing both streams takes. */
export interface MergeDeps {
  readonly processor: CommandProcessor;
  readonly events: EventStore;
}

/**
 * Finishes what the surviving side has begun: a merge, or its reversal; does nothing when both sides say the same. When
 * the other side cannot be merged any more, because somebody was first, the surviving side gives it up.
 * @throws Error then: the refusal
 */
export async function finishMerge<C extends Command, S, E extends DomainEvent>(
  { processor, events }: MergeDeps,
  merging: Merging<C, S, E>,
  pair: MergedPair,
  why: string,
  { context, request }: MergeCommand,
): Promise<void> {
  const side = async (id: string): Promise<MergeSide<S>> => {
    const stored = await events.readStream(merging.stream(id));
    return { id, state: stateOf(merging.type, stored), revision: stored.length - 1 };
  };
  const [surviving, merged] = await Promise.all([side(pair.surviving), side(pair.merged)]);
  if (!merging.exists(surviving.state) || !merging.exists(merged.state)) return;
  const isHeld = merging.holds(surviving, merged);
  if (isHeld === merging.knows(merged, surviving)) return;
  const { expectedRevision: _ofTheOther, ...own } = request;
  const send = (id: string, command: C, by: CommandRequest) =>
    processor.handle(merging.type, merging.stream(id), command, { ...context, facts: undefined }, by);
  if (!isHeld) {
    await send(merged.id, merging.unmerge(surviving, why), own);
    return;
  }
  try {
    await send(merged.id, merging.merge(surviving, why), own);
  } catch (error) {
    if (!merging.isRefusal(error)) throw error;
    const commandId = newIdOf('give-up-merge', own.commandId);
    await send(surviving.id, merging.giveUp(merged, why), { ...own, commandId });
    throw merging.refusal(merged) ?? error;
  }
}
