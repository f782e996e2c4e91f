import { type ApiClient, type Done } from './support/api-client.js';
import { type CaseAnswer } from './support/answers.js';
import { attachDocument, command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem } from './support/refusals.js';

/** What a case about two people says of them, and of which of them. */
const SUMMARY = 'Zqxjuve và Wvyqzka bị giữ';
const NOTE = 'Zqxjuve gọi, Wvyqzka ốm';
const REDACTED = 'Wvyqzka ốm';

interface Shared {
  readonly record?: string;
  readonly event: string;
  readonly type: string;
  readonly field: string;
}

let office: TestOffice;
let api: ApiClient;
let leaving: string;
let staying: string;
let id: string;
let last: Done;
let document: string;

beforeAll(async () => {
  office = await openOffice();
  ({ api } = office);
  leaving = await person(api, 'Zqxjuve Mẫu');
  staying = await person(api, 'Wvyqzka Mẫu');
  ({ id } = await openCase(api, { subjects: [leaving, staying], summary: SUMMARY }));
  await command(api, id, 'add-note', { text: NOTE });
  document = await attachDocument(api, id, 'Đơn của Zqxjuve và Wvyqzka');
  last = await command(api, id, 'withdraw-case', { by: 'applicant', reason: 'đã về nước' });
});

afterAll(() => office.close());

const sharedTexts = async (): Promise<readonly Shared[]> =>
  (
    await api.get<{ sharedTexts: readonly Shared[] }>(`/subjects/${leaving}/erasure`, {
      since: last.position,
    })
  ).body.sharedTexts;

const correct = (target: string, changes: object, redactedFor?: string) =>
  api.post<Done>(`/consular-cases/${id}/correct-fact`, {
    target,
    changes,
    reason: 'Bản đã lược bỏ',
    ...(redactedFor !== undefined && { redactedFor }),
  });

const propose = (record: string, more: object = {}) =>
  api.post<Done>(`/subjects/${record}/propose-erasure`, { ground: 'request', reason: 'đơn', ...more });

/** Erases one record, proposed by an officer and decided by the director. */
async function erase(record: string, more: object = {}): Promise<void> {
  const proposed = await propose(record, more);
  expect([proposed.status, proposed.body]).toEqual([200, expect.anything()]);
  const { body } = await api.get<{ decisions: { id: string }[] }>(`/subjects/${record}/erasure`);
  const decided = await api.post<Done>(
    `/subjects/${record}/decide-proposal`,
    { proposal: body.decisions[0]!.id, verdict: 'approved' },
    { actor: 'director', ifMatch: proposed.body.revision },
  );
  expect([decided.status, decided.body]).toEqual([200, expect.anything()]);
}

describe('a case that once named somebody who is to be erased', () => {
  it('lists what was written then and stands, so that nobody loses it unannounced', async () => {
    const [wrong, right] = [await person(api, 'Qyxzeno Mẫu'), await person(api, 'Vywqupa Mẫu')];
    const opened = await openCase(api, { subjects: [wrong], summary: 'Gia đình báo tin' });
    const { body: history } = await api.get<{ entries: readonly { id: string }[] }>(
      `/consular-cases/${opened.id}/history`,
    );
    const corrected = await api.post<Done>(`/consular-cases/${opened.id}/correct-fact`, {
      target: history.entries[0]?.id,
      changes: { subjects: [right] },
      reason: 'Nhầm người',
    });
    expect(corrected.status).toBe(200);
    const { body } = await api.get<{ cases: readonly object[]; sharedTexts: readonly Shared[] }>(
      `/subjects/${wrong}/erasure`,
      { since: corrected.body.position },
    );
    expect(body.cases).toMatchObject([{ id: opened.id, running: false }]);
    expect(body.sharedTexts.map(({ field }) => field)).toContain('summary');
    const refused = await api.post(`/subjects/${wrong}/propose-erasure`, {
      ground: 'request',
      reason: 'Người này yêu cầu',
    });
    expectProblem(refused, 409, 'subject.texts-shared');
  });
});

describe('a text about somebody who is to be erased, and about others', () => {
  it('is listed with its case, event and field, documents among them', async () => {
    const texts = await sharedTexts();
    expect(texts.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'ConsularCaseOpened summary',
      'NoteAdded text',
      'DocumentAttached title',
      'DocumentAttached content',
      'CaseWithdrawn reason',
    ]);
    expect(texts.every((text) => (text as { case?: object }).case !== undefined)).toBe(true);
  });

  it('is not lost by a proposal that does not say so', async () => {
    const answer = await api.post(`/subjects/${leaving}/propose-erasure`, {
      ground: 'request',
      reason: 'đơn',
    });
    expectProblem(answer, 409, 'subject.texts-shared');
    expect(answer.body['details']).toMatchObject({ count: 5, texts: expect.any(Array) as unknown });
  });

  it('is corrected to a redacted version, which belongs to the others alone', async () => {
    const [, note] = await sharedTexts();
    const stranger = await person(api, 'Người khác');
    expectProblem(await correct(note!.event, { text: REDACTED }, stranger), 422, 'correction.not-shared');
    const corrected = await correct(note!.event, { text: REDACTED }, leaving);
    expect(corrected.status).toBe(200);
    last = corrected.body;
    expect((await sharedTexts()).map(({ type }) => type)).not.toContain('NoteAdded');
  });

  it('is lost when the proposal lets it go; the redacted one stays', async () => {
    const lettingGo = [...new Set((await sharedTexts()).map(({ event }) => event))];
    const proposed = await api.post<Done>(`/subjects/${leaving}/propose-erasure`, {
      ground: 'request',
      lettingGo,
      reason: 'đơn',
    });
    expect(proposed.status).toBe(200);
    const { body } = await api.get<{ items: { id: string; record: { revision: number } }[] }>('/approvals', {
      actor: 'director',
      since: proposed.body.position,
    });
    const [waiting] = body.items;
    const done = await api.post<Done>(
      `/subjects/${leaving}/decide-proposal`,
      { proposal: waiting!.id, verdict: 'approved' },
      { actor: 'director', ifMatch: waiting!.record.revision },
    );
    expect(done.status).toBe(200);
    const { body: seen } = await api.get<CaseAnswer & Record<string, unknown>>(`/consular-cases/${id}`, {
      since: done.body.position,
    });
    expect([seen.notes.map(({ text }) => text), seen['summary']]).toEqual([[REDACTED], null]);
    expect(JSON.stringify(seen)).not.toContain('Zqxjuve');
    expect(JSON.stringify(seen)).toContain('Wvyqzka Mẫu');
    expectProblem(
      await api.get(`/consular-cases/${id}/documents/${document}`),
      410,
      'consular-case.document-erased',
    );
    const stored = await office.stored();
    expect(stored.filter(({ content }) => content.includes('Zqxjuve')).map(({ name }) => name)).toEqual([]);
  });

  it('can be written again about those who are left', async () => {
    const texts = await api.get<{ entries: { id: string; type: string }[] }>(`/consular-cases/${id}/history`);
    const opening = texts.body.entries.find(({ type }) => type === 'ConsularCaseOpened')!;
    const written = await correct(opening.id, { summary: 'Wvyqzka bị giữ' });
    expect(written.status).toBe(200);
    const { body: seen } = await api.get<Record<string, unknown>>(`/consular-cases/${id}`, {
      since: written.body.position,
    });
    expect(seen['summary']).toBe('Wvyqzka bị giữ');
  });
});

describe('somebody whom a case names only as the relative who was spoken to', () => {
  it('is told of, and forgotten with what was said about them; the redacted version stays', async () => {
    const [relative, citizen] = [await person(api, 'Kvyzjxo Mẫu'), await person(api, 'Jwqplu Mẫu')];
    const opened = await openCase(api, { subjects: [citizen], summary: 'Jwqplu bị giữ' });
    const spoken = { with: 'relative', channel: 'phone', subject: relative };
    await command(api, opened.id, 'record-contact', { ...spoken, summary: 'Kvyzjxo nói Jwqplu ốm' });
    await command(api, opened.id, 'record-contact', { ...spoken, summary: 'Kvyzjxo hẹn gọi lại' });
    const withdrawn = await command(api, opened.id, 'withdraw-case', { by: 'relative', reason: 'Đã về' });
    const path = `/subjects/${relative}/erasure`;
    const { body } = await api.get<{ sharedTexts: readonly Shared[] }>(path, { since: withdrawn.position });
    expect(body.sharedTexts.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'ContactRecorded summary',
      'ContactRecorded summary',
    ]);
    const [first, second] = body.sharedTexts.map(({ event }) => event);
    const redacted = { changes: { summary: 'Jwqplu ốm' }, reason: 'Bản đã lược bỏ', redactedFor: relative };
    const corrected = await api.post<Done>(`/consular-cases/${opened.id}/correct-fact`, {
      target: first,
      ...redacted,
    });
    expect([corrected.status, corrected.body]).toEqual([200, expect.anything()]);
    await erase(relative, { lettingGo: [second] });
    const { body: seen } = await api.get<{ contacts: readonly { summary: string | null }[] }>(
      `/consular-cases/${opened.id}`,
    );
    expect(seen.contacts.map(({ summary }) => summary)).toEqual(['Jwqplu ốm', null]);
    const stored = await office.stored();
    expect(stored.filter(({ content }) => content.includes('Kvyzjxo')).map(({ name }) => name)).toEqual([]);
  });
});

describe('a person who has two records', () => {
  it('is erased record by record, the one that stands for the others last', async () => {
    const one = await person(api, 'Qjuzvex Mẫu');
    const other = await person(api, 'Qjuzvex Mau');
    const evidence = 'Trùng số căn cước';
    const merged = await api.post<Done>(`/subjects/${one}/merge-subjects`, { other, evidence });
    expect(merged.status).toBe(200);
    const refused = await propose(one);
    expectProblem(refused, 409, 'subject.records-unerased');
    expect(refused.body).toMatchObject({ details: { records: [other] } });
    await erase(other);
    await erase(one);
    const stored = await office.stored();
    const left = stored.filter(({ content }) => content.includes('Qjuzvex') || content.includes('qjuzvex'));
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});

describe('two people whose records were once merged', () => {
  it('do not lose unannounced why that was done and taken back', async () => {
    const [one, other] = [await person(api, 'Bzwyxqa Mẫu'), await person(api, 'Cfjqwzo Mẫu')];
    const said = async (path: string, body: object) =>
      expect((await api.post(`/subjects/${one}/${path}`, body)).status).toBe(200);
    await said('merge-subjects', { other, evidence: 'Bzwyxqa và Cfjqwzo trùng ngày sinh' });
    const erasure = () => api.get<{ sharedTexts: readonly Shared[] }>(`/subjects/${other}/erasure`);
    // As long as both are one person, it is about nobody else.
    expect((await erasure()).body.sharedTexts).toEqual([]);
    await said('revert-merge', { other, reason: 'Cfjqwzo là chị của Bzwyxqa' });
    const { body } = await erasure();
    expect(body.sharedTexts.map(({ record, type, field }) => [record, type, field])).toEqual([
      [other, 'SubjectMergedInto', 'evidence'],
      [other, 'SubjectUnmerged', 'reason'],
      [one, 'SubjectsMerged', 'evidence'],
      [one, 'SubjectMergeReverted', 'reason'],
    ]);
    const refused = await propose(other);
    expectProblem(refused, 409, 'subject.texts-shared');
    expect(refused.body).toMatchObject({ details: { count: 4, where: [other, one] } });
    await erase(other, { lettingGo: body.sharedTexts.map(({ event }) => event) });
    const left = (await office.stored()).filter(({ content }) => content.includes('Cfjqwzo'));
    expect(left.map(({ name }) => name)).toEqual([]);
    const { body: stays } = await api.get(`/subjects/${one}`);
    expect(stays).toMatchObject({ name: 'Bzwyxqa Mẫu', erasedOn: null });
  });
});

describe('two people whose cases were once merged', () => {
  it('do not lose unannounced why that was done and taken back, whichever case says it', async () => {
    const [one, other] = [await person(api, 'Dxqzuvy Mẫu'), await person(api, 'Fkwzyqo Mẫu')];
    const stays = await openCase(api, { subjects: [one] });
    const goes = await openCase(api, { subjects: [other] });
    const evidence = 'Dxqzuvy và Fkwzyqo trùng ngày sinh';
    await command(api, stays.id, 'merge-cases', { other: goes.id, evidence });
    await command(api, stays.id, 'revert-merge', { other: goes.id, reason: 'Dxqzuvy là chị Fkwzyqo' });
    await command(api, stays.id, 'withdraw-case', { by: 'relative', reason: 'Đã về' });
    // The other case runs on: it does not name who is erased.
    const { body } = await api.get<{
      sharedTexts: readonly (Shared & { case: { id: string } })[];
    }>(`/subjects/${one}/erasure`);
    expect(body.sharedTexts.map((text) => [text.case.id, text.type, text.field])).toEqual([
      [stays.id, 'CasesMerged', 'evidence'],
      [stays.id, 'MergeReverted', 'reason'],
      [goes.id, 'CaseMergedInto', 'evidence'],
      [goes.id, 'CaseUnmerged', 'reason'],
    ]);
    expectProblem(await propose(one), 409, 'subject.texts-shared');
    await erase(one, { lettingGo: body.sharedTexts.map(({ event }) => event) });
    const left = (await office.stored()).filter(({ content }) => content.includes('Dxqzuvy'));
    expect(left.map(({ name }) => name)).toEqual([]);
    for (const { id } of [stays, goes])
      expect(JSON.stringify((await api.get(`/consular-cases/${id}/history`)).body)).not.toContain('Dxqzuvy');
  });
});
