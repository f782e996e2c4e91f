import { personal } from '#kernel';
import { deciderSpec } from '#event-sourcing/testing';
import { caseIn, EXAMPLE_DAY, exampleContext, step } from '../../testing/index.js';
import { consularCaseDecider } from '../decider.js';
import { type EventOf } from '../events/index.js';
import { abandonIntake, type AbandonIntake } from './abandon-intake.js';

const abandoned: EventOf<'IntakeAbandoned'> = {
  type: 'IntakeAbandoned',
  occurredOn: EXAMPLE_DAY,
  data: { reason: personal('never came', []) },
};
const givingUp: AbandonIntake = { type: 'AbandonIntake', data: { reason: 'never came' } };
const programs = deciderSpec({ ...consularCaseDecider, decide: abandonIntake }, exampleContext());
const officers = deciderSpec(consularCaseDecider, exampleContext());

describe('giving an intake up', () => {
  it('closes a stream in which nothing has happened', () => {
    programs.given().when(givingUp).then(abandoned);
  });

  it('is done once', () => {
    programs.given(abandoned).when(givingUp).thenNothing();
  });

  it('leaves a case alone that came after all', () => {
    programs
      .given(...caseIn('received'))
      .when(givingUp)
      .thenRefused('consular-case.already-opened', { phase: 'received' });
  });

  it('lets no case begin there any more, with or without a number', () => {
    const { command } = step('OpenConsularCase');
    const { facts } = exampleContext();
    officers.given(abandoned).when(command).thenRefused('consular-case.intake-abandoned', {});
    officers
      .given(abandoned)
      .when(command, { facts: { ...facts, caseNumber: null } })
      .thenRefused('consular-case.intake-abandoned', {});
  });

  it('is no case to work on', () => {
    officers
      .given(abandoned)
      .when(step('AddNote').command)
      .thenRefused('consular-case.not-opened', { phase: 'empty' });
  });

  it('changes nothing of a case, whatever subset of a history is folded', () => {
    const [opened] = caseIn('received');
    if (!opened) throw new Error('the example has no opening');
    const state = consularCaseDecider.evolve(consularCaseDecider.initial, opened);
    expect(consularCaseDecider.evolve(state, { ...opened, ...abandoned })).toEqual(state);
  });
});
