import { type CommandContext, DomainError, fold, personal, type Recorded } from '#kernel';
import { type SubjectCommand, type SubjectContextFacts } from './commands.js';
import { followMerge, type MergeConsequence } from './decide/be-merged.js';
import { subjectDecider } from './decider.js';
import { type SubjectEvent } from './events.js';
import { type OtherRecord, unmergeable } from './merging.js';
import { subjectStream } from './names.js';

const SELF = '5e3b7c1a-9f04-5b6d-8a2e-1c7d90e4f312';
const OTHER = '6b0f7b61-3f5e-5d3c-9b1a-2f4d6c8e0a11';
const DAY = '2022-03-10';
const both = (text: string) => personal(text, [subjectStream(SELF), subjectStream(OTHER)]);

const event = (type: string, data: object, occurredOn = DAY): SubjectEvent =>
  ({ type, data, occurredOn }) as SubjectEvent;
const born = event('SubjectRegistered', { kind: 'person', details: { name: personal('Mẫu', []) } });
const REF = { id: OTHER, seenRevision: 4 };
const merged = event('SubjectsMerged', { merged: REF, evidence: both('Trùng số') });
const mergedInto = event('SubjectMergedInto', { surviving: REF, evidence: both('Trùng số') });
const corrected = event('SubjectDetailsCorrected', { changes: {}, reason: both('x') }, '2022-03-12');
const erased = event('PersonalDataErased', {});

const context = (other?: OtherRecord): CommandContext<SubjectContextFacts> => ({
  actor: { id: 'officer-1', role: 'officer', unit: 'consular' },
  now: '2022-03-15T02:00:00.000Z',
  today: '2022-03-15',
  occurredOn: DAY,
  facts: { stream: subjectStream(SELF), provinces: new Set(), ...(other && { other }) },
});
const there: OtherRecord = { known: true, kind: 'person', revision: 4 };

const stateOf = (...history: readonly SubjectEvent[]) =>
  fold(
    subjectDecider,
    history.map((each, revision) => ({ ...each, revision }) as Recorded<SubjectEvent>),
  );

const decide = (
  history: readonly SubjectEvent[],
  command: SubjectCommand,
  other: OtherRecord | undefined = there,
) => subjectDecider.decide(command, stateOf(...history), context(other));

function refusal(work: () => unknown): { code: string; details: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}

const merge = (other = OTHER, evidence = 'Trùng số'): SubjectCommand => ({
  type: 'MergeSubjects',
  data: { other, evidence },
});
const revert: SubjectCommand = { type: 'RevertSubjectMerge', data: { other: OTHER, reason: 'Hai người' } };
const follow = (type: MergeConsequence['type'], ...history: readonly SubjectEvent[]) => {
  const data = { self: SELF, why: 'Trùng số', [type === 'GiveUpMerge' ? 'merged' : 'surviving']: REF };
  return followMerge({ type, data } as MergeConsequence, stateOf(...history), context());
};

describe('two records of one person', () => {
  it('become one: the surviving record takes the other in', () => {
    expect(decide([born], merge())).toEqual([merged]);
    expect(follow('BeMerged', born)).toEqual([mergedInto]);
  });

  it.each<[string, readonly SubjectEvent[], SubjectCommand, OtherRecord, string]>([
    ['a record with itself', [born], merge(SELF), there, 'subject.merged-with-itself'],
    ['with one that there is not', [born], merge(), { known: false, revision: -1 }, 'subject.other-unknown'],
    [
      'a person with a legal entity',
      [born],
      merge(),
      { ...there, kind: 'legal_entity' },
      'subject.merge-of-another-kind',
    ],
    ['into a merged one', [born, mergedInto], merge(), there, 'subject.merged'],
    ['an erased one', [born, erased], merge(), there, 'subject.erased'],
    [
      'with an erased one',
      [born],
      merge(),
      { ...there, unmergeable: new DomainError('subject.erased', 'erased') },
      'subject.erased',
    ],
    ['for no reason', [born], merge(OTHER, ' '), there, 'subject.reason-required'],
  ])('are not merged: %s', (_, history, command, other, code) => {
    expect(refusal(() => decide(history, command, other)).code).toBe(code);
  });

  it('are in no ring, and in no chain', () => {
    const surviving = stateOf(born, merged);
    expect(surviving.phase === 'registered' && unmergeable(surviving)?.code).toBe('subject.holds-merged');
    const away = stateOf(born, mergedInto);
    expect(away.phase === 'registered' && unmergeable(away)?.code).toBe('subject.already-merged');
    expect(refusal(() => follow('BeMerged', born, merged)).code).toBe('subject.holds-merged');
  });

  it('are merged once; what a crash cut short is left to be told', () => {
    expect(decide([born, merged], merge())).toEqual([]);
    expect(follow('BeMerged', born, mergedInto)).toEqual([]);
    expect(follow('GiveUpMerge', born, merged)).toMatchObject([
      { type: 'SubjectMergeReverted', data: { merged: REF, unfinished: true } },
    ]);
    expect(follow('GiveUpMerge', born)).toEqual([]);
  });

  it('are restricted and released each, the merged one too', () => {
    const data = { ground: 'request', reason: 'đơn' } as const;
    const [restricted] = decide([born, mergedInto], { type: 'RestrictProcessing', data });
    expect(restricted?.type).toBe('ProcessingRestricted');
    const lifted = decide([born, restricted!, mergedInto], { type: 'LiftRestriction', data });
    expect(lifted.map(({ type }) => type)).toEqual(['RestrictionLifted']);
  });

  it('are read, the one that was merged, and not changed', () => {
    const change: SubjectCommand = {
      type: 'CorrectSubjectDetails',
      data: { changes: { name: 'Thử' }, reason: 'nhập sai' },
    };
    expect(refusal(() => decide([born, mergedInto], change))).toEqual({
      code: 'subject.merged',
      details: { into: OTHER },
    });
  });
});

describe('a merge of records', () => {
  const reverted = event('SubjectMergeReverted', { merged: REF, reason: both('Hai người') });

  it('is taken back on both sides, and then everything is as before', () => {
    expect(decide([born, merged], revert)).toEqual([reverted]);
    expect(stateOf(born, merged, reverted)).toEqual(stateOf(born));
    const [unmerged] = follow('BeUnmerged', born, mergedInto);
    expect(stateOf(born, mergedInto, unmerged!)).toEqual(stateOf(born));
    expect(follow('BeUnmerged', born)).toEqual([]);
  });

  it('is not taken back once the surviving record was changed', () => {
    expect(refusal(() => decide([born, merged, corrected], revert))).toEqual({
      code: 'subject.merge-relied-on',
      details: { on: '2022-03-12' },
    });
  });

  it('is taken back where there is one, or the other side has still to be told', () => {
    expect(refusal(() => decide([born], revert)).code).toBe('subject.not-merged');
    expect(decide([born], revert, { ...there, mergedInto: SELF })).toEqual([]);
    const gone = { ...there, unmergeable: new DomainError('subject.erased', 'erased') };
    expect(refusal(() => decide([born, merged], revert, gone)).code).toBe('subject.erased');
  });
});
