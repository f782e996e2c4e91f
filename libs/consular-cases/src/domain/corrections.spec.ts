import { DomainError } from '#kernel';
import { EXAMPLE_DAY, exampleContext, RELATIVE, SECOND_CITIZEN, SUBJECT_FACTS } from '../testing/index.js';
import { revised } from './corrections.js';
import { type ConsularCaseEvent } from './events/index.js';
import { type CaseState } from './state.js';

const EMPTY: CaseState = { phase: 'empty' };
const event = (type: string, data: object) =>
  ({ type, occurredOn: EXAMPLE_DAY, data }) as unknown as ConsularCaseEvent;

function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('a correction names only what a command may name', () => {
  it.each(['CaseTransferredOut', 'CaseReceivedByTransfer'])('no own province in %s', (type) => {
    const target = event(type, { party: 'province', province: 'lao-cai' });
    const to = (province: string) => revised({ target, changes: { province } }, EMPTY, exampleContext());
    expect(refusalOf(() => to('cao-bang'))).toBe('consular-case.transfer-to-own-province');
    expect(to('lao-cai')).toEqual({ province: 'lao-cai' });
  });

  it('no paper with a secrecy mark', () => {
    const target = event('DocumentAttached', { classification: 'internal' });
    const as = (classification: string) => revised({ target, changes: { classification } }, EMPTY, context);
    expect(refusalOf(() => as('secret'))).toBe('consular-case.secret-document');
    expect(as('public')).toEqual({ classification: 'public' });
  });

  const merged = { ...SUBJECT_FACTS[RELATIVE]!, mergedInto: SECOND_CITIZEN };
  const context = exampleContext();
  const facts = { ...context.facts, subjects: { ...SUBJECT_FACTS, [RELATIVE]: merged } };
  const opened = (...ids: readonly string[]) =>
    event('ConsularCaseOpened', { subjects: ids.map((id) => ({ id })) });

  it.each([{ subjects: [RELATIVE] }, { applicant: RELATIVE }])(
    'no record that another one stands for, unless the event named it all along: %j',
    (changes) => {
      const as = (target: ConsularCaseEvent) => revised({ target, changes }, EMPTY, { ...context, facts });
      expect(refusalOf(() => as(opened(SECOND_CITIZEN)))).toBe('consular-case.subject-merged');
      expect(refusalOf(() => as(opened(RELATIVE)))).toBeNull();
    },
  );
});
