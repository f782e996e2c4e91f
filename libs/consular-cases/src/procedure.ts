import { type Amendable, voiding } from '#event-sourcing';
import { factsOf, fold } from '#kernel';
import { isPermitted, type Permission } from '#platform';
import { CONSULAR_CASE } from './consular-case.stream.js';
import { type CaseFacts } from './domain/commands/index.js';
import { BESIDE_THE_DOSSIER, CORRECTABLE, PERMANENT, revised } from './domain/corrections.js';
import { DESTROY_FILE, destructionApproved } from './domain/decisions/destroy-file.js';
import { namedIn } from './domain/decide/deciding.js';
import { WITHDRAW_CASE, withdrawn } from './domain/decisions/withdraw-case.js';
import { refusal } from './domain/errors.js';
import { type ConsularCaseEvent } from './domain/events/index.js';
import { endedRefusal } from './domain/rules/phase.js';
import { losesProtection } from './domain/rules/protected.js';
import { type CaseState } from './domain/state.js';
import { consularCaseCodec } from './stored/events.codec.js';

const MAY_PROPOSE: Permission = 'case.command';
const MAY_DECIDE: Permission = 'case.decide';
const MAY_DIRECT: Permission = 'case.direct';

const beside = new Set<string>(BESIDE_THE_DOSSIER);

/** Corrections of cases, and decisions on them by two people. // docs/adr/016 */
export const CASE_RECORD: Amendable<CaseState, ConsularCaseEvent, CaseFacts> = {
  ...CONSULAR_CASE,
  codec: consularCaseCodec,
  procedure: {
    correctable: CORRECTABLE,
    dossier: new Set(Object.keys(consularCaseCodec.shapes).filter((type) => !beside.has(type))),
    standing: (state) => {
      if (state.phase === 'empty') return refusal('consular-case.not-opened');
      // G-8: a merged case is only to be read.
      return state.phase === 'merged' ? endedRefusal(state) : null;
    },
    revised,
    alsoAbout: namedIn,
    corrected: (before, after, { actor }) => {
      if (losesProtection(before, after) && !isPermitted(actor, MAY_DIRECT))
        throw refusal('consular-case.protection-kept');
    },
    permits: (actor, permission) => isPermitted(actor, permission as Permission),
    kinds: [
      voiding({
        permanent: PERMANENT,
        mayPropose: MAY_PROPOSE,
        mayDecide: MAY_DECIDE,
        mayUndoDecision: MAY_DIRECT,
        isDirected: ({ state }, left) =>
          losesProtection(state, fold(CONSULAR_CASE.decider, factsOf<ConsularCaseEvent>(left))),
      }),
      {
        kind: WITHDRAW_CASE,
        label: { vi: 'Rút vụ việc của người cần được bảo vệ', en: 'Withdraw a case of somebody protected' },
        mayPropose: MAY_PROPOSE,
        mayDecide: MAY_DIRECT,
        approved: withdrawn,
      },
      {
        kind: DESTROY_FILE,
        label: { vi: 'Hủy hồ sơ hết thời hạn bảo quản', en: 'Destroy a file whose retention has ended' },
        mayPropose: MAY_PROPOSE,
        mayDecide: MAY_DIRECT,
        approved: destructionApproved,
      },
    ],
  },
};
