import { Inject, Injectable } from '@nestjs/common';
import {
  CommandProcessor,
  type EventStore,
  finishMerge,
  type MergedPair,
  type MergeSide,
  type Merging,
} from '#event-sourcing';
import { DomainError } from '#kernel';
import { EVENT_STORE, mergePairing, type ProgramCommand } from '#platform';
import { followMerge, type MergeConsequence } from '../domain/decide/be-merged.js';
import { type SubjectEvent } from '../domain/events.js';
import { takenIn } from '../domain/merging.js';
import { type MergingEvent, type RecordRef } from '../domain/merging-events.js';
import { subjectStream } from '../domain/names.js';
import { type SubjectState } from '../domain/state.js';
import { SUBJECT, whyUnmergeable } from '../subject.stream.js';

const refOf = ({ id, revision }: MergeSide<SubjectState>): RecordRef => ({ id, seenRevision: revision });

/** How two records of one person know of each other. // docs/adr/021 */
const SUBJECT_MERGING = (self: MergedPair): Merging<MergeConsequence, SubjectState, SubjectEvent> => ({
  type: { ...SUBJECT, decider: { ...SUBJECT.decider, decide: followMerge } },
  stream: subjectStream,
  exists: ({ phase }) => phase === 'registered',
  holds: ({ state }, { id }) => state.phase === 'registered' && takenIn(state, id) !== undefined,
  knows: ({ state }, { id }) => state.phase === 'registered' && state.mergedInto?.id === id,
  merge: (surviving, why) => ({
    type: 'BeMerged',
    data: { self: self.merged, surviving: refOf(surviving), why },
  }),
  unmerge: (surviving, why) => ({
    type: 'BeUnmerged',
    data: { self: self.merged, surviving: refOf(surviving), why },
  }),
  giveUp: (merged, why) => ({
    type: 'GiveUpMerge',
    data: { self: self.surviving, merged: refOf(merged), why },
  }),
  isRefusal: isRuleBroken,
  refusal: ({ state }) => whyUnmergeable(state),
});

/** Brings the other side of a merge, or of its reversal, to where the surviving record is. // docs/adr/021 */
@Injectable()
export class SubjectMerging {
  constructor(
    private readonly processor: CommandProcessor,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  /** @throws DomainError when the other cannot be merged any more: the surviving record has given it up then */
  finish(pair: MergedPair, why: string, command: ProgramCommand): Promise<void> {
    const { processor, events } = this;
    return finishMerge({ processor, events }, SUBJECT_MERGING(pair), pair, why, command);
  }
}

/** What is written where nobody is there to say why. */
const WHY = 'Hoàn tất việc nhập hoặc tách hồ sơ nhân thân bị gián đoạn giữa chừng.';

/** Merges of records, as programs outside HTTP find and finish them. // docs/adr/021 */
export const subjectPairing = mergePairing({
  joined: {
    SubjectsMerged: true,
    SubjectMergeReverted: false,
    SubjectMergedInto: true,
    SubjectUnmerged: false,
  } satisfies Record<MergingEvent['type'], boolean>,
  stream: subjectStream,
  finish: ({ processor, events }, pair, command) =>
    new SubjectMerging(processor, events).finish(pair, WHY, command),
  isRefusal: isRuleBroken,
});

function isRuleBroken(error: unknown): boolean {
  return error instanceof DomainError && error.code.startsWith('subject.');
}
