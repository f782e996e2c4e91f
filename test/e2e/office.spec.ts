import { openOffice, type TestOffice } from './support/office.js';

describe('the office and its codes', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());

  it('are told to whoever works with cases', async () => {
    const { status, body } = await office.api.get<Record<string, Record<string, unknown>[]>>('/office');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 'cao-bang', timeZone: 'Asia/Ho_Chi_Minh' });
    expect(body.gates).toContainEqual(expect.objectContaining({ code: 'tra-linh', neighbour: 'CN' }));
    expect(body.countries).toContainEqual({ code: 'KH', vi: 'Campuchia', en: 'Cambodia' });
    expect(body.staff).toContainEqual(expect.objectContaining({ id: 'head-consular', role: 'head' }));
  });

  it('are no affair of an administrator', async () => {
    const { status, body } = await office.api.get('/office', { actor: 'administrator' });
    expect([status, body.code]).toEqual([403, 'access.denied']);
  });
});
