import { personal } from '#kernel';
import { cellOf, counted, withoutPersonal } from './values.js';

describe('values on a terminal', () => {
  it.each<[unknown, string]>([
    [null, '–'],
    [undefined, '–'],
    ['', '–'],
    [[], '–'],
    ['hall', 'hall'],
    [false, 'false'],
    [0, '0'],
    [['a', 'b'], 'a, b'],
    [{ to: 'hall', by: null, tags: [] }, 'to: hall'],
    [
      [
        { id: 1, kind: 'x' },
        { id: 2, kind: 'y' },
      ],
      'id: 1, kind: x\nid: 2, kind: y',
    ],
  ])('shows %j as %j', (value, cell) => expect(cellOf(value)).toBe(cell));

  it('hides what is personal wherever it stands, sealed or not yet', () => {
    const sealed = { $sealed: { key: 'k', wrapped: 'w', data: 'd', commitment: 'c' } };
    const data = { name: sealed, notes: [{ text: personal('x', []), size: 1 }], none: null };
    expect(withoutPersonal(data)).toEqual({
      name: '[sealed]',
      notes: [{ text: '[sealed]', size: 1 }],
      none: null,
    });
  });

  it('counts', () => {
    expect([counted(0, 'event'), counted(1, 'event'), counted(1234, 'event')]).toEqual([
      '0 events',
      '1 event',
      '1,234 events',
    ]);
  });
});
