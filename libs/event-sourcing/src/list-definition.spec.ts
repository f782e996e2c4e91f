import { assertServed, filterOf, type ListDefinition } from './list-definition.js';
import { parseFilter } from './read-store-filter.js';
import { type IndexDefinition, type IndexKey } from './read-store.port.js';

const asc = (field: string): IndexKey => ({ field, direction: 'asc' });
const desc = (field: string): IndexKey => ({ field, direction: 'desc' });

const LIST: ListDefinition = {
  filters: {
    unit: { field: 'unit.id', kind: 'equal', selective: true },
    status: { field: 'status', kind: 'equal' },
    opened: { field: 'openedOn', kind: 'range', selective: false },
    number: { field: 'number', kind: 'prefix', selective: true },
    subject: { field: 'people.ref', kind: 'many', selective: true },
    search: { field: 'words', kind: 'words', selective: true },
    day: { field: 'openedOn', kind: 'equal', selective: true },
  },
  sorts: { newest: [desc('openedOn')], dueFirst: [asc('dueOn'), desc('openedOn')] },
  defaultSort: 'newest',
};

const INDEXES: readonly IndexDefinition[] = [
  { name: 'newest', keys: [desc('openedOn')] },
  { name: 'due', keys: [asc('dueOn'), desc('openedOn')] },
  { name: 'unit', keys: [asc('unit.id'), desc('openedOn')] },
  { name: 'number', keys: [asc('number')] },
  { name: 'subject', keys: [asc('people.ref')], many: true },
  { name: 'words', keys: [asc('words')], many: true },
];

describe('assertServed', () => {
  it('takes a list whose sorts and selective filters have their index', () => {
    expect(() => assertServed(LIST, INDEXES)).not.toThrow();
  });

  it.each([
    ['newest', 'no index serves the sort newest: it needs one on openedOn desc'],
    ['due', 'no index serves the sort dueFirst: it needs one on dueOn asc, openedOn desc'],
    ['unit', 'no index serves the selective filter unit: it needs one on unit.id, openedOn desc'],
    ['number', 'no index serves the selective filter number: it needs one on number'],
    ['subject', 'no index serves the selective filter subject: it needs a many index on people.ref'],
    ['words', 'no index serves the selective filter search: it needs a many index on words'],
  ])('names what is not served without the index %s', (name, message) => {
    const others = INDEXES.filter((index) => index.name !== name);
    expect(() => assertServed(LIST, others)).toThrow(new Error(message));
  });

  it.each<[string, IndexDefinition]>([
    ['of another field', { name: 'newest', keys: [desc('closedOn')] }],
    ['with further keys', { name: 'newest', keys: [desc('openedOn'), asc('status')] }],
    ['over elements', { name: 'newest', keys: [desc('openedOn')], many: true }],
  ])('does not take an index %s for a sort', (_, index) => {
    const indexes = [index, ...INDEXES.filter(({ name }) => name !== 'newest')];
    expect(() => assertServed(LIST, indexes)).toThrow('the sort newest');
  });

  it('takes an index that is read from its end, but no other mixture of directions', () => {
    const replaced = (index: IndexDefinition) => [
      index,
      ...INDEXES.filter(({ name }) => name !== index.name),
    ];
    const reversed = { name: 'due', keys: [desc('dueOn'), asc('openedOn')] };
    expect(() => assertServed(LIST, replaced(reversed))).not.toThrow();
    expect(() => assertServed(LIST, replaced({ name: 'newest', keys: [asc('openedOn')] }))).not.toThrow();
    const other = { name: 'due', keys: [asc('dueOn'), asc('openedOn')] };
    expect(() => assertServed(LIST, replaced(other))).toThrow('the sort dueFirst');
  });

  it('does not take an index without the default sort, or a single one for elements', () => {
    const replaced = (index: IndexDefinition) => [
      index,
      ...INDEXES.filter(({ name }) => name !== index.name),
    ];
    expect(() => assertServed(LIST, replaced({ name: 'unit', keys: [asc('unit.id')] }))).toThrow(
      'filter unit',
    );
    expect(() => assertServed(LIST, replaced({ name: 'words', keys: [asc('words')] }))).toThrow(
      'filter search',
    );
    const many = { name: 'number', keys: [asc('number')], many: true };
    expect(() => assertServed(LIST, replaced(many))).toThrow('filter number');
  });

  it('refuses a default sort that is not there', () => {
    expect(() => assertServed({ ...LIST, defaultSort: 'oldest' }, INDEXES)).toThrow(
      'the default sort oldest',
    );
  });
});

describe('filterOf', () => {
  it('turns values into conditions that must all hold', () => {
    const filter = filterOf(LIST, {
      unit: 'consular',
      status: ['open', 'waiting'],
      opened: { from: '2024-01-01', to: '2024-12-31' },
      number: 'BHCD-',
      subject: 'subject-1',
      search: ['nguy', 'an'],
      day: undefined,
    });
    expect(filter).toEqual({
      $and: [
        { 'unit.id': { $eq: 'consular' } },
        { status: { $in: ['open', 'waiting'] } },
        { openedOn: { $gte: '2024-01-01', $lte: '2024-12-31' } },
        { number: { $prefix: 'BHCD-' } },
        { 'people.ref': { $eq: 'subject-1' } },
        { words: { $prefix: 'nguy' } },
        { words: { $prefix: 'an' } },
      ],
    });
    expect(() => parseFilter(filter)).not.toThrow();
  });

  it('leaves out what is not asked, and open ends', () => {
    expect(filterOf(LIST, {})).toEqual({ $and: [] });
    expect(filterOf(LIST, { opened: { from: '2024-01-01' }, status: null })).toEqual({
      $and: [{ openedOn: { $gte: '2024-01-01' } }, { status: { $eq: null } }],
    });
  });

  it('refuses a name that is no filter', () => {
    expect(() => filterOf(LIST, { colour: 'red' })).toThrow(new Error('colour is not a filter of this list'));
    expect(() => filterOf(LIST, { constructor: 'x' })).toThrow();
  });
});
