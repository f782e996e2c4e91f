import { type CaseRefusal } from '../errors.js';
import { type ConsularCaseEventType, type EventOf } from '../events/index.js';
import { type Told } from '../evolve.js';
import { type OpenedCase } from '../state.js';

/** What a rule has against an event in a case as it stands, if anything. */
export type Rule<T extends ConsularCaseEventType> = (
  state: OpenedCase,
  event: Told<EventOf<T>>,
) => CaseRefusal | null;

/** What a rule has against any event of a type in a case as it stands: no data can mend it. */
export type StandingRule = (state: OpenedCase) => CaseRefusal | null;

export type Rules = { readonly [T in ConsularCaseEventType]?: readonly Rule<T>[] };

/** The first refusal. */
export function firstOf<A extends readonly unknown[]>(
  rules: readonly ((...args: A) => CaseRefusal | null)[],
  ...args: A
): CaseRefusal | null {
  for (const rule of rules) {
    const refusal = rule(...args);
    if (refusal) return refusal;
  }
  return null;
}
