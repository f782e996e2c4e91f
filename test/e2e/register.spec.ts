import { attachmentForm, openCase, command, paper, person, verify } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

interface Papers {
  readonly documents: readonly object[];
  readonly documentsHeldOnPaper: readonly object[];
  readonly deadlines: readonly {
    readonly rule: string;
    readonly about?: string;
    readonly standing: string;
  }[];
}

describe('papers of a case', () => {
  it('stay on paper when they bear a secrecy mark', async () => {
    const { api } = office;
    const { id } = await openCase(api);
    const path = `/consular-cases/${id}/attach-document`;
    const secret = () => api.send('POST', path, attachmentForm('Điện mật', { classification: 'secret' }));
    expectProblem(await leavesLogAlone(office, secret), 422, 'consular-case.secret-document');
    expect((await office.stored()).filter(({ content }) => content.includes('Điện mật'))).toEqual([]);
    const { position } = await command(api, id, 'record-document-held-on-paper', {
      kind: 'official_letter',
      ...paper('704'),
    });
    const { body } = await api.get<Papers>(`/consular-cases/${id}`, { since: position });
    expect(body.documents).toEqual([]);
    expect(body.documentsHeldOnPaper).toMatchObject([
      { kind: 'official_letter', late: false, letter: 'incoming-2022/2022/704' },
    ]);
  });

  it('are numbered after they were signed, and a late one is seen', async () => {
    const { api } = office;
    const subject = await person(api, 'Nông Văn Ký');
    const { id } = await openCase(api, { subjects: [subject] });
    await verify(api, id, subject);
    const letter = (signedOn: string) => ({
      addressee: 'consular_department',
      enclosures: [],
      source: { ...paper('101', 'outgoing-2022').source, signedOn },
    });
    const early = () => api.post(`/consular-cases/${id}/forward-case`, letter('2022-06-13'));
    expectProblem(await leavesLogAlone(office, early), 422, 'consular-case.numbered-before-signature');
    const { position } = await command(api, id, 'forward-case', letter('2022-06-06'));
    const { body } = await api.get<Papers>(`/consular-cases/${id}`, { since: position });
    expect(body.deadlines.find(({ rule }) => rule === 'T-2')).toMatchObject({
      about: 'outgoing-2022/2022/101',
      standing: 'met_late',
    });
  });
});
