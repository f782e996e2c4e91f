import { isPlain } from '#kernel';
import { type OpenedCase } from '../state.js';
import { type CommandOf } from '../commands.js';
import { type RecordedDetails } from '../kinds.js';
import { type Decide, given, happened, ownersOf, ready } from './deciding.js';
import { detailsFor } from './kind-details.js';
import { ifGiven, knownCountry } from './known.js';

/** What was not known at intake is known: the kind, the country, or both. // §3, domain rules */
export const classifyCase: Decide<'ClassifyCase'> = ({ data }, state, context) => {
  if (state.phase !== 'empty' && saysNothingNew(state, data)) return [];
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
  const details = detailsFor(kind, data.details, ownersOf(file), context);
  return areRecorded(file.details, details)
    ? []
    : happened('KindDetailsRecorded', { kind, details }, context);
};

const saysNothingNew = (
  state: OpenedCase,
  { kind, country, details = {} }: CommandOf<'ClassifyCase'>['data'],
): boolean =>
  kind === state.kind && (country ?? state.country) === state.country && Object.keys(details).length === 0;

/** Sealed values cannot be compared, so facts with one among them are always news. */
const areRecorded = (recorded: RecordedDetails, details: RecordedDetails): boolean =>
  Object.entries(details).every(
    ([name, value]) => !isPlain(value) && JSON.stringify(recorded[name]) === JSON.stringify(value),
  );
