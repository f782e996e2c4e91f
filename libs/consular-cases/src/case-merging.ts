import { Inject, Injectable } from '@nestjs/common';
import {
  CommandProcessor,
  type CommandRequest,
  type EventStore,
  newIdOf,
  stateOf,
  type StreamType,
} from '#event-sourcing';
import { EVENT_STORE, type ProgramCommand } from '#platform';
import { CONSULAR_CASE, caseStream } from './consular-case.stream.js';
import { followMerge, type MergeConsequence } from './domain/decide/be-merged.js';
import { CaseRefusal } from './domain/errors.js';
import { type ConsularCaseEvent } from './domain/events.js';
import { type CaseRef } from './domain/events-turns.js';
import { takenIn } from './domain/merging.js';
import { unmergeable } from './domain/rules/merging.js';
import { type CaseState, type OpenedCase } from './domain/state.js';

/** A case's stream under what no officer commands. */
const FOLLOWING: StreamType<MergeConsequence, CaseState, ConsularCaseEvent, undefined> = {
  ...CONSULAR_CASE,
  decider: { ...CONSULAR_CASE.decider, decide: followMerge },
};

/** Ids of a surviving case and of the one that it takes in, or has taken in. */
export interface MergedPair {
  readonly surviving: string;
  readonly merged: string;
}

interface Side {
  readonly state: OpenedCase;
  readonly ref: CaseRef;
}

/** How a pair stands: what is still to be done so that both sides say the same. */
type Unfinished = 'merge' | 'reversal' | null;

/** Brings the other side of a merge, or of its reversal, to where the surviving case is. // docs/adr/021 */
@Injectable()
export class CaseMerging {
  constructor(
    private readonly processor: CommandProcessor,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /**
   * Finishes what the surviving case has begun; does nothing when both sides say the same. When the other case
   * cannot be merged any more, because somebody was first, the surviving case gives it up.
   * @throws CaseRefusal then
   */
  async finish(pair: MergedPair, why: string, { context, request }: ProgramCommand): Promise<void> {
    const [surviving, merged] = await this.sides(pair);
    if (!surviving || !merged) return;
    const open = unfinishedOf(surviving, merged);
    if (!open) return;
    const { expectedRevision: _ofTheOther, ...own } = request;
    const send = (id: string, command: MergeConsequence, by: CommandRequest) =>
      this.processor.handle(FOLLOWING, caseStream(id), command, { ...context, facts: undefined }, by);
    if (open === 'reversal') {
      await send(pair.merged, { type: 'BeUnmerged', data: { surviving: surviving.ref, reason: why } }, own);
      return;
    }
    try {
      await send(pair.merged, { type: 'BeMerged', data: { surviving: surviving.ref, evidence: why } }, own);
    } catch (error) {
      if (!(error instanceof CaseRefusal)) throw error;
      const commandId = newIdOf('give-up-merge', own.commandId);
      const given: MergeConsequence = { type: 'GiveUpMerge', data: { merged: merged.ref, reason: why } };
      await send(pair.surviving, given, { ...own, commandId });
      throw unmergeable(merged.state) ?? error;
    }
  }

  private sides({ surviving, merged }: MergedPair): Promise<readonly [Side | null, Side | null]> {
    return Promise.all([this.side(surviving), this.side(merged)]);
  }

  private async side(id: string): Promise<Side | null> {
    const stored = await this.events.readStream(caseStream(id));
    const state = stateOf(CONSULAR_CASE, stored);
    if (state.phase === 'empty') return null;
    return { state, ref: { id, number: state.number, seenRevision: stored.length - 1 } };
  }
}

function unfinishedOf(surviving: Side, merged: Side): Unfinished {
  const isHeld = takenIn(surviving.state, merged.ref.number) !== undefined;
  const isTold = merged.state.mergedInto?.id === surviving.ref.id;
  if (isHeld === isTold) return null;
  return isHeld ? 'merge' : 'reversal';
}
