import { openApiDocument } from '#platform';
import { subjectsApp } from '../testing/subjects-app.js';
import { MERGE_EXAMPLES, REVERT_EXAMPLES } from './examples-merging.js';
import { CHECK_EXAMPLES, CORRECT_EXAMPLES, REGISTER_EXAMPLES, SEARCH_EXAMPLES } from './examples.js';

type App = Awaited<ReturnType<typeof subjectsApp>>;
let app: App;

beforeAll(async () => {
  app = await subjectsApp();
});
afterAll(() => app.close());

const bodies = (examples: Record<string, { value: object }>) =>
  Object.entries(examples).map(([name, { value }]) => [name, value] as const);

describe('the documentation of subjects', () => {
  it.each(bodies(REGISTER_EXAMPLES))('registers %s', async (_, body) => {
    expect((await app.post('', body)).statusCode).toBe(201);
  });

  it.each(bodies(CORRECT_EXAMPLES))('corrects by %s', async (_, body) => {
    const { id } = (await app.post('', REGISTER_EXAMPLES['person']!.value)).json<{ id: string }>();
    const answer = await app.post(`/${id}/correct-details`, body);
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"1"']);
  });

  it.each(bodies(SEARCH_EXAMPLES))('finds by %s', async (_, body) => {
    const answer = await app.post('/search', body);
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ items: unknown[] }>().items).not.toEqual([]);
  });

  it.each(bodies(CHECK_EXAMPLES))('warns while %s', async (_, body) => {
    const answer = await app.post('/check-duplicates', body);
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ duplicates: unknown[] }>().duplicates).not.toEqual([]);
  });

  it('merges two records of one person, and takes that back', async () => {
    const register = async () =>
      (await app.post('', REGISTER_EXAMPLES['littleKnown']!.value)).json<{ id: string }>().id;
    const [id, other] = [await register(), await register()];
    const merge = { ...MERGE_EXAMPLES['sameNumber']!.value, other };
    expect((await app.post(`/${id}/merge-subjects`, merge)).statusCode).toBe(200);
    const revert = { ...REVERT_EXAMPLES['twoAfterAll']!.value, other };
    expect((await app.post(`/${id}/revert-merge`, revert)).statusCode).toBe(200);
  });

  it('names routes, bodies, answers and problems', () => {
    const { paths } = openApiDocument(app.http);
    const routes = Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/v1/subjects'))
      .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path.slice(7)}`));
    expect(routes.sort()).toEqual([
      'get /subjects',
      'get /subjects/{id}',
      'get /subjects/{id}/erasure',
      'get /subjects/{id}/history',
      'post /subjects',
      'post /subjects/check-duplicates',
      'post /subjects/search',
      'post /subjects/{id}/correct-details',
      'post /subjects/{id}/decide-proposal',
      'post /subjects/{id}/lift-restriction',
      'post /subjects/{id}/merge-subjects',
      'post /subjects/{id}/propose-erasure',
      'post /subjects/{id}/restrict-processing',
      'post /subjects/{id}/revert-merge',
      'post /subjects/{id}/withdraw-proposal',
    ]);
    const register = paths['/api/v1/subjects']?.post;
    expect(Object.keys(register?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '412', '413', '415', '422', '503']),
    );
    expect(register?.requestBody).toHaveProperty(['content', 'application/json', 'examples', 'person']);
  });
});
