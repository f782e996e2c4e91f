import { refuse } from '../errors.js';
import { type RosterContext } from './commands.js';
import { assertPast, ownCaseOf } from './decider.js';
import { type RosterEventOf, type RosterEventType } from './events.js';
import { type RosterEntry } from './state.js';

type Correctable = {
  readonly [T in RosterEventType]: readonly (keyof RosterEventOf<T>['data'])[];
};

const KNOWN = ['status', 'lastContactOn', 'ownCase', 'note'] as const;

/** What a correction may change: another person, or another case, is another entry. // G-1, domain rules */
export const CORRECTABLE: Correctable = {
  RosterEntryAdded: KNOWN,
  RosterEntryUpdated: KNOWN,
  RosterEntryRemoved: ['reason'],
};

/** Who came onto a roster by mistake is taken off it. */
export const PERMANENT: readonly RosterEventType[] = ['RosterEntryAdded'];

type Changes = Readonly<Record<string, unknown>>;

/**
 * The changes of a corrected event with what they name known: an own case comes as its id. What is not of the event's
 * shape is left for the codec to refuse. @throws CaseRefusal
 */
export function revised(
  { target: { data }, changes }: { readonly target: { readonly data: object }; readonly changes: Changes },
  state: RosterEntry,
  context: RosterContext,
): Changes {
  const { lastContactOn, ownCase } = changes;
  if (typeof lastContactOn === 'string') assertPast(lastContactOn, context.today);
  // What says nothing any more is to be voided.
  if (Object.values({ ...data, ...changes }).every((value) => value === null))
    return refuse('consular-case.field-required', { field: 'status' });
  return typeof ownCase === 'string'
    ? { ...changes, ownCase: ownCaseOf({ subject: state.subject ?? '', ownCase }, context) }
    : changes;
}
