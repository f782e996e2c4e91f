import { newIdOf, type StreamName, type StreamType } from '#event-sourcing';
import { type RosterCommand, type RosterFacts } from './domain/roster/commands.js';
import { ownersOf, rosterDecider } from './domain/roster/decider.js';
import { type RosterEvent } from './domain/roster/events.js';
import { type RosterEntry } from './domain/roster/state.js';
import { rosterCodec } from './stored/roster.codec.js';

/** The stream type of the people on rosters: one stream each, so that a roster can be long. // docs/adr/020 */
export const ROSTER_ENTRY: StreamType<RosterCommand, RosterEntry, RosterEvent, RosterFacts> = {
  decider: rosterDecider,
  codec: rosterCodec,
  owners: ({ subject }, decided) => [subject ?? decided.flatMap(subjectsOf)].flat().flatMap(ownersOf),
};

const subjectsOf = (event: RosterEvent): string[] =>
  event.type === 'RosterEntryAdded' ? [event.data.subject.id] : [];

/** The id of somebody's entry: a person stands on a case's roster once. */
export const rosterEntryId = (caseId: string, subject: string): string =>
  newIdOf(`${rosterCodec.category}/${caseId}`, subject);

export const rosterStream = (caseId: string, subject: string): StreamName =>
  `${rosterCodec.category}-${rosterEntryId(caseId, subject)}`;
