import { effectiveHistory, factsOf, type Recorded } from './index.js';

const recorded = (revision: number, type: string, data: unknown, occurredOn = '2022-01-03'): Recorded => ({
  id: `e${revision}`,
  type,
  data,
  occurredOn,
  stream: 'case-1',
  revision,
  position: String(revision),
  recordedAt: '2022-01-03T00:00:00.000Z',
  actor: { id: 'a', role: 'officer', unit: 'u' },
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
});

const opened = recorded(0, 'Opened', { kind: 'detention' });
const noted = recorded(1, 'Noted', { text: 'x' });
const correct = (revision: number, target: string, payload: unknown, correctedOccurredOn = '2022-01-02') =>
  recorded(revision, 'FactCorrected', {
    target,
    targetType: 'Opened',
    targetVersion: 1,
    payload,
    correctedOccurredOn,
  });
const voidOf = (revision: number, target: string) => recorded(revision, 'EventVoided', { target });

describe('the effective history', () => {
  it('is the history where nothing was corrected', () => {
    const history = [opened, noted];
    expect(effectiveHistory(history)).toBe(history);
  });

  it('carries a correction at the place and on the day of what it corrects', () => {
    const correction = correct(2, 'e0', { kind: 'death_abroad' });
    const corrected = { ...opened, data: { kind: 'death_abroad' }, occurredOn: '2022-01-02' };
    expect(effectiveHistory([opened, noted, correction])).toEqual([corrected, noted, correction]);
    expect(factsOf([opened, noted, correction])).toEqual([corrected, noted]);
  });

  it('takes the last correction', () => {
    const history = [opened, correct(1, 'e0', { kind: 'a' }), correct(2, 'e0', { kind: 'b' })];
    expect(factsOf(history).map(({ data }) => data)).toEqual([{ kind: 'b' }]);
  });

  it('leaves out what was voided', () => {
    expect(factsOf([opened, noted, voidOf(2, 'e1')])).toEqual([opened]);
  });

  it('goes back to the correction before, or to the original, when a correction is voided', () => {
    const twice = [opened, correct(1, 'e0', { kind: 'a' }), correct(2, 'e0', { kind: 'b' })];
    expect(factsOf([...twice, voidOf(3, 'e2')]).map(({ data }) => data)).toEqual([{ kind: 'a' }]);
    expect(factsOf([...twice, voidOf(3, 'e2'), voidOf(4, 'e1')])).toEqual([opened]);
  });

  it('brings back what a voided voiding had taken out', () => {
    expect(factsOf([opened, noted, voidOf(2, 'e1'), voidOf(3, 'e2')])).toEqual([opened, noted]);
  });
});
