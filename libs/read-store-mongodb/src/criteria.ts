import { type Document } from 'mongodb';
import { type FieldTest, type FilterNode } from '#event-sourcing';
import { pathOf } from './collection-schema.js';

/** A filter in MongoDB's own words. */
export type Criteria = Document;

export const NOTHING: Criteria = { _id: { $in: [] } };

/** All of them together. */
export function allOf(parts: readonly Criteria[]): Criteria {
  const asking = parts.filter((part) => Object.keys(part).length > 0);
  const [only = {}] = asking;
  return asking.length > 1 ? { $and: asking } : only;
}

/** Any of them. */
export const anyOf = (parts: readonly Criteria[]): Criteria => (parts.length > 0 ? { $or: parts } : NOTHING);

/** Documents that `node` means, tombstones left out. */
export const liveCriteria = (node: FilterNode): Criteria =>
  allOf([criteriaOf(node), ...(passesByTombstones(node) ? [] : [{ body: { $ne: null } }])]);

/** `node` in MongoDB's words; a tombstone is to it a document without fields. */
export function criteriaOf(node: FilterNode): Criteria {
  switch (node.kind) {
    case 'and':
      return allOf(node.parts.map(criteriaOf));
    case 'or':
      return anyOf(node.parts.map(criteriaOf));
    case 'not':
      return { $nor: [criteriaOf(node.part)] };
    case 'test':
      return { [pathOf(node.field)]: conditionOf(node) };
  }
}

function conditionOf(test: FieldTest): Document {
  switch (test.operator) {
    case 'exists':
      return { $exists: true };
    case 'prefix':
      // Two bounds would be met by two elements of one array; of a pattern MongoDB makes the same two bounds.
      return { $regex: `^${escaped(test.value)}` };
    case 'in':
      return { $in: test.value };
    default:
      return { [`$${test.operator}`]: test.value };
  }
}

const escaped = (text: string): string =>
  text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replaceAll('\0', '\\x00');

/** True when no tombstone can match: something is asked for that it has not. */
function passesByTombstones(node: FilterNode): boolean {
  switch (node.kind) {
    case 'and':
      return node.parts.some(passesByTombstones);
    case 'or':
      return node.parts.every(passesByTombstones);
    case 'not':
      return false;
    case 'test':
      return node.field !== 'id' && node.field !== 'revision' && !matchesNothing(node);
  }
}

function matchesNothing(test: FieldTest): boolean {
  if (test.operator === 'eq') return test.value === null;
  return test.operator === 'in' && test.value.includes(null);
}
