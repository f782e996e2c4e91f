import fc from 'fast-check';
import { effectiveHistory, type Recorded, startOfDay } from '#kernel';
import { historyAt } from './as-at.js';

const event = (
  revision: number,
  occurredOn: string,
  recordedAt: string,
  [type, data]: readonly [string, unknown] = ['Noted', {}],
): Recorded => ({ id: `e${revision}`, type, data, occurredOn, recordedAt, revision }) as Recorded;

const opened = event(0, '2022-03-09', '2022-03-09T02:00:00.000Z');
const late = event(1, '2022-03-01', '2022-03-11T02:00:00.000Z');
const noted = event(2, '2022-03-12', '2022-03-12T02:00:00.000Z');
const corrected = event(3, '2022-03-14', '2022-03-14T02:00:00.000Z', [
  'FactCorrected',
  { target: 'e2', payload: { text: 'B' }, correctedOccurredOn: '2022-03-10' },
]);
const voided = event(4, '2022-03-15', '2022-03-15T02:00:00.000Z', ['EventVoided', { target: 'e1' }]);
const history = [opened, late, noted, corrected, voided];

const atOffice = (day: string) => startOfDay(day, 'Asia/Ho_Chi_Minh');
const ids = (events: readonly Recorded[]) => events.map(({ id }) => id);

describe('the past of a stream', () => {
  it('by revision is what that revision had seen', () => {
    expect(ids(historyAt(history, { revision: 2 }, atOffice))).toEqual(['e0', 'e1', 'e2']);
    expect(historyAt(history, { revision: 3 }, atOffice)[2]).toMatchObject({
      id: 'e2',
      occurredOn: '2022-03-10',
      data: { text: 'B' },
    });
    expect(historyAt(history, { revision: -1 }, atOffice)).toEqual([]);
  });

  it('on the recorded clock is what had been recorded by that moment', () => {
    const at = (asAt: string) => historyAt(history, { asAt, clock: 'recorded' }, atOffice);
    expect(ids(at('2022-03-10T00:00:00.000Z'))).toEqual(['e0']);
    expect(ids(at('2022-03-11T02:00:00.000Z'))).toEqual(['e0', 'e1']);
    expect(at('2022-03-13T00:00:00.000Z')).toEqual([opened, late, noted]);
    expect(ids(at('2022-03-16T00:00:00.000Z'))).toEqual(['e0', 'e2', 'e3', 'e4']);
  });

  it('on the occurred clock is what had happened by that moment, as it is known today', () => {
    const at = (asAt: string) => ids(historyAt(history, { asAt, clock: 'occurred' }, atOffice));
    expect(at('2022-03-05T00:00:00.000Z')).toEqual([]);
    expect(at('2022-03-11T00:00:00.000Z')).toEqual(['e0', 'e2']);
  });

  it('lets a day begin at midnight at the office', () => {
    const at = (asAt: string) => ids(historyAt([opened], { asAt, clock: 'occurred' }, atOffice));
    expect(at('2022-03-08T16:59:59.999Z')).toEqual([]);
    expect(at('2022-03-08T17:00:00.000Z')).toEqual(['e0']);
  });

  it('as at now is the present', () => {
    const now = '2022-04-01T00:00:00.000Z';
    fc.assert(
      fc.property(fc.subarray(history), fc.constantFrom('recorded', 'occurred'), (events, clock) => {
        expect(historyAt(events, { asAt: now, clock }, atOffice)).toEqual(effectiveHistory(events));
      }),
    );
  });
});
