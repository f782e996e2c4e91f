import {
  after,
  CASE_FACTS,
  caseIn,
  EXAMPLE_DAY,
  exampleContext,
  linked,
  NO_CASE,
  OTHER_CASE,
  OTHER_NUMBER,
  SAME_CASE,
  step,
} from '../testing/index.js';
import { type ConsularCaseEvent } from './events/index.js';
import { type Relation } from './vocabulary/turns.js';

const link = (relation: string, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({
    type: 'RelatedCaseLinked',
    occurredOn,
    data: { other: { id: OTHER_CASE, number: OTHER_NUMBER, seenRevision: 3 }, relation },
  }) as ConsularCaseEvent;

describe('a link between two cases (A-11)', () => {
  it('can be recorded in every phase, after the end too (G-7)', () => {
    for (const phase of [
      'received',
      'awaiting_supplement',
      'resolved',
      'unreachable',
      'closed',
      'withdrawn',
    ] as const)
      after(caseIn(phase), step('LinkCases')).then(link('same_incident'));
  });

  it('is recorded once for each thing that they have in common', () => {
    after(linked(), step('LinkCases')).thenNothing();
    after(linked(), step('LinkCases', {}, { on: '2022-03-11' })).thenRefused('consular-case.already-linked', {
      number: OTHER_NUMBER,
      relation: 'same_incident',
    });
    after(linked(), step('LinkCases', { relation: 'same_person' })).then(link('same_person'));
  });

  it('does not say the other way round what stands, here or there', () => {
    const earlier = caseIn('received', step('LinkCases', { relation: 'precursor' }));
    const contradicts = { number: OTHER_NUMBER, relation: 'follow_up' };
    after(earlier, step('LinkCases', { relation: 'follow_up' })).thenRefused(
      'consular-case.link-contradicts',
      contradicts,
    );
    const { facts } = exampleContext();
    const saying = (relation: Relation, number = 'BHCD-2022-0001') => ({
      facts: {
        ...facts,
        cases: { [OTHER_CASE]: { ...CASE_FACTS[OTHER_CASE]!, links: [{ number, relation }] } },
      },
    });
    const here = caseIn('received');
    const follows = step('LinkCases', { relation: 'follow_up' });
    after(here, follows, saying('follow_up')).thenRefused('consular-case.link-contradicts', contradicts);
    after(here, follows, saying('precursor')).then(link('follow_up'));
    after(here, follows, saying('follow_up', 'BHCD-2022-0009')).then(link('follow_up'));
    after(here, step('LinkCases'), saying('same_incident')).then(link('same_incident'));
  });

  it('is with another case, which exists', () => {
    after(caseIn('received'), step('LinkCases', { other: SAME_CASE })).thenRefused(
      'consular-case.linked-to-itself',
      { number: 'BHCD-2022-0001' },
    );
    after(caseIn('received'), step('LinkCases', { other: NO_CASE })).thenRefused(
      'consular-case.unknown-case',
      {
        case: NO_CASE,
      },
    );
  });
});
