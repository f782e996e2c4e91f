import { type Amendable, voiding } from '#event-sourcing';
import { type DecisionKind } from '#kernel';
import { isPermitted, type Permission } from '#platform';
import { refusal } from './domain/errors.js';
import { type RosterFacts } from './domain/roster/commands.js';
import { CORRECTABLE, PERMANENT, revised } from './domain/roster/corrections.js';
import { type RosterEvent } from './domain/roster/events.js';
import { type RosterEntry } from './domain/roster/state.js';
import { type CaseState } from './domain/state.js';
import { CASE_RECORD } from './procedure.js';
import { ROSTER_ENTRY } from './roster.stream.js';
import { rosterCodec } from './stored/roster.codec.js';

const MAY_PROPOSE: Permission = 'case.command';
const MAY_DECIDE: Permission = 'case.decide';
const MAY_DIRECT: Permission = 'case.direct';

/** What two people decide about somebody's place on a roster. */
export const ROSTER_KINDS: readonly DecisionKind<RosterEntry, RosterEvent, RosterFacts>[] = [
  voiding({
    permanent: PERMANENT,
    mayPropose: MAY_PROPOSE,
    mayDecide: MAY_DECIDE,
    mayUndoDecision: MAY_DIRECT,
  }),
];

/** Corrections of what a roster of that case says of somebody: they are taken as long as the case's own are. // docs/adr/016, 020 */
export const rosterRecord = (group: CaseState): Amendable<RosterEntry, RosterEvent, RosterFacts> => ({
  ...ROSTER_ENTRY,
  codec: rosterCodec,
  procedure: {
    correctable: CORRECTABLE,
    dossier: new Set(Object.keys(CORRECTABLE)),
    standing: ({ subject }) =>
      subject === undefined ? refusal('consular-case.not-on-roster') : CASE_RECORD.procedure.standing(group),
    revised,
    permits: (actor, permission) => isPermitted(actor, permission as Permission),
    kinds: ROSTER_KINDS,
  },
});
