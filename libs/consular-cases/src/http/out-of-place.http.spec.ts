import { casesApp } from '../testing/cases-app.js';
import { EXAMPLE_DATA } from '../testing/index.js';

describe('a field that belongs to another choice', () => {
  let app: Awaited<ReturnType<typeof casesApp>>;
  beforeAll(async () => {
    app = await casesApp();
  });
  afterAll(() => app.close());

  const { TransferCase, ForwardCase, CompleteDossier, OpenConsularCase } = EXAMPLE_DATA;
  const party = { party: 'province', province: 'lao-cai', basis: 'home_residence', agency: 'Công an tỉnh' };
  const remains = {
    form: 'ashes',
    eligibility: 'permanent_resident',
    residenceProof: 'id_card',
    groupADiseaseExcluded: true,
  };
  it.each([
    ['/x/transfer-case', { ...TransferCase, agency: 'Công an tỉnh' }, 'agency'],
    ['/x/transfer-case', { ...TransferCase, party: 'agency', agency: 'Công an tỉnh' }, 'province'],
    ['', { ...OpenConsularCase, transferredFrom: party }, 'transferredFrom.agency'],
    ['/x/forward-case', { ...ForwardCase, agency: 'Công an tỉnh' }, 'agency'],
    ['/x/forward-case', { ...ForwardCase, mission: 'my-kuala-lumpur' }, 'mission'],
    ['/x/complete-dossier', { ...CompleteDossier, remains }, 'remains'],
  ])('of %s is refused by its name, not dropped', async (path, body, field) => {
    const id = path.replace('/x/', '/3f2b1c9a-7d4e-5f60-8a1b-2c3d4e5f6a7b/');
    const answer = await app.post(`/consular-cases${id}`, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'validation.failed', errors: [{ field, code: 'out-of-place' }] },
    ]);
  });
});
