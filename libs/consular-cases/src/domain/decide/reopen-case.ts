import { type Decide, happened, ownersOf, ready, texts } from './deciding.js';
import { repeats } from './repeats.js';

/** New facts came up after the end. // Consular cases, domain rules */
export const reopenCase: Decide<'ReopenCase'> = ({ data }, state, context) => {
  const { ground, newFact, explanation } = data;
  const isOpen = state.phase !== 'closed';
  if (isOpen && repeats(state, 'CaseReopened', { ground, newFact }, [explanation], context)) return [];
  const owners = ownersOf(ready(state, 'CaseReopened'));
  return happened('CaseReopened', { ground, newFact, ...texts(owners, { explanation }) }, context);
};
