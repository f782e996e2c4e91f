import { type DomainEvent, isProcedural, type Recorded } from '#kernel';
import { fieldDiff, historySteps, type LabelledField } from './field-diff.js';

const phase: LabelledField = { field: 'phase', label: { vi: 'Giai đoạn', en: 'Phase' } };
const place: LabelledField = { field: 'where.place', label: { vi: 'Nơi', en: 'Place' } };
const tags: LabelledField = { field: 'tags', label: { vi: 'Nhãn', en: 'Tags' } };

describe('fieldDiff', () => {
  it('names the fields whose values differ, in the order they are declared', () => {
    const before = { phase: 'open', where: { place: 'A' }, tags: ['x'], other: 1 };
    const after = { phase: 'closed', where: { place: 'B' }, tags: ['x'], other: 2 };
    expect(fieldDiff(before, after, [place, tags, phase])).toEqual([
      { ...place, before: 'A', after: 'B' },
      { ...phase, before: 'open', after: 'closed' },
    ]);
  });

  it('takes a document or a field that is not there as one without a value', () => {
    expect(fieldDiff(null, { phase: 'open' }, [phase, place])).toEqual([
      { ...phase, before: null, after: 'open' },
    ]);
    expect(fieldDiff({ phase: 'open' }, { phase: undefined }, [phase])).toEqual([
      { ...phase, before: 'open', after: null },
    ]);
  });

  it('compares values as JSON', () => {
    const one = { tags: [{ a: 1, b: [1, 2], c: undefined }] };
    expect(fieldDiff(one, { tags: [{ b: [1, 2], a: 1 }] }, [tags])).toEqual([]);
    expect(fieldDiff(one, { tags: [{ b: [2, 1], a: 1 }] }, [tags])).toHaveLength(1);
    expect(fieldDiff({ tags: [] }, { tags: {} }, [tags])).toHaveLength(1);
  });
});

describe('historySteps', () => {
  type Moved = DomainEvent<'Moved', { place: string }>;
  const evolve = (document: object | null, event: Recorded<Moved>) =>
    isProcedural(event) ? document : { where: { place: event.data.place } };
  const recorded = (id: string, type: string, data: unknown) =>
    ({ id, type, data, occurredOn: '2022-01-03' }) as unknown as Recorded<Moved>;

  it('gives each event with what it changed', () => {
    const history = [
      recorded('1', 'Moved', { place: 'A' }),
      recorded('2', 'Moved', { place: 'A' }),
      recorded('3', 'Moved', { place: 'B' }),
    ];
    expect(historySteps(history, evolve, [place])).toEqual([
      {
        event: history[0],
        before: null,
        after: { where: { place: 'A' } },
        changes: [{ ...place, before: null, after: 'A' }],
        unfoldable: false,
      },
      {
        event: history[1],
        before: { where: { place: 'A' } },
        after: { where: { place: 'A' } },
        changes: [],
        unfoldable: false,
      },
      {
        event: history[2],
        before: { where: { place: 'A' } },
        after: { where: { place: 'B' } },
        changes: [{ ...place, before: 'A', after: 'B' }],
        unfoldable: false,
      },
    ]);
  });

  it('tells what follows an event that cannot be folded without differences, until a correction mends it', () => {
    const correction = { target: '2', payload: { place: 'C' }, correctedOccurredOn: '2022-01-02' };
    const history = [
      recorded('1', 'Moved', { place: 'A' }),
      recorded('2', 'Moved', null),
      recorded('3', 'Moved', { place: 'B' }),
      recorded('4', 'EventVoided', { target: '3' }),
      recorded('5', 'FactCorrected', correction),
      recorded('6', 'Moved', { place: 'D' }),
    ];
    const told = historySteps(history, evolve, [place]).map(({ unfoldable, changes }) => [
      unfoldable,
      changes.map(({ before, after }) => [before, after]),
    ]);
    expect(told).toEqual([
      [false, [[null, 'A']]],
      [true, []],
      [true, []],
      [true, []],
      [false, [['A', 'C']]],
      [false, [['C', 'D']]],
    ]);
  });

  it('shows at a correction and at a voiding what became different by it', () => {
    const correction = { target: '1', payload: { place: 'C' }, correctedOccurredOn: '2022-01-02' };
    const history = [
      recorded('1', 'Moved', { place: 'A' }),
      recorded('2', 'FactCorrected', correction),
      recorded('3', 'EventVoided', { target: '2' }),
      recorded('4', 'EventVoided', { target: '1' }),
    ];
    expect(historySteps(history, evolve, [place]).map(({ changes }) => changes)).toEqual([
      [{ ...place, before: null, after: 'A' }],
      [{ ...place, before: 'A', after: 'C' }],
      [{ ...place, before: 'C', after: 'A' }],
      [{ ...place, before: 'A', after: null }],
    ]);
  });
});
