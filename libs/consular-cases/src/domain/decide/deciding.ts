import { isBlank, personal, type Personal, tidy } from '#kernel';
import { standingRefusal } from '../admits.js';
import { type CaseContext, type CommandOf, type ConsularCaseCommandType } from '../commands/index.js';
import { refuse } from '../errors.js';
import { type ConsularCaseEvent, type ConsularCaseEventType, type EventOf } from '../events/index.js';
import { type CaseFile, type CaseState, type OpenedCase } from '../state.js';

/** What follows from one command in a case as it stands. @throws CaseRefusal */
export type Decide<T extends ConsularCaseCommandType> = (
  command: CommandOf<T>,
  state: CaseState,
  context: CaseContext,
) => readonly ConsularCaseEvent[];

/** One event, on the day the officer says it happened. */
export const happened = <T extends ConsularCaseEventType>(
  type: T,
  data: EventOf<T>['data'],
  { occurredOn }: CaseContext,
): readonly [EventOf<T>] => [{ type, data, occurredOn }];

/** The case, when an event of that type can happen in it. @throws CaseRefusal */
export function ready(state: CaseState, type: ConsularCaseEventType): OpenedCase {
  const refused = standingRefusal(state, type);
  if (refused) throw refused;
  return state.phase === 'empty' ? refuse('consular-case.not-opened') : state;
}

/** The streams whose keys protect what is written in a case: everybody it is about; nobody means its own. */
export const ownersOf = ({ subjects, applicant }: Pick<CaseFile, 'subjects' | 'applicant'>): string[] =>
  [...subjects.map(({ id }) => id), ...(applicant === undefined ? [] : [applicant])].map(
    (id) => `subject-${id}`,
  );

/** {@link ownersOf} a text that is about somebody else, too: a relative who was told, whoever was spoken to. */
export const ownersWith = (
  file: Pick<CaseFile, 'subjects' | 'applicant'>,
  ...said: readonly object[]
): string[] => [...new Set([...ownersOf(file), ...said.flatMap(namedIn)])];

/** The streams of those whom an event is about by its own words, be they the case's or not. // docs/adr/022 */
export const namedIn = ({
  subject,
  relative,
}: {
  readonly subject?: unknown;
  readonly relative?: unknown;
}): string[] => [subject, relative].flatMap((id) => (typeof id === 'string' ? `subject-${id}` : []));

/** The owners of what is said of this case and of another one, which is about these people. // docs/adr/022 */
export const ownersOfBoth = (own: readonly string[], people: readonly string[]): string[] => [
  ...new Set([...own, ...people.map((id) => `subject-${id}`)]),
];

/** A text that has to be there, as its people's own. @throws CaseRefusal */
export function text(owners: readonly string[], field: string, written: string): Personal<string> {
  const clean = tidy(written);
  return isBlank(clean) ? refuse('consular-case.field-required', { field }) : personal(clean, owners);
}

/** Those of the texts that were written, as their people's own. */
export function texts<K extends string>(
  owners: readonly string[],
  written: { readonly [F in K]: string | undefined },
): { readonly [F in K]?: Personal<string> } {
  const entries = Object.entries<string | undefined>(written)
    .map(([field, value]) => [field, tidy(value ?? '')] as const)
    .filter(([, value]) => !isBlank(value))
    .map(([field, value]) => [field, personal(value, owners)]);
  return Object.fromEntries(entries) as { readonly [F in K]?: Personal<string> };
}

/** `values` without those that are not there. */
export function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
