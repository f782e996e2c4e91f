import { type Command, type CommandContext, type LocalDate } from '#kernel';
import { type CaseFacts } from '../commands/index.js';
import { type CaseRefusal } from '../errors.js';
import { type SubjectId } from '../events/index.js';
import { type CaseRef } from '../events/turns.js';
import { type RosterStatus } from './vocabulary.js';

interface CommandData {
  AddRosterEntry: {
    readonly subject: SubjectId;
    readonly status: RosterStatus;
    readonly lastContactOn?: LocalDate;
    /** Id of the person's own case. */
    readonly ownCase?: string;
    readonly note?: string;
  };
  UpdateRosterEntry: {
    readonly status?: RosterStatus;
    readonly lastContactOn?: LocalDate;
    readonly ownCase?: string;
    readonly note?: string;
  };
  RemoveRosterEntry: { readonly reason: string };
}

export type RosterCommandType = keyof CommandData;
export type RosterCommandOf<T extends RosterCommandType> = Command<T, CommandData[T]>;

/** Everything that can be asked of one person's entry. */
export type RosterCommand = { [T in RosterCommandType]: RosterCommandOf<T> }[RosterCommandType];

/** What deciding about an entry needs beside its stream. */
export interface RosterFacts extends Pick<CaseFacts, 'subjects' | 'cases'> {
  /** The group case, and why its roster cannot be changed as it stands, if so. */
  /** By person whose own record a named case is not about: all records of theirs, merged with that one. // docs/adr/021 */
  readonly records: Readonly<Record<SubjectId, readonly SubjectId[]>>;
  readonly group: { readonly ref: CaseRef; readonly refused: CaseRefusal | null };
}

export type RosterContext = CommandContext<RosterFacts>;
