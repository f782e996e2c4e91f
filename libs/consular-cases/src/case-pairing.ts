import { idOf, type StoredEvent } from '#event-sourcing';
import { type PairedEvent, type Pairing } from '#platform';
import { CaseMerging } from './case-merging.js';
import { caseStream } from './consular-case.stream.js';
import { CaseRefusal } from './domain/errors.js';
import { type MergingEventData } from './domain/events-merging.js';

/** What is written where nobody is there to say why. */
const WHY = 'Hoàn tất việc nhập hoặc tách vụ việc bị gián đoạn giữa chừng.';

const JOINED: Readonly<Record<string, boolean | undefined>> = {
  CasesMerged: true,
  MergeReverted: false,
  CaseMergedInto: true,
  CaseUnmerged: false,
} satisfies Record<keyof MergingEventData, boolean>;

/** Merges of cases, as programs outside HTTP find and finish them. // docs/adr/021 */
export const casePairing: Pairing = {
  read: ({ type, stream, data }: StoredEvent): PairedEvent | null => {
    const joined = JOINED[type];
    if (joined === undefined) return null;
    const said = data as { readonly merged?: { id: string }; readonly surviving?: { id: string } };
    const here = idOf(stream);
    const pair = {
      first: caseStream(said.surviving?.id ?? here),
      second: caseStream(said.merged?.id ?? here),
    };
    return { ...pair, side: said.merged ? 'first' : 'second', joined };
  },
  finish: async ({ processor, events }, { first, second }, command) => {
    const pair = { surviving: idOf(first), merged: idOf(second) };
    try {
      await new CaseMerging(processor, events).finish(pair, WHY, command);
    } catch (error) {
      // The surviving case gave it up: that, too, is an end.
      if (!(error instanceof CaseRefusal)) throw error;
    }
  },
};
