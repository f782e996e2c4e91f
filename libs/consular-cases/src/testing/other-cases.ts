import { type CaseFact } from '../domain/commands/index.js';
import { SECOND_CITIZEN } from './people.js';

/** Other cases of the examples. */
export const OTHER_CASE = '77777777-7777-5777-8777-777777777777';
export const OTHER_NUMBER = 'BHCD-2022-0002';
/** The example case itself. */
export const SAME_CASE = '00000000-0000-5000-8000-00000000ca5e';
/** No case of the office. */
export const NO_CASE = '88888888-8888-5888-8888-888888888888';

export const CASE_FACTS: Readonly<Record<string, CaseFact>> = {
  [OTHER_CASE]: {
    known: true,
    number: OTHER_NUMBER,
    revision: 3,
    openedOn: '2022-03-08',
    people: [SECOND_CITIZEN],
    subjects: [SECOND_CITIZEN],
  },
  [SAME_CASE]: { known: true, number: 'BHCD-2022-0001', revision: 5 },
  [NO_CASE]: { known: false, revision: -1 },
};
