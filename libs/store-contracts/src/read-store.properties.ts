import fc from 'fast-check';
import {
  type CollectionDefinition,
  type Document,
  type Filter,
  type FindQuery,
  type ReadStore,
} from '#event-sourcing';
import { MemoryReadStore } from '#read-store-memory';

/** Fields by the shape of what they hold; half of them have an index. */
const DEFINITION: CollectionDefinition = {
  name: 'things',
  version: '1',
  indexes: [
    { name: 'text', keys: [{ field: 'text', direction: 'asc' }] },
    { name: 'number', keys: [{ field: 'number', direction: 'desc' }] },
    {
      name: 'flag',
      keys: [
        { field: 'flag', direction: 'asc' },
        { field: 'number', direction: 'desc' },
      ],
    },
    {
      name: 'deep',
      keys: [
        { field: 'in.text', direction: 'desc' },
        { field: 'text', direction: 'asc' },
      ],
    },
    { name: 'tags', keys: [{ field: 'tags', direction: 'asc' }], many: true },
    { name: 'refs', keys: [{ field: 'items.ref', direction: 'asc' }], many: true },
  ],
};

const TEXTS = ['', 'a', 'ab', 'abc', 'B', 'đ', '\ue000', '\ud7ff', '🏔', '🏔x', '\u{10ffff}', "'", '%', '"'];
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(-1, 0, 1, 2, 2.5, 10, 9_007_199_254_740_991);
/** Sums of these are the same in any order. */
const summand = fc.constantFrom(-1, 0, 1, 2, 2.5, 10);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const body = fc.record(
  {
    text: optional(text),
    plain: optional(text),
    number: optional(number),
    amount: optional(summand),
    flag: optional(fc.boolean()),
    mark: optional(fc.boolean()),
    in: fc.record({ text: optional(text), number: optional(number) }, { requiredKeys: [] }),
    tags: fc.array(text, { maxLength: 3 }),
    labels: fc.array(text, { maxLength: 3 }),
    counts: fc.array(number, { maxLength: 3 }),
    items: fc.array(fc.record({ ref: text, size: number, names: fc.array(text, { maxLength: 2 }) }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
);

const document = fc
  .record({ id: fc.nat(30), revision: fc.nat(5), body: fc.option(body, { nil: null, freq: 8 }) })
  .map(({ id, revision, body: content }) => ({
    id: `d-${id}`,
    revision,
    body: content && { ...content, id: `d-${id}`, revision },
  }));

const SINGLE = {
  text: ['text', 'plain', 'in.text'],
  number: ['number', 'amount', 'in.number', 'revision'],
  flag: ['flag', 'mark'],
};
const MANY = { text: ['tags', 'labels', 'items.ref', 'items.names'], number: ['counts', 'items.size'] };

/** Conditions on fields that hold values of the operand's type; across arrays nothing is compared with `null`. */
const comparison = (
  fields: readonly string[],
  value: fc.Arbitrary<string | number>,
  nil: fc.Arbitrary<null>[],
) =>
  fc
    .tuple(
      fc.constantFrom(...fields),
      fc.oneof(
        fc.record({ $eq: fc.oneof(value, ...nil) }),
        fc.record({ $ne: fc.oneof(value, ...nil) }),
        fc.record({ $in: fc.array(fc.oneof(value, ...nil), { maxLength: 3 }) }),
        fc.record({ $nin: fc.array(fc.oneof(value, ...nil), { maxLength: 3 }) }),
        fc.record({ $gt: value, $lt: value }, { requiredKeys: [] }),
        fc.record({ $gte: value, $lte: value }, { requiredKeys: [] }),
      ),
    )
    .map(([field, condition]): Filter => ({ [field]: condition }));

const special = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SINGLE.text, ...MANY.text), text)
    .map(([field, $prefix]): Filter => ({ [field]: { $prefix } })),
  fc
    .tuple(fc.constantFrom(...SINGLE.text, ...SINGLE.number, 'tags', 'items'), fc.boolean())
    .map(([field, $exists]): Filter => ({ [field]: { $exists } })),
  fc
    .tuple(fc.constantFrom(...SINGLE.flag), optional(fc.boolean()), fc.constantFrom('$eq', '$ne'))
    .map(([field, value, operator]): Filter => ({ [field]: { [operator]: value } })),
);

const NULL = [fc.constant(null)];
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison(SINGLE.text, text, NULL),
    comparison(SINGLE.number, number, NULL),
    comparison(MANY.text, text, []),
    comparison(MANY.number, number, []),
    special,
    fc.array(tie('filter'), { maxLength: 3 }).map(($and): Filter => ({ $and })),
    fc.array(tie('filter'), { maxLength: 3 }).map(($or): Filter => ({ $or })),
    tie('filter').map(($not): Filter => ({ $not })),
  ),
}));

const sort = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(...SINGLE.text, ...SINGLE.number, ...SINGLE.flag, 'id'),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  }),
  { maxLength: 3, selector: ({ field }) => field },
);

const question = fc.record({
  filter,
  sort: fc.oneof(
    sort,
    fc.constantFrom(...DEFINITION.indexes.filter(({ many }) => !many).map(({ keys }) => [...keys])),
  ),
  limit: fc.integer({ min: 1, max: 6 }),
  examineLimit: fc.constantFrom(1, 5, 10_000),
});

/** Random documents and questions: the adapter's answers are those of the memory adapter. */
export function readStoreProperties(
  factory: () => Promise<{ readonly store: ReadStore; cleanup(): Promise<void> }>,
): void {
  it('answers random questions about random documents as the memory adapter does', async () => {
    const underTest = await factory();
    const { store } = underTest;
    let round = 0;
    await fc
      .assert(
        fc.asyncProperty(
          fc.array(document, { maxLength: 40 }),
          fc.array(question, { minLength: 1, maxLength: 8 }),
          async (documents, questions) => {
            round += 1;
            const definition = { ...DEFINITION, version: String(round) };
            const expected = await filled(new MemoryReadStore(), definition, documents);
            const actual = await filled(store, definition, documents);
            for (const query of questions) {
              expect(await everyPage(actual, query)).toEqual(
                await everyPage(expected, { ...query, limit: 100 }),
              );
              expect(await actual.count(query.filter)).toEqual(await expected.count(query.filter));
              const groups = (collection: typeof actual) =>
                collection.groupBy(query.filter, ['flag', 'in.text'], ['amount']);
              expect(await groups(actual)).toEqual(await groups(expected));
            }
            await store.drop(definition.name, definition.version);
          },
        ),
        { numRuns: 150 },
      )
      .finally(() => underTest.cleanup());
  }, 120_000);
}

async function filled(
  store: ReadStore,
  definition: CollectionDefinition,
  documents: readonly { id: string; revision: number; body: Document | null }[],
) {
  const collection = await store.collection<Document>(definition);
  const half = documents.length >> 1;
  for (const part of [documents.slice(0, half), documents.slice(half)])
    await store.save([{ collection, documents: part }], []);
  return collection;
}

async function everyPage(
  collection: Awaited<ReturnType<typeof filled>>,
  query: FindQuery,
): Promise<readonly Document[]> {
  const all: Document[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ ...query, ...(after !== undefined && { after }) });
    expect(page.documents.length).toBeLessThanOrEqual(query.limit);
    all.push(...page.documents);
    after = page.next;
  } while (after !== undefined);
  return all;
}
