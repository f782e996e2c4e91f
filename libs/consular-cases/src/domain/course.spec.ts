import { personal } from '#kernel';
import { after, caseIn, CITIZEN, paper, RELATIVE, step, type StoryName } from '../testing/index.js';

const own = <T>(value: T) => personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`]);
const code = (name: string) => `consular-case.${name}`;
const happened = (type: string, data: object) => ({ type, data, occurredOn: '2022-03-10' }) as never;

const ask = step('SeekOpinion');
const answer = (changes = {}, more = {}) => step('RecordOpinion', changes, more);
const silent = (on: string) => answer({ stance: 'silent', opinion: null }, { on, source: null });

describe('the opinion of another agency', () => {
  it.each<StoryName>(['received', 'in_protection', 'resolved'])(
    'is asked for while a case is %s',
    (phase) => {
      after(caseIn(phase), ask).then(
        happened('OpinionRequested', {
          requestNo: 1,
          agency: own('Công an tỉnh'),
          question: own('Có ý kiến về việc tiếp nhận'),
          dueOn: '2022-03-20',
        }),
      );
      after(caseIn(phase, ask), answer()).then(
        happened('OpinionReceived', { requestNo: 1, stance: 'agree', opinion: own('Thống nhất') }),
      );
    },
  );

  it('is asked for and given by registered letters', () => {
    after(caseIn('verified'), step('SeekOpinion', {}, { source: null })).thenRefused(code('source-required'));
    after(caseIn('verified', ask), answer({}, { source: null })).thenRefused(code('source-required'));
  });

  it('is not wanted before it is asked for', () => {
    after(caseIn('verified'), step('SeekOpinion', { dueOn: '2022-03-09' })).thenRefused(
      code('date-out-of-order'),
      { occurredOn: '2022-03-09', after: 'OpinionRequested', on: '2022-03-10' },
    );
  });

  it('answers one request, once', () => {
    after(caseIn('verified'), answer()).thenRefused(code('no-opinion-requested'), {});
    after(caseIn('verified', ask), answer({ requestNo: 2 })).thenRefused(code('no-opinion-requested'), {
      requestNo: 2,
    });
    const second = step('SeekOpinion', {}, { source: paper('803', 'outgoing') });
    after(caseIn('verified', ask, second, answer()), answer()).thenRefused(code('opinion-already-received'), {
      requestNo: 1,
    });
    after(caseIn('verified', ask, second, answer()), answer({ requestNo: 2, opinion: null })).then(
      happened('OpinionReceived', { requestNo: 2, stance: 'agree' }),
    );
  });

  it('is silence once the day has passed', () => {
    after(caseIn('verified', ask), silent('2022-03-20')).thenRefused(code('opinion-still-awaited'), {
      requestNo: 1,
      until: '2022-03-20',
    });
    after(caseIn('verified', ask), silent('2022-03-21')).then({
      type: 'OpinionReceived',
      data: { requestNo: 1, stance: 'silent' },
      occurredOn: '2022-03-21',
    });
  });

  it('is nothing that a closed case asks for', () => {
    after(caseIn('closed'), ask).thenRefused(code('closed'), { phase: 'closed' });
  });
});

describe('a deadline', () => {
  it('is extended by who may, with the day on which it was due', () => {
    after(caseIn('verified'), step('ExtendDeadline')).then(
      happened('DeadlineExtended', {
        deadline: 'T-6',
        oldDue: '2022-03-11',
        newDue: '2022-03-15',
        authority: own('Giám đốc'),
        reason: own('Chờ bản dịch'),
      }),
    );
  });

  it.each(['T-3', 'T-4'])('is extended while it runs, and %s does not', (deadline) => {
    after(caseIn('verified'), step('ExtendDeadline', { deadline })).thenRefused(
      code('deadline-not-running'),
      {
        deadline,
      },
    );
  });

  it('is extended to a later day', () => {
    after(caseIn('verified'), step('ExtendDeadline', { newDue: '2022-03-11' })).thenRefused(
      code('extension-not-later'),
      { deadline: 'T-6', oldDue: '2022-03-11', newDue: '2022-03-11' },
    );
  });
});
