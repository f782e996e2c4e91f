import { type Json } from './support/api-client.js';
import { command, INTAKE, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

interface Found {
  readonly items: readonly { readonly id: string; readonly name?: string }[];
}

const path = (id: string, name: string): string => `/subjects/${id}/${name}`;
const ids = ({ items }: Found): string[] => items.map(({ id }) => id);

async function merge(id: string, other: string): Promise<string> {
  const { status, body } = await office.api.post<{ position: string }>(path(id, 'merge-subjects'), {
    other,
    evidence: 'Trùng số căn cước',
  });
  expect(status).toBe(200);
  return body.position;
}

/** Once both sides of a merge can be read. */
async function last(): Promise<string> {
  return office.head();
}

async function search(body: Json, since: string): Promise<string[]> {
  const answer = await office.api.ask<Found>('/subjects/search', body, { since });
  expect(answer.status).toBe(200);
  return ids(answer.body);
}

async function casesOf(query: string, since: string): Promise<string[]> {
  return ids((await office.api.get<Found>(`/consular-cases?${query}`, { since })).body).sort();
}

describe('two records of one person', () => {
  it('are found as one by either name, with the cases of either', async () => {
    const { api } = office;
    const [stays, goes] = [await person(api, 'Lục Thị Hồng'), await person(api, 'Lục Hồng Nhung')];
    const first = await openCase(api, { subjects: [stays] });
    const second = await openCase(api, { subjects: [goes] });
    await merge(stays, goes);
    const since = await last();
    expect(await search({ name: 'hong nhung' }, since)).toEqual([stays]);
    expect(await search({ name: 'luc' }, since)).toEqual([stays]);
    const anew = await api.post('/consular-cases', { ...INTAKE, subjects: [goes] });
    expectProblem(anew, 422, 'consular-case.subject-merged');
    expect(anew.body).toMatchObject({ details: { subject: goes, into: stays } });
    const both = [first.id, second.id].sort();
    expect(await casesOf(`subject=${stays}`, since)).toEqual(both);
    expect(await casesOf(`subject=${goes}`, since)).toEqual(both);
    expect(await casesOf('q=Hồng Nhung', since)).toEqual(both);
    const { body: list } = await api.get<Found>('/subjects?limit=100', { since });
    expect(ids(list)).toContain(stays);
    expect(ids(list)).not.toContain(goes);
    const { body: read } = await api.get<Json>(`/subjects/${goes}`, { since });
    expect(read).toMatchObject({ name: 'Lục Hồng Nhung', mergedInto: stays, merged: [] });
    const alike = { kind: 'person', name: 'Lục Hồng Nhung' };
    const { body: warned } = await api.ask<{ duplicates: readonly { id: string }[] }>(
      '/subjects/check-duplicates',
      alike,
      { since },
    );
    expect(warned.duplicates.map(({ id }) => id)).toEqual([stays]);
    const change = () =>
      api.post(path(goes, 'correct-details'), { changes: { name: 'Khác' }, reason: 'nhập sai' });
    expectProblem(await leavesLogAlone(office, change), 409, 'subject.merged');
  });

  it('are two again when that is taken back, until something was done', async () => {
    const { api } = office;
    const [stays, goes] = [await person(api, 'Vi Văn Mười'), await person(api, 'Vi Thế Mười')];
    await merge(stays, goes);
    const back = { other: goes, reason: 'Hai người khác nhau' };
    const reverted = await api.post(path(stays, 'revert-merge'), back);
    expect(reverted.status).toBe(200);
    const since = await last();
    expect((await search({ name: 'the muoi' }, since)).sort()).toEqual([goes]);
    expectProblem(
      await leavesLogAlone(office, () => api.post(path(stays, 'revert-merge'), back)),
      409,
      'subject.not-merged',
    );
    await merge(stays, goes);
    await api.post(path(stays, 'correct-details'), { changes: { sex: 'male' }, reason: 'bổ sung' });
    const late = () => api.post(path(stays, 'revert-merge'), back);
    expectProblem(await leavesLogAlone(office, late), 409, 'subject.merge-relied-on');
  });

  it('are not merged in a ring, with themselves, or with nobody', async () => {
    const { api } = office;
    const [one, two, three] = [
      await person(api, 'Triệu Mùi Một'),
      await person(api, 'Triệu Mùi Hai'),
      await person(api, 'Triệu Mùi Ba'),
    ];
    await merge(one, two);
    const refused = async (id: string, other: string, status: number, code: string) => {
      const body = { other, evidence: 'Trùng số' };
      const attempt = () => api.post(path(id, 'merge-subjects'), body);
      expectProblem(await leavesLogAlone(office, attempt), status, code);
    };
    await refused(two, one, 409, 'subject.merged');
    await refused(three, one, 409, 'subject.holds-merged');
    await refused(three, two, 409, 'subject.already-merged');
    await refused(three, three, 422, 'subject.merged-with-itself');
    await refused(three, '00000000-0000-4000-8000-000000000000', 422, 'subject.other-unknown');
  });

  it('let one of two who merge each other at once win', async () => {
    const { api } = office;
    const [one, two] = [await person(api, 'Sầm Văn Tám'), await person(api, 'Sầm Tám')];
    const body = (other: string) => ({ other, evidence: 'Trùng số' });
    await Promise.all([
      api.post(path(one, 'merge-subjects'), body(two)),
      api.post(path(two, 'merge-subjects'), body(one)),
    ]);
    const since = await last();
    const views = await Promise.all(
      [one, two].map(async (id) => (await api.get<Json>(`/subjects/${id}`, { since })).body),
    );
    const held = views.filter(({ merged }) => (merged as string[]).length > 0);
    expect(held.length).toBeLessThanOrEqual(1);
    expect(views.filter(({ mergedInto }) => mergedInto !== null)).toHaveLength(held.length);
  });

  it('stay apart in cases that name either', async () => {
    const { api } = office;
    const [stays, goes] = [await person(api, 'Bế Thị Chín'), await person(api, 'Bế Chín')];
    const { id } = await openCase(api, { subjects: [goes] });
    await merge(stays, goes);
    const { position } = await command(api, id, 'add-note', { text: 'Cùng một người' });
    const { body } = await api.get<{ subjects: readonly { id: string }[] }>(`/consular-cases/${id}`, {
      since: position,
    });
    expect(body.subjects.map((subject) => subject.id)).toEqual([goes]);
  });
});
