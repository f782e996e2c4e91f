import fc from 'fast-check';
import { type LocalDate } from '#kernel';
import { COMMAND_TYPES } from '../domain/actions.js';
import { CITIZEN, SECOND_CITIZEN } from './people.js';
import { type StoryName, STEPS_TO } from './stories.js';
import { paper, type Step, step } from './story.js';

/** What officers may try in a case at any time, sensible or not. */
export const VARIANTS: readonly Step[] = [
  ...COMMAND_TYPES.map((type) => step(type)),
  step('VerifyIdentity', { subject: SECOND_CITIZEN }),
  step('RecordIdentityNotConfirmed', { subject: SECOND_CITIZEN }),
  step('RequestSupplement', { dossier: 'remains', dueOn: '2022-12-31' }),
  step('RecordSupplement', { complete: false }),
  step('CompleteDossier', { what: 'deportee', papers: [] }),
  step(
    'ForwardCase',
    { addressee: 'mission', mission: 'lsq-nam-ninh' },
    { source: paper('103', 'outgoing') },
  ),
  step('RecordMissionReport', {}, { source: paper('203') }),
  step('RecordOutcome', { outcome: 'still_detained' }),
  step('RecordOutcome', { outcome: 'no_protection_needed' }),
  step('AssignOfficer', { officer: 'officer-2', role: 'support' }),
  step('AssignOfficer', { officer: 'officer-2' }),
  step('RecordKindDetails', { details: { visitConsent: 'declined' } }),
  step('ClassifyCase', { country: 'KH', details: null }),
  step('RecordContact', { answered: false }),
  step('RecordOutcome', { outcome: 'not_found' }),
];

const OPENINGS: readonly Step[] = [
  step('OpenConsularCase'),
  step('OpenConsularCase', { kind: 'unspecified', country: 'not_stated' }),
  step('OpenConsularCase', { subjects: [CITIZEN, SECOND_CITIZEN], country: 'not_stated' }),
  step('OpenConsularCase', { subjects: [], applicant: null }),
];

/** Days in order, so that no step is refused for its day alone. */
export const dayOf = (index: number): LocalDate =>
  new Date(Date.UTC(2022, 2, 10 + index)).toISOString().slice(0, 10);

/** Each step of these on the day after the one before: what officers try in a case, from any opening or any phase. */
export const ATTEMPTS: fc.Arbitrary<readonly Step[]> = fc
  .oneof(
    attempted(
      fc.constantFrom(...OPENINGS).map((opening) => [opening]),
      30,
    ),
    attempted(
      fc.constantFrom(...(Object.keys(STEPS_TO) as StoryName[])).map((name) => STEPS_TO[name]),
      10,
    ),
  )
  .map((steps) => steps.map((each, index) => ({ ...each, on: dayOf(index) })));

function attempted(start: fc.Arbitrary<readonly Step[]>, maxLength: number): fc.Arbitrary<readonly Step[]> {
  const further = fc.array(fc.constantFrom(...VARIANTS), { maxLength });
  return fc.tuple(start, further).map(([begun, rest]) => [...begun, ...rest]);
}
