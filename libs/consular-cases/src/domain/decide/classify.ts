import { type CaseContext } from '../commands.js';
import { refuse } from '../errors.js';
import { type RecordedDetails } from '../kinds.js';
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
  return happened('CaseClassified', given({ kind, country, details }), context);
};

/** Facts of the case's kind, as they become known; a later value replaces an earlier one. // T-5, A-8, domain rules */
export const recordKindDetails: Decide<'RecordKindDetails'> = ({ data }, state, context) => {
  const file = ready(state, 'KindDetailsRecorded');
  const { kind } = file;
  if (Object.keys(data.details).length === 0)
    return refuse('consular-case.field-required', { field: 'details' });
  const details = detailsFor(kind, data.details, ownersOf(file), context);
  return areSaid(file, details, context) ? [] : happened('KindDetailsRecorded', { kind, details }, context);
};

/** What is sealed cannot be compared: a command that brings some of it always says something. */
function areSaid(file: OpenedCase, details: RecordedDetails, context: CaseContext): boolean {
  const facts = detailsSaid(details);
  return facts.length === Object.keys(details).length && facts.every((fact) => isSaid(file, fact, context));
}
