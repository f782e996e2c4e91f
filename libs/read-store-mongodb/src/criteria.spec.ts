import { parseFilter, type Filter } from '#event-sourcing';
import { liveCriteria } from './criteria.js';
import { behind, stretchesBehind } from './keyset.js';

const LIVE = { body: { $ne: null } };

describe('filters in MongoDB’s words', () => {
  it.each<[Filter, object]>([
    [{}, LIVE],
    [{ id: 'a' }, { $and: [{ _id: { $eq: 'a' } }, LIVE] }],
    [{ revision: { $gt: 1 } }, { $and: [{ revision: { $gt: 1 } }, LIVE] }],
    [{ status: 'open' }, { 'body.status': { $eq: 'open' } }],
    [{ status: null }, { $and: [{ 'body.status': { $eq: null } }, LIVE] }],
    [{ status: { $in: ['a', null] } }, { $and: [{ 'body.status': { $in: ['a', null] } }, LIVE] }],
    [{ 'place.country': { $exists: true } }, { 'body.place.country': { $exists: true } }],
    [{ $not: { a: 1 } }, { $and: [{ $nor: [{ 'body.a': { $eq: 1 } }] }, LIVE] }],
    [{ a: 1, $not: { b: 2 } }, { $and: [{ 'body.a': { $eq: 1 } }, { $nor: [{ 'body.b': { $eq: 2 } }] }] }],
    [{ $or: [{ a: 1 }, { b: 2 }] }, { $or: [{ 'body.a': { $eq: 1 } }, { 'body.b': { $eq: 2 } }] }],
    [{ $or: [] }, { _id: { $in: [] } }],
    [{ a: { $prefix: 'q.*\0(đ' } }, { 'body.a': { $regex: '^q\\.\\*\\x00\\(đ' } }],
  ])('%j', (filter, criteria) => {
    const found = liveCriteria(parseFilter(filter));
    expect(found).toEqual(criteria);
  });
});

describe('what comes behind a document', () => {
  const order = [
    { field: 'openedOn', direction: 'desc' },
    { field: 'id', direction: 'desc' },
  ] as const;

  it('is read as one range of the index after the other', () => {
    expect(stretchesBehind(order, ['2024-01-01', 'a'])).toEqual([
      { where: { $and: [{ 'body.openedOn': '2024-01-01' }, { _id: { $lt: 'a' } }] }, order: order.slice(1) },
      { where: { 'body.openedOn': { $lt: '2024-01-01' } }, order },
      { where: { 'body.openedOn': null }, order: order.slice(1) },
    ]);
    expect(stretchesBehind([{ field: 'openedOn', direction: 'asc' }], [null])).toEqual([
      { where: { 'body.openedOn': { $ne: null } }, order: [{ field: 'openedOn', direction: 'asc' }] },
    ]);
  });

  it('is one condition where documents are sorted afterwards', () => {
    expect(behind(order, ['2024-01-01', 'a'])).toEqual({
      $or: [
        { 'body.openedOn': { $lt: '2024-01-01' } },
        { 'body.openedOn': null },
        { $and: [{ 'body.openedOn': '2024-01-01' }, { $or: [{ _id: { $lt: 'a' } }] }] },
      ],
    });
  });
});
