import { type Amendable } from '#event-sourcing';
import { isPermitted, type Permission } from '#platform';
import { subjectDecider } from './domain/decider.js';
import { ERASE_SUBJECT, type Erasure, type ErasureFacts, erased } from './domain/erasure.js';
import { type SubjectEvent } from './domain/events.js';
import { standing } from './domain/standing.js';
import { type SubjectState } from './domain/state.js';
import { subjectCodec } from './stored/events.codec.js';

const MAY_PROPOSE: Permission = 'erasure.propose';
const MAY_DECIDE: Permission = 'case.direct';

/** What two people decide about somebody's record. Details are corrected by a command of their own. // docs/adr/016, 022 */
export const SUBJECT_RECORD: Amendable<SubjectState, SubjectEvent, ErasureFacts> = {
  decider: subjectDecider,
  codec: subjectCodec,
  procedure: {
    correctable: {},
    dossier: new Set<SubjectEvent['type']>([
      'SubjectRegistered',
      'SubjectDetailsCorrected',
      'SubjectsMerged',
      'SubjectMergedInto',
    ]),
    standing,
    permits: (actor, permission) => isPermitted(actor, permission as Permission),
    kinds: [
      {
        kind: ERASE_SUBJECT,
        label: { vi: 'Xóa dữ liệu cá nhân', en: 'Erase personal data' },
        mayPropose: MAY_PROPOSE,
        mayDecide: MAY_DECIDE,
        approved: (proposed, record, context) =>
          erased({ ...proposed, payload: proposed.payload as Erasure }, record, context),
      },
    ],
  },
};
