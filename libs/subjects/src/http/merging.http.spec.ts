import fc from 'fast-check';
import { effectiveHistory, factsOf, fold } from '#kernel';
import { subjectDecider } from '../domain/decider.js';
import { type SubjectEvent } from '../domain/events.js';
import { subjectStream } from '../domain/names.js';
import { evolve, type SubjectDocument } from '../projections/subjects.js';
import { subjectCodec } from '../stored/events.codec.js';
import { subjectsApp } from '../testing/subjects-app.js';

let app: Awaited<ReturnType<typeof subjectsApp>>;

beforeAll(async () => {
  app = await subjectsApp();
});

afterAll(() => app.close());

type Act = readonly [path: string, body: object];

const NAMES = ['Nông Thị Mẫu', 'Đặng Văn Hai', 'Hoàng Thị Bé'];
const name = fc.constantFrom(...NAMES);
const reason = 'Theo giấy tờ';
const corrections = fc.oneof(
  fc.record({ changes: fc.record({ name }) }),
  fc.record({ changes: fc.record({ birthDate: fc.constantFrom('1990', '2010-05-01') }) }),
  fc.constant({ changes: { passport: { number: 'C0000001' }, homeProvince: 'cao-bang' } }),
  fc.constantFrom({ remove: ['passport'] }, { remove: ['birthDate', 'homeProvince'] }),
);
const acts = fc.array(
  fc.oneof(
    corrections.map((corrected): Act => ['correct-details', { ...corrected, reason }]),
    fc.constant<Act>(['restrict-processing', { ground: 'request', reason }]),
    fc.constant<Act>(['lift-restriction', { reason }]),
  ),
  { maxLength: 5 },
);
const registration = fc.record(
  {
    kind: fc.constantFrom('person', 'person', 'person', 'legal_entity'),
    name,
    otherNames: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
    identityPapers: fc.constant([{ kind: 'citizen_id', number: '0043 0500 0001' }]),
    nationality: fc.constant('VN'),
  },
  { requiredKeys: ['kind', 'name'] },
);

const DIRECTOR = { actor: 'director' };

/** A record about which these things were said, as far as they are allowed; its id. */
async function lived(registered: object, said: readonly Act[]): Promise<string> {
  const answer = await app.post('', registered);
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  const { id } = answer.json<{ id: string }>();
  for (const [path, body] of said) {
    const { statusCode } = await app.post(`/${id}/${path}`, body, DIRECTOR);
    expect([path, [200, 409, 422].includes(statusCode)]).toEqual([path, true]);
  }
  return id;
}

const bodyOf = async (path: string): Promise<object> => {
  const answer = await app.get(path, DIRECTOR);
  expect([path, answer.statusCode, answer.headers['cotmoc-stale']]).toEqual([path, 200, undefined]);
  return withoutRevision(answer.json<object>());
};

const withoutRevision = ({ revision: _, ...rest }: { readonly revision?: number } & object): object => rest;

const historyOf = async (id: string) =>
  (await app.platform.stores.events.readStream(subjectStream(id))).map((event) => subjectCodec.decode(event));

/** A record as rules, the read model and its readers see it. */
async function side(id: string) {
  const history = await historyOf(id);
  return {
    rules: fold(subjectDecider, factsOf<SubjectEvent>(history)),
    document: effectiveHistory(history).reduce<SubjectDocument | null>(evolve, null),
    shown: await bodyOf(`/${id}`),
  };
}

interface Found {
  readonly items: readonly object[];
}

/** The list of people, and who is found by each name. */
async function everywhere(): Promise<object> {
  const { items, ...page } = (await bodyOf('?limit=100')) as Found;
  const found = await Promise.all(
    NAMES.map(async (wanted) => (await app.post('/search', { name: wanted }, DIRECTOR)).json<Found>()),
  );
  return {
    page,
    items: items.map(withoutRevision),
    found: found.map((each) => each.items.map(withoutRevision)),
  };
}

describe('a merge of two records that is taken back (G-8)', () => {
  /**
   * Compared are, of either record: the state that rules read; the document that is folded; what its readers are shown;
   * and of all records, every line of the list and everybody who is found by a name. What differs is the two events of
   * the merge in either history, and with them the revision. A merge that is refused changes nothing at all.
   */
  it('leaves both as they were, and whoever is listed and found, whatever was said of either before', async () => {
    let merged = 0;
    await fc.assert(
      fc.asyncProperty(registration, acts, registration, acts, async (one, ofOne, other, ofOther) => {
        const [stays, goes] = [await lived(one, ofOne), await lived(other, ofOther)];
        const all = async () => [await side(stays), await side(goes), await everywhere()];
        const before = await all();
        const histories = [await historyOf(stays), await historyOf(goes)];
        const done = await app.post(
          `/${stays}/merge-subjects`,
          { other: goes, evidence: 'Trùng số' },
          DIRECTOR,
        );
        if (done.statusCode === 200) {
          merged += 1;
          expect(await all()).not.toEqual(before);
          const back = await app.post(
            `/${stays}/revert-merge`,
            { other: goes, reason: 'Hai người' },
            DIRECTOR,
          );
          expect([back.statusCode, back.json()]).toEqual([200, expect.anything()]);
        }
        expect(await all()).toEqual(before);
        for (const [at, id] of [stays, goes].entries()) {
          const now = await historyOf(id);
          const earlier = histories[at]!;
          expect(now.slice(0, earlier.length)).toEqual(earlier);
          const records = now.slice(earlier.length).map(({ type }) => type);
          expect(records).toEqual(done.statusCode === 200 ? MERGE[at] : []);
        }
      }),
      { numRuns: 20 },
    );
    expect(merged).toBeGreaterThan(1);
  }, 180_000);
});

const MERGE = [
  ['SubjectsMerged', 'SubjectMergeReverted'],
  ['SubjectMergedInto', 'SubjectUnmerged'],
];
