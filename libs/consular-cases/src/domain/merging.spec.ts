import { fold, personal, type Recorded } from '#kernel';
import { recorded } from '#event-sourcing/testing';
import {
  after,
  CASE_FACTS,
  caseIn,
  CITIZEN,
  EXAMPLE_DAY,
  EXAMPLE_STREAM,
  exampleContext,
  handedOver,
  mergedCase,
  NO_CASE,
  OTHER_CASE,
  OTHER_NUMBER,
  play,
  RELATIVE,
  SAME_CASE,
  SECOND_CITIZEN,
  type Step,
  step,
  STEPS_TO,
  surviving,
} from '../testing/index.js';
import { type CaseFact } from './commands/index.js';
import { followMerge, type MergeConsequence } from './decide/be-merged.js';
import { consularCaseDecider } from './decider.js';
import { refusal } from './errors.js';
import { type ConsularCaseEvent } from './events/index.js';
import { unmergeable } from './rules/merging.js';
import { type OpenedCase } from './state.js';

type History = readonly Recorded<ConsularCaseEvent>[];
const stateOf = (history: History) => fold(consularCaseDecider, history) as OpenedCase;
const own = <T>(value: T) =>
  personal(value, [`subject-${CITIZEN}`, `subject-${RELATIVE}`, `subject-${SECOND_CITIZEN}`]);
const event = (type: string, data: object, occurredOn = EXAMPLE_DAY): ConsularCaseEvent =>
  ({ type, occurredOn, data }) as ConsularCaseEvent;

const OTHER = { id: OTHER_CASE, number: OTHER_NUMBER, seenRevision: 3 };
const taken = event('CasesMerged', {
  merged: { ...OTHER, people: [SECOND_CITIZEN] },
  evidence: own('Trùng số căn cước'),
});

/** The other case stands otherwise. */
const knowing = (changes: Partial<CaseFact>) => {
  const { facts } = exampleContext();
  const other = { known: true, number: OTHER_NUMBER, revision: 3, ...changes };
  return { facts: { ...facts, cases: { ...CASE_FACTS, [OTHER_CASE]: other } } };
};

describe('a case that takes another one in (G-8)', () => {
  it.each(['received', 'awaiting_supplement', 'in_protection', 'resolved', 'unreachable'] as const)(
    'does so in %s, and stays where it is',
    (phase) => {
      after(caseIn(phase), step('MergeCases')).then(taken);
      expect(stateOf(caseIn(phase, step('MergeCases')))).toMatchObject({
        phase,
        merged: [
          { id: OTHER_CASE, number: OTHER_NUMBER, people: [SECOND_CITIZEN], on: EXAMPLE_DAY, reliedOn: null },
        ],
      });
    },
  );

  it('is another one, of cases that exist and go on', () => {
    const here = caseIn('received');
    after(here, step('MergeCases', { other: SAME_CASE })).thenRefused('consular-case.merged-with-itself', {
      number: 'BHCD-2022-0001',
    });
    after(here, step('MergeCases', { other: NO_CASE })).thenRefused('consular-case.unknown-case', {
      case: NO_CASE,
    });
    after(here, step('MergeCases', { evidence: ' ' })).thenRefused('consular-case.field-required', {
      field: 'evidence',
    });
    const inTheWay = refusal('consular-case.merge-of-ended-case', { number: OTHER_NUMBER, phase: 'closed' });
    after(here, step('MergeCases'), knowing({ unmergeable: inTheWay })).thenRefused(
      'consular-case.merge-of-ended-case',
      { number: OTHER_NUMBER, phase: 'closed' },
    );
    for (const phase of ['closed', 'withdrawn', 'transferred_out'] as const) {
      const code = `consular-case.${phase.replace('_', '-')}` as 'consular-case.closed';
      after(caseIn(phase), step('MergeCases')).thenRefused(code, { phase });
    }
  });

  it('takes none in that has people on its roster, by whom it could be found no more', () => {
    const { facts } = exampleContext();
    const listing = (onRoster: number) => ({ facts: { ...facts, onRoster } });
    after(caseIn('received'), step('MergeCases'), listing(30)).thenRefused('consular-case.merge-of-roster', {
      number: OTHER_NUMBER,
      people: 30,
    });
    after(caseIn('received'), step('MergeCases'), listing(0)).then(taken);
    after(surviving(), step('MergeCases'), listing(1)).thenNothing();
  });

  it('is merged into none itself', () => {
    const merged = { phase: 'merged', into: OTHER_NUMBER };
    after(mergedCase(), step('MergeCases')).thenRefused('consular-case.merged', merged);
    after(mergedCase({ unmerged: true }), step('MergeCases')).then(taken);
  });

  it('takes it in no earlier than either was opened', () => {
    after(caseIn('received'), step('MergeCases', {}, { on: '2022-03-09' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: '2022-03-09', after: 'ConsularCaseOpened', on: EXAMPLE_DAY },
    );
    after(caseIn('received'), step('MergeCases'), knowing({ openedOn: '2022-03-11' })).thenRefused(
      'consular-case.date-out-of-order',
      { occurredOn: EXAMPLE_DAY, after: 'ConsularCaseOpened', on: '2022-03-11' },
    );
  });

  it('takes it in once; what the other one does not know of yet is left to be finished', () => {
    after(surviving(), step('MergeCases')).thenNothing();
    const told = { number: OTHER_NUMBER, into: 'BHCD-2022-0001' };
    after(surviving(), step('MergeCases'), knowing({ mergedInto: 'BHCD-2022-0001' })).thenRefused(
      'consular-case.already-merged',
      told,
    );
  });

  it('gives it back as long as nothing was done since', () => {
    const back = event('MergeReverted', { merged: OTHER, reason: own('Hai người khác nhau') });
    const harmless: Step[] = [
      step('AddNote'),
      step('RecordContact'),
      step('AssignOfficer'),
      step('AttachDocument'),
      step('LinkCases'),
    ];
    after(surviving(), step('RevertMerge')).then(back);
    after(surviving(...harmless), step('RevertMerge')).then(back);
    for (const done of ['RequestSupplement', 'ForwardCase', 'RecordKindDetails', 'WithdrawCase'] as const) {
      const type = {
        RequestSupplement: 'SupplementRequested',
        ForwardCase: 'CaseForwarded',
        RecordKindDetails: 'KindDetailsRecorded',
        WithdrawCase: 'CaseWithdrawn',
      }[done];
      const later = { number: OTHER_NUMBER, event: type, on: EXAMPLE_DAY };
      after(surviving(step(done), step('AttachDocument')), step('RevertMerge')).thenRefused(
        'consular-case.merge-relied-on',
        later,
      );
    }
  });

  it('gives back what it has taken in, once, and not before that', () => {
    after(caseIn('received'), step('RevertMerge')).thenRefused('consular-case.nothing-merged');
    const third = { ...CASE_FACTS[OTHER_CASE]!, number: 'BHCD-2022-0009' };
    const { facts } = exampleContext();
    after(surviving(), step('RevertMerge', { other: NO_CASE }), {
      facts: { ...facts, cases: { [NO_CASE]: third } },
    }).thenRefused('consular-case.not-merged', { number: third.number });
    const reverted = surviving(step('RevertMerge'));
    after(reverted, step('RevertMerge')).thenRefused('consular-case.nothing-merged');
    // The other case was not told yet.
    after(reverted, step('RevertMerge'), knowing({ mergedInto: 'BHCD-2022-0001' })).thenNothing();
    const later = play(...STEPS_TO.verified, step('MergeCases', {}, { on: '2022-03-14' }));
    after(later, step('RevertMerge', {}, { on: '2022-03-12' })).thenRefused(
      'consular-case.date-out-of-order',
      {
        occurredOn: '2022-03-12',
        after: 'CasesMerged',
        on: '2022-03-14',
      },
    );
  });

  it('is as it was once it has given it back', () => {
    const { said: _said, ...before } = stateOf(caseIn('verified'));
    expect(stateOf(surviving(step('RevertMerge')))).toMatchObject(before);
  });

  it('cannot be merged itself: whichever took the other in first stands', () => {
    expect(unmergeable(stateOf(surviving()))).toMatchObject({
      code: 'consular-case.holds-merged-cases',
      details: { number: 'BHCD-2022-0001', merged: [OTHER_NUMBER] },
    });
    expect(unmergeable(stateOf(surviving(step('RevertMerge'))))).toBeNull();
  });
});

describe('a case that another one stands for (G-8)', () => {
  const beMerged: MergeConsequence = {
    type: 'BeMerged',
    data: { surviving: OTHER, people: [SECOND_CITIZEN], evidence: 'Trùng' },
  };
  const beUnmerged: MergeConsequence = {
    type: 'BeUnmerged',
    data: { surviving: OTHER, people: [SECOND_CITIZEN], reason: 'Nhầm' },
  };
  const elsewhere = { ...OTHER, id: SAME_CASE, number: 'BHCD-2022-0009' };
  const follow = (command: MergeConsequence, history: History) =>
    followMerge(command, stateOf(history), exampleContext());

  it('is only to be read: it takes no command at all', () => {
    const state = stateOf(mergedCase());
    for (const type of ['AddNote', 'AttachDocument', 'LinkCases', 'CloseCase', 'RecordOutcome'] as const) {
      const { command, source } = step(type);
      const context = exampleContext({ ...(source && { source }) });
      expect(() => consularCaseDecider.decide(command, state, context)).toThrow(
        expect.objectContaining({
          code: 'consular-case.merged',
          details: { phase: 'merged', into: OTHER_NUMBER },
        }) as Error,
      );
    }
  });

  it('becomes so, and stays so, without being asked', () => {
    expect(follow(beMerged, caseIn('in_protection'))).toMatchObject([
      { type: 'CaseMergedInto', data: { surviving: OTHER, evidence: own('Trùng') } },
    ]);
    expect(follow(beMerged, mergedCase())).toEqual([]);
    expect(follow(beUnmerged, mergedCase())).toMatchObject([{ type: 'CaseUnmerged' }]);
    expect(follow(beUnmerged, caseIn('received'))).toEqual([]);
  });

  it.each([
    ['has ended', caseIn('closed'), 'consular-case.closed'],
    ['is another office’s', handedOver(), 'consular-case.transferred-out'],
    ['stands for another one', surviving(), 'consular-case.holds-merged-cases'],
    ['is merged into another one', mergedCase(), 'consular-case.merged'],
  ])('does not become so when it %s', (_, history, code) => {
    const data = { surviving: elsewhere, people: [], evidence: 'Trùng' };
    expect(() => follow({ type: 'BeMerged', data }, history)).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });

  it('is given up by the surviving case when that was too late, whatever was done since', () => {
    const giveUp: MergeConsequence = {
      type: 'GiveUpMerge',
      data: { merged: OTHER, people: [SECOND_CITIZEN], reason: 'Nhầm' },
    };
    const busy = surviving(step('ForwardCase'));
    expect(follow(giveUp, busy)).toMatchObject([{ type: 'MergeReverted', data: { unfinished: true } }]);
    expect(follow(giveUp, caseIn('received'))).toEqual([]);
  });

  it.each(['received', 'awaiting_supplement', 'in_protection', 'resolved', 'unreachable'] as const)(
    'goes on in %s once it is one of its own again, as it was',
    (phase) => {
      const history = caseIn(phase);
      const both = [...follow(beMerged, history), ...follow(beUnmerged, mergedCase())];
      const back = stateOf(recorded<ConsularCaseEvent>(EXAMPLE_STREAM, [...history, ...both]));
      expect(back).toEqual(stateOf(history));
    },
  );

  it('says why it cannot be merged', () => {
    expect(unmergeable(stateOf(caseIn('verified')))).toBeNull();
    expect(unmergeable(stateOf(mergedCase()))).toMatchObject({
      code: 'consular-case.already-merged',
      details: { number: 'BHCD-2022-0001', into: OTHER_NUMBER },
    });
    for (const phase of ['closed', 'withdrawn', 'transferred_out'] as const) {
      expect(unmergeable(stateOf(caseIn(phase)))).toMatchObject({
        code: 'consular-case.merge-of-ended-case',
        details: { number: 'BHCD-2022-0001', phase },
      });
    }
  });
});
