import { type CommandContext, type DomainError, fold, personal, type Recorded } from '#kernel';
import { type SubjectCommand, type SubjectContextFacts } from './commands.js';
import { subjectDecider } from './decider.js';
import { type SubjectEvent } from './events.js';

const STREAM = 'subject-5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312';
const own = <T>(value: T) => personal(value, [STREAM]);
const on = { occurredOn: '2022-03-10' };

const registered: SubjectEvent = {
  type: 'SubjectRegistered',
  data: { kind: 'person', details: { name: own('Nông Thị Mẫu') } },
  ...on,
};
const restricted: SubjectEvent = {
  type: 'ProcessingRestricted',
  data: { ground: 'request', reason: own('đơn') },
  ...on,
};
const lifted: SubjectEvent = { type: 'RestrictionLifted', data: { reason: own('rút đơn') }, ...on };

const restrict: SubjectCommand = { type: 'RestrictProcessing', data: { ground: 'request', reason: ' đơn ' } };
const lift: SubjectCommand = { type: 'LiftRestriction', data: { reason: 'rút đơn' } };

const context: CommandContext<SubjectContextFacts> = {
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  now: '2022-03-10T02:00:00.000Z',
  today: '2022-03-10',
  facts: { stream: STREAM, provinces: new Set() },
  ...on,
};

const after = (...events: readonly SubjectEvent[]) =>
  fold(
    subjectDecider,
    events.map((event, revision) => ({ ...event, revision, stream: STREAM }) as Recorded<SubjectEvent>),
  );

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as DomainError).code;
  }
  return 'nothing';
};

describe('restricting the processing of personal data', () => {
  it('is recorded with its ground, once, and lifted, once', () => {
    const decide = (command: SubjectCommand, ...events: readonly SubjectEvent[]) =>
      subjectDecider.decide(command, after(...events), context);
    expect(decide(restrict, registered)).toEqual([restricted]);
    expect(decide(restrict, registered, restricted)).toEqual([]);
    expect(decide(lift, registered, restricted)).toEqual([lifted]);
    expect(decide(lift, registered, restricted, lifted)).toEqual([]);
    expect(decide(restrict, registered, restricted, lifted)).toEqual([restricted]);
  });

  it('needs a subject and a reason', () => {
    const blank: SubjectCommand = { type: 'LiftRestriction', data: { reason: '  ' } };
    expect(codeOf(() => subjectDecider.decide(restrict, after(), context))).toBe('subject.not-registered');
    expect(codeOf(() => subjectDecider.decide(blank, after(registered), context))).toBe(
      'subject.reason-required',
    );
  });
});
