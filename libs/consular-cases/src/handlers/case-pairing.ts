import { mergePairing } from '#platform';
import { CaseMerging } from './case-merging.js';
import { caseStream } from '../consular-case.stream.js';
import { CaseRefusal } from '../domain/errors.js';
import { type MergingEventData } from '../domain/events/merging.js';

/** What is written where nobody is there to say why. */
const WHY = 'Hoàn tất việc nhập hoặc tách vụ việc bị gián đoạn giữa chừng.';

/** Merges of cases, as programs outside HTTP find and finish them. // docs/adr/021 */
export const casePairing = mergePairing({
  joined: {
    CasesMerged: true,
    MergeReverted: false,
    CaseMergedInto: true,
    CaseUnmerged: false,
  } satisfies Record<keyof MergingEventData, boolean>,
  stream: caseStream,
  finish: ({ processor, events }, pair, command) =>
    new CaseMerging(processor, events).finish(pair, WHY, command),
  isRefusal: (error) => error instanceof CaseRefusal,
});
