import { type DomainEvent, type LocalDate, type Personal, type ProceduralEvent } from '#kernel';
import { type CaseSubject } from '../events/index.js';
import { type CaseRef } from '../events/turns.js';
import { type RosterStatus } from './vocabulary.js';

interface EventData {
  RosterEntryAdded: {
    /** The group case that the roster belongs to. */
    readonly case: CaseRef;
    readonly subject: CaseSubject;
    readonly status: RosterStatus;
    readonly lastContactOn?: LocalDate;
    /** The person's own case. */
    readonly ownCase?: CaseRef;
    readonly note?: Personal<string>;
  };
  /** What is left out stays as it was. */
  RosterEntryUpdated: {
    readonly status?: RosterStatus;
    readonly lastContactOn?: LocalDate;
    readonly ownCase?: CaseRef;
    readonly note?: Personal<string>;
  };
  RosterEntryRemoved: { readonly reason: Personal<string> };
}

export type RosterEventType = keyof EventData;

/** One event of a roster's entry by its stored name. */
export type RosterEventOf<T extends RosterEventType> = DomainEvent<T, EventData[T]>;

/** Everything that can be recorded about one person on one case's roster. // A-12 */
export type RosterEvent = { [T in RosterEventType]: RosterEventOf<T> }[RosterEventType];

/** What a stream of an entry holds: facts, and what happened to its record. */
export type RosterStreamEvent = RosterEvent | ProceduralEvent;
