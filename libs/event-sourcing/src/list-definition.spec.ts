import { assertServed, type ListDefinition } from './list-definition.js';
import { type IndexDefinition } from './read-store.port.js';

const asc = (field: string) => ({ field, direction: 'asc' as const });
const desc = (field: string) => ({ field, direction: 'desc' as const });

const list: ListDefinition = {
  name: 'things',
  sorts: { day: { asc: [asc('day')], desc: [desc('day')] } },
  defaultSort: [desc('day')],
  filters: ['kind'],
  elements: ['words'],
  ranges: ['day'],
};
const indexes: IndexDefinition[] = [
  { name: 'day', keys: [asc('day')] },
  { name: 'latest', keys: [desc('day')] },
  { name: 'kind', keys: [asc('kind'), desc('day')] },
  { name: 'words', keys: [asc('words')], many: true },
];

describe('a list', () => {
  it('is served when every sort and every filter has its index', () => {
    expect(() => assertServed(list, indexes)).not.toThrow();
  });

  it.each([
    ['day', 'list things: no index serves sort day'],
    ['latest', 'list things: no index serves sort day, descending; the default sort'],
    ['kind', 'list things: no index serves filter kind'],
    ['words', 'list things: no index serves filter words'],
  ])('is refused without the index %s', (name, message) => {
    const left = indexes.filter((index) => index.name !== name);
    expect(() => assertServed(list, left)).toThrow(message);
  });

  it('is refused when a filter has another order behind it', () => {
    const other = indexes.map((index) => (index.name === 'kind' ? { ...index, keys: [asc('kind')] } : index));
    expect(() => assertServed(list, other)).toThrow('no index serves filter kind');
  });
});
