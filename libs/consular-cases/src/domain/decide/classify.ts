import { type CaseContext } from '../commands/index.js';
import { refuse } from '../errors.js';
import { type ConsularCaseEvent } from '../events/index.js';
import { folded } from '../evolve.js';
import { type RecordedDetails } from '../kinds/index.js';
import { losesProtectionHere } from '../rules/protected.js';
import { saysNothingNew } from '../rules/acts.js';
import { detailsSaid } from '../said.js';
import { type OpenedCase } from '../state.js';
import { type Decide, given, happened, ownersOf, ready } from './deciding.js';
import { detailsFor } from './kind-details.js';
import { ifGiven, knownCountry } from './known.js';
import { isSaid, repeats } from './repeats.js';

/** What was not known at intake is known: the kind, the country, or both. // Consular cases, domain rules */
export const classifyCase: Decide<'ClassifyCase'> = ({ data }, state, context) => {
  if (
    state.phase !== 'empty' &&
    saysNothingNew(state, data) &&
    repeats(state, 'CaseClassified', {}, [], context)
  )
    return [];
  const file = ready(state, 'CaseClassified');
  const { kind } = data;
  const details = detailsFor(kind, data.details ?? {}, ownersOf(file), context);
  const country = ifGiven(data.country, knownCountry);
  return protecting(file, happened('CaseClassified', given({ kind, country, details }), context), context);
};

/** Facts of the case's kind, as they become known; a later value replaces an earlier one. // T-5, A-8, domain rules */
export const recordKindDetails: Decide<'RecordKindDetails'> = ({ data }, state, context) => {
  const file = ready(state, 'KindDetailsRecorded');
  const { kind } = file;
  if (Object.keys(data.details).length === 0)
    return refuse('consular-case.field-required', { field: 'details' });
  const details = detailsFor(kind, data.details, ownersOf(file), context);
  if (areSaid(file, details, context)) return [];
  return protecting(file, happened('KindDetailsRecorded', { kind, details }, context), context);
};

/** `said`, when nobody loses the protection by it that only the director takes away. @throws CaseRefusal */
function protecting<E extends ConsularCaseEvent>(
  file: OpenedCase,
  said: readonly [E],
  { facts }: CaseContext,
): readonly [E] {
  const after = folded(file, said[0]);
  const isLost = after.phase !== 'empty' && losesProtectionHere(file, after);
  return isLost && facts.directs !== true ? refuse('consular-case.protection-kept') : said;
}

/** What is sealed cannot be compared: a command that brings some of it always says something. */
function areSaid(file: OpenedCase, details: RecordedDetails, context: CaseContext): boolean {
  const facts = detailsSaid(details);
  return facts.length === Object.keys(details).length && facts.every((fact) => isSaid(file, fact, context));
}
