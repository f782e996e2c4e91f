import { type Decider, type LocalDate, tidy } from '#kernel';
import { given, text, texts } from '../decide/deciding.js';
import { caseSeen, ifGiven, standingSubject } from '../decide/known.js';
import { type CaseRefusal, refusal, refuse } from '../errors.js';
import { isAbout } from '../merging.js';
import { type CaseRef } from '../events/turns.js';
import {
  type RosterCommand,
  type RosterCommandOf,
  type RosterContext,
  type RosterFacts,
} from './commands.js';
import { type RosterEvent, type RosterEventOf, type RosterEventType } from './events.js';
import { evolve, initial, type ListedPerson, type RosterEntry } from './state.js';

/** One person on the roster of a group case. // A-12, domain rules, docs/adr/020 */
export const rosterDecider: Decider<RosterCommand, RosterEntry, RosterEvent, RosterFacts> = {
  category: 'rosterEntry',
  initial,
  evolve,
  decide,
  admits,
};

function decide(command: RosterCommand, state: RosterEntry, context: RosterContext): readonly RosterEvent[] {
  const events = decided(command, state, context);
  const refused = events.map((event) => admits(state, event)).find((refusal) => refusal !== null);
  if (refused) throw refused;
  return events;
}

function decided(command: RosterCommand, state: RosterEntry, context: RosterContext): readonly RosterEvent[] {
  const { occurredOn, source, today, facts } = context;
  for (const day of [occurredOn, source?.date ?? occurredOn]) assertPast(day, today);
  if ('lastContactOn' in command.data) assertPast(command.data.lastContactOn ?? today, today);
  if (facts.group.refused) throw facts.group.refused;
  switch (command.type) {
    case 'AddRosterEntry':
      return state.phase === 'listed' && saysNothing(command.data, state, context)
        ? []
        : [added(command, state, context)];
    case 'UpdateRosterEntry':
      return updated(command, listed(state), context);
    case 'RemoveRosterEntry': {
      const owners = ownersOf(listed(state).subject);
      const reason = text(owners, 'reason', command.data.reason);
      return [happened('RosterEntryRemoved', { reason }, context)];
    }
  }
}

function admits(state: RosterEntry, event: RosterEvent): CaseRefusal | null {
  if (event.type === 'RosterEntryAdded')
    return state.phase === 'listed' ? onRoster(event.data.subject.id) : inOrder(state, event);
  return state.phase === 'listed' ? inOrder(state, event) : refusal('consular-case.not-on-roster');
}

/** Nobody is taken off before the day they came, nor comes back before they were; how they are may be told of any day. */
function inOrder({ phase, since }: RosterEntry, { type, occurredOn }: RosterEvent): CaseRefusal | null {
  if (type === 'RosterEntryUpdated' || since === undefined || occurredOn >= since) return null;
  const after: RosterEventType = phase === 'listed' ? 'RosterEntryAdded' : 'RosterEntryRemoved';
  return refusal('consular-case.date-out-of-order', { occurredOn, after, on: since });
}

function added(
  { data }: RosterCommandOf<'AddRosterEntry'>,
  state: RosterEntry,
  context: RosterContext,
): RosterEventOf<'RosterEntryAdded'> {
  if (state.phase === 'listed') throw onRoster(data.subject);
  const { status, lastContactOn, note } = data;
  const entry = {
    case: context.facts.group.ref,
    subject: standingSubject(context, data.subject),
    status,
    lastContactOn,
    ownCase: ownCaseOf(data, context),
    ...texts(ownersOf(data.subject), { note }),
  };
  return happened('RosterEntryAdded', given(entry), context);
}

function updated(
  { data }: RosterCommandOf<'UpdateRosterEntry'>,
  state: ListedPerson,
  context: RosterContext,
): readonly RosterEvent[] {
  if (Object.keys(given(data)).length === 0)
    return refuse('consular-case.field-required', { field: 'status' });
  if (saysNothing(data, state, context)) return [];
  const { status, lastContactOn, note } = data;
  const { subject } = state;
  const news = { status, lastContactOn, ownCase: ownCaseOf({ ...data, subject }, context) };
  const written = texts(ownersOf(state.subject), { note });
  return [happened('RosterEntryUpdated', given({ ...news, ...written }), context)];
}

/** The same as stands, on the same day and without a paper: nothing that was said would get lost. */
function saysNothing(
  { status, lastContactOn, ownCase, note }: RosterCommandOf<'UpdateRosterEntry'>['data'],
  state: ListedPerson,
  { occurredOn, source }: RosterContext,
): boolean {
  return (
    (status ?? state.status) === state.status &&
    (lastContactOn ?? state.lastContactOn) === state.lastContactOn &&
    (ownCase ?? state.ownCase) === state.ownCase &&
    tidy(note ?? '') === '' &&
    occurredOn === state.asOf &&
    source === undefined
  );
}

const listed = (state: RosterEntry): ListedPerson =>
  state.phase === 'listed' ? state : refuse('consular-case.not-on-roster');

const onRoster = (subject: string): CaseRefusal =>
  refusal('consular-case.already-on-roster', { people: [subject], subjects: [subject] });

/** The person's own case: it is about them, and another one than the group's. @throws CaseRefusal */
export function ownCaseOf(
  { subject, ownCase }: { readonly subject: string; readonly ownCase?: string },
  context: RosterContext,
): CaseRef | undefined {
  const { group, cases, records } = context.facts;
  const { ref } = group;
  if (ownCase === ref.id) return refuse('consular-case.linked-to-itself', { number: ref.number });
  return ifGiven(ownCase, (id) => {
    const seen = caseSeen(context, id);
    return isAbout(cases[id], records[subject] ?? [subject])
      ? seen
      : refuse('consular-case.own-case-of-another', { number: seen.number, subject });
  });
}

export const ownersOf = (subject: string): readonly string[] => [`subject-${subject}`];

/** @throws CaseRefusal */
export function assertPast(day: LocalDate, today: LocalDate): void {
  if (day > today) refuse('consular-case.date-in-future', { occurredOn: day, today });
}

const happened = <T extends RosterEventType>(
  type: T,
  data: RosterEventOf<T>['data'],
  { occurredOn }: RosterContext,
): RosterEventOf<T> => ({ type, data, occurredOn });
