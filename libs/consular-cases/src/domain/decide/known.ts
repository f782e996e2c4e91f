import { NOT_STATED, isCountry } from '#kernel';
import { type CaseContext, type CaseFacts } from '../commands/index.js';
import { refuse } from '../errors.js';
import { type CaseSubject, type SubjectId } from '../events/index.js';
import { type CaseRef } from '../events/turns.js';

/** A context in which these facts were fetched. */
interface Knowing<F extends keyof CaseFacts> {
  readonly facts: Pick<CaseFacts, F>;
}

/** The subject as it stands, with the findings that rules read. @throws CaseRefusal */
export function subjectSeen({ facts }: Knowing<'subjects'>, id: SubjectId): CaseSubject {
  const fact = facts.subjects[id];
  if (!fact?.known) return refuse('consular-case.unknown-subject', { subject: id });
  const { kind = 'person', minor, homeProvince, revision } = fact;
  return {
    id,
    kind,
    ...(minor !== undefined && { minor }),
    ...(homeProvince !== undefined && { homeProvince }),
    seenRevision: revision,
  };
}

/** Somebody who is named anew: whoever was erased is not. @throws CaseRefusal // docs/adr/022 */
export function namedAnew(context: Knowing<'subjects'>, id: SubjectId): CaseSubject {
  return context.facts.subjects[id]?.erased === true
    ? refuse('consular-case.subject-erased', { subject: id })
    : subjectSeen(context, id);
}

/** A record of somebody who comes into a matter: where another one stands for it, that one is named. @throws CaseRefusal */
export function standingSubject(context: Knowing<'subjects'>, id: SubjectId): CaseSubject {
  const into = context.facts.subjects[id]?.mergedInto;
  return into === undefined
    ? namedAnew(context, id)
    : refuse('consular-case.subject-merged', { subject: id, into });
}

/** The other case as it stands. @throws CaseRefusal */
export function caseSeen({ facts }: Knowing<'cases'>, id: string): CaseRef {
  const fact = facts.cases[id];
  if (!fact?.known) return refuse('consular-case.unknown-case', { case: id });
  return { id, number: fact.number ?? '', seenRevision: fact.revision };
}

/** @throws CaseRefusal */
export const knownSubject = (context: CaseContext, id: SubjectId): SubjectId => namedAnew(context, id).id;

/** @throws CaseRefusal */
export const knownMission = ({ facts }: CaseContext, mission: string): string =>
  facts.reference.missions.has(mission) ? mission : refuse('consular-case.unknown-mission', { mission });

/** @throws CaseRefusal */
export const knownGate = ({ facts }: CaseContext, gate: string): string =>
  facts.reference.gates.has(gate) ? gate : refuse('consular-case.unknown-gate', { gate });

/** @throws CaseRefusal */
export const knownProvince = ({ facts }: CaseContext, province: string): string =>
  facts.reference.provinces.has(province) ? province : refuse('consular-case.unknown-province', { province });

/** A province that is not the office's own. @throws CaseRefusal */
export const otherProvince = (context: CaseContext, province: string): string =>
  context.facts.reference.ownProvince === province
    ? refuse('consular-case.transfer-to-own-province', { province })
    : knownProvince(context, province);

/** A country, or that the papers name none. @throws CaseRefusal */
export const knownCountry = (country: string): string =>
  country === NOT_STATED || isCountry(country)
    ? country
    : refuse('consular-case.unknown-country', { country });

/** The unit an officer works in. @throws CaseRefusal */
export const unitOf = ({ facts }: CaseContext, officer: string): string =>
  facts.reference.officers.get(officer) ?? refuse('consular-case.unknown-officer', { officer });

/** `check` for a value that may be missing. */
export const ifGiven = <T, R>(value: T | undefined, check: (value: T) => R): R | undefined =>
  value === undefined ? undefined : check(value);
