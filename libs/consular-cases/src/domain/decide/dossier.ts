import { type RemainsAnswers } from '../commands/index.js';
import { refuse } from '../errors.js';
import { type RemainsFindings } from '../events/index.js';
import { type Decide, given, happened, ownersOf, ready, texts } from './deciding.js';
import { ifGiven } from './known.js';
import { repeats } from './repeats.js';

/** Asks for what is missing; the clocks stop until it is there. */
export const requestSupplement: Decide<'RequestSupplement'> = ({ data }, state, context) => {
  const file = ready(state, 'SupplementRequested');
  const requested = {
    dossier: data.dossier,
    requestNo: file.supplementsAsked.length + 1,
    missing: [...new Set(data.missing)],
    dueOn: data.dueOn,
    ...texts(ownersOf(file), { explanation: data.explanation }),
  };
  return happened('SupplementRequested', requested, context);
};

/** Papers that were asked for came; the officer says whether that is all. */
export const recordSupplement: Decide<'RecordSupplement'> = ({ data }, state, context) => {
  const { supplement } = ready(state, 'SupplementReceived');
  if (!supplement) return refuse('consular-case.no-supplement-requested');
  const { papers, complete } = data;
  return happened('SupplementReceived', { dossier: supplement.dossier, papers, complete }, context);
};

/** Nothing is missing: the duty of the next in line begins. // T-3, T-4, T-6, domain rules */
export const completeDossier: Decide<'CompleteDossier'> = ({ data }, state, context) => {
  const { what, papers } = data;
  if (repeats(state, 'DossierCompleted', data, [], context)) return [];
  ready(state, 'DossierCompleted');
  const remains = what === 'remains' ? ifGiven(data.remains, remainsFindings) : undefined;
  return happened('DossierCompleted', given({ what, papers, remains }), context);
};

/** What the papers say about remains. @throws CaseRefusal when no ground makes them eligible // A-5, domain rules */
export function remainsFindings(answers: RemainsAnswers): RemainsFindings {
  const { form, eligibility, residenceProof, groupADiseaseExcluded } = answers;
  if (eligibility === 'none') return refuse('consular-case.remains-not-eligible', { form });
  return { form, eligibility, residenceProof, groupADiseaseExcluded };
}
