import { type Command, type CommandContext, personal, tidy } from '#kernel';
import { admits } from '../admits.js';
import { type ConsularCaseEvent } from '../events/index.js';
import { type CaseRef } from '../events/turns.js';
import { takenIn } from '../merging.js';
import { type CaseState } from '../state.js';
import { ownersOf, ownersOfBoth } from './deciding.js';

/** What follows from a merge on the other side, or on this one when it failed. Programs alone command it. */
export type MergeConsequence =
  | Command<'BeMerged', OtherSide & { readonly surviving: CaseRef; readonly evidence: string }>
  | Command<'BeUnmerged', OtherSide & { readonly surviving: CaseRef; readonly reason: string }>
  | Command<'GiveUpMerge', OtherSide & { readonly merged: CaseRef; readonly reason: string }>;

/** Everybody whom the other case is about: why the two are one, or are not, is about them, too. // docs/adr/022 */
interface OtherSide {
  readonly people: readonly string[];
}

/** Already so when it has happened. @throws CaseRefusal when the case as it stands does not admit it // G-8 */
export function followMerge(
  command: MergeConsequence,
  state: CaseState,
  { occurredOn, source }: CommandContext,
): readonly ConsularCaseEvent[] {
  if (isSo(command, state)) return [];
  const owners = ownersOfBoth(state.phase === 'empty' ? [] : ownersOf(state), command.data.people);
  const event = { ...eventOf(command, owners), occurredOn } as ConsularCaseEvent;
  const refused = admits(state, { ...event, ...(source && { source }) });
  if (refused) throw refused;
  return [event];
}

function isSo({ type, data }: MergeConsequence, state: CaseState): boolean {
  if (state.phase === 'empty') return false;
  const into = state.mergedInto?.id;
  if (type === 'BeMerged') return into === data.surviving.id;
  return type === 'BeUnmerged' ? into !== data.surviving.id : !takenIn(state, data.merged.number);
}

function eventOf(
  { type, data }: MergeConsequence,
  owners: readonly string[],
): Pick<ConsularCaseEvent, 'type'> & { data: object } {
  const own = (text: string) => personal(tidy(text), owners);
  switch (type) {
    case 'BeMerged':
      return { type: 'CaseMergedInto', data: { surviving: data.surviving, evidence: own(data.evidence) } };
    case 'BeUnmerged':
      return { type: 'CaseUnmerged', data: { surviving: data.surviving, reason: own(data.reason) } };
    case 'GiveUpMerge':
      return {
        type: 'MergeReverted',
        data: { merged: data.merged, reason: own(data.reason), unfinished: true },
      };
  }
}
