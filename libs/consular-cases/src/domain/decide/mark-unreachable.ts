import { type Decide, happened, ownersOf, ready, texts } from './deciding.js';
import { repeats } from './repeats.js';

/** Nobody whom the case needs could be reached; a contact that is answered brings it back. // Consular cases, domain rules */
export const markUnreachable: Decide<'MarkUnreachable'> = ({ data: { explanation } }, state, context) => {
  if (state.phase === 'unreachable' && repeats(state, 'CaseMarkedUnreachable', {}, [explanation], context))
    return [];
  const file = ready(state, 'CaseMarkedUnreachable');
  const marked = { attempts: file.attempts.length, ...texts(ownersOf(file), { explanation }) };
  return happened('CaseMarkedUnreachable', marked, context);
};
