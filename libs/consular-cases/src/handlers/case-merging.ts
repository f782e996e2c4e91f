import { Inject, Injectable } from '@nestjs/common';
import {
  CommandProcessor,
  type EventStore,
  finishMerge,
  type MergedPair,
  type MergeSide,
  type Merging,
} from '#event-sourcing';
import { EVENT_STORE, type ProgramCommand } from '#platform';
import { CONSULAR_CASE, caseStream } from '../consular-case.stream.js';
import { followMerge, type MergeConsequence } from '../domain/decide/be-merged.js';
import { CaseRefusal } from '../domain/errors.js';
import { type ConsularCaseEvent } from '../domain/events/index.js';
import { type CaseRef } from '../domain/events/turns.js';
import { peopleOf, takenIn } from '../domain/merging.js';
import { unmergeable } from '../domain/rules/merging.js';
import { type CaseState } from '../domain/state.js';

type Side = MergeSide<CaseState>;

const numberOf = ({ state }: Side): string => (state.phase === 'empty' ? '' : state.number);

const peopleIn = ({ state }: Side): readonly string[] => (state.phase === 'empty' ? [] : peopleOf(state));

const refOf = (side: Side): CaseRef => ({
  id: side.id,
  number: numberOf(side),
  seenRevision: side.revision,
});

/** How two cases that turn out to be one know of each other. // docs/adr/021 */
const CASE_MERGING: Merging<MergeConsequence, CaseState, ConsularCaseEvent> = {
  type: { ...CONSULAR_CASE, decider: { ...CONSULAR_CASE.decider, decide: followMerge } },
  stream: caseStream,
  exists: ({ phase }) => phase !== 'empty',
  holds: ({ state }, merged) => state.phase !== 'empty' && takenIn(state, numberOf(merged)) !== undefined,
  knows: ({ state }, surviving) => state.phase !== 'empty' && state.mergedInto?.id === surviving.id,
  merge: (surviving, evidence) => ({
    type: 'BeMerged',
    data: { surviving: refOf(surviving), people: peopleIn(surviving), evidence },
  }),
  unmerge: (surviving, reason) => ({
    type: 'BeUnmerged',
    data: { surviving: refOf(surviving), people: peopleIn(surviving), reason },
  }),
  giveUp: (merged, reason) => ({
    type: 'GiveUpMerge',
    data: { merged: refOf(merged), people: peopleIn(merged), reason },
  }),
  isRefusal: (error) => error instanceof CaseRefusal,
  refusal: ({ state }) => (state.phase === 'empty' ? null : unmergeable(state)),
};

/** Brings the other side of a merge, or of its reversal, to where the surviving case is. // docs/adr/021 */
@Injectable()
export class CaseMerging {
  constructor(
    private readonly processor: CommandProcessor,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** @throws CaseRefusal when the other case cannot be merged any more: the surviving case has given it up then */
  finish(pair: MergedPair, why: string, command: ProgramCommand): Promise<void> {
    const { processor, events } = this;
    return finishMerge({ processor, events }, CASE_MERGING, pair, why, command);
  }
}
