import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import {
  attachDocument,
  closedCase,
  command,
  openCase,
  paper,
  person,
  protectedCase,
} from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const address = (id: string): string => `/consular-cases/${id}`;

async function caseNow<T = CaseAnswer>(id: string, since: string): Promise<T> {
  const { status, body } = await office.api.get<T>(address(id), { since });
  expect(status).toBe(200);
  return body;
}

describe('people who cannot be reached', () => {
  const unanswered = { with: 'relative', channel: 'phone', answered: false, summary: 'Không ai nghe máy' };
  const answered = { with: 'relative', channel: 'phone', summary: 'Con gái nghe máy' };

  it('leave a case beside its way, and a contact brings it back', async () => {
    const { api } = office;
    const { id } = await protectedCase(api);
    const tooSoon = await leavesLogAlone(office, () => api.post(`${address(id)}/mark-unreachable`, {}));
    expectProblem(tooSoon, 409, 'consular-case.contacts-not-attempted');
    await command(api, id, 'record-contact', unanswered);
    await command(api, id, 'record-contact', unanswered);
    const marked = await command(api, id, 'mark-unreachable', { explanation: 'Xã không biết nơi ở mới' });
    const lost = await caseNow<CaseAnswer & Record<'unreachables' | 'contacts', object[]>>(
      id,
      marked.position,
    );
    expect(lost).toMatchObject({
      phase: 'unreachable',
      unreachables: [{ attempts: 2, explanation: 'Xã không biết nơi ở mới' }],
      contacts: [{ answered: false }, { answered: false }],
    });
    expect(lost).not.toHaveProperty('cameFrom');
    expect(lost.actions.find((action) => action.command === 'ForwardCase')).toMatchObject({
      allowed: false,
      code: 'consular-case.unreachable',
    });
    const again = await api.post(`${address(id)}/mark-unreachable`, { explanation: 'Lần nữa' });
    expectProblem(again, 409, 'consular-case.unreachable');
    const found = await command(api, id, 'record-contact', answered);
    expect(await caseNow(id, found.position)).toMatchObject({ phase: 'in_protection' });
    const { body: history } = await api.get<HistoryAnswer>(`${address(id)}/history`);
    expect(history.entries.at(-2)).toMatchObject({
      label: { vi: 'Không liên lạc được', en: 'Nobody could be reached' },
      changes: expect.arrayContaining([
        expect.objectContaining({ field: 'phase', before: 'in_protection', after: 'unreachable' }),
      ]) as unknown,
    });
  });

  it('are a list of their own, and can be the end', async () => {
    const { api } = office;
    const { id, number } = await openCase(api, { subjects: [await person(api, 'Nông Thị Mẫu')] });
    for (const step of [unanswered, unanswered]) await command(api, id, 'record-contact', step);
    const { position } = await command(api, id, 'mark-unreachable');
    const { body } = await api.get<{ items: { number: string }[] }>('/consular-cases?phase=unreachable', {
      since: position,
    });
    expect(body.items.map((item) => item.number)).toEqual([number]);
    await command(api, id, 'record-outcome', { outcome: 'not_found' });
    await command(api, id, 'waive-family-notification', { reason: 'Không còn ai liên lạc được' });
    const closed = await command(api, id, 'close-case');
    expect(await caseNow(id, closed.position)).toMatchObject({ phase: 'closed' });
  });
});

describe('a closed case', () => {
  it('is re-opened by a document with a new fact, and ends anew', async () => {
    const { api } = office;
    const { id } = await closedCase(api);
    const unknown = await leavesLogAlone(office, () =>
      api.post(`${address(id)}/reopen-case`, { ground: 'person_found', newFact: id }),
    );
    expectProblem(unknown, 422, 'consular-case.unknown-document');
    const newFact = await attachDocument(api, id);
    const done = await command(api, id, 'reopen-case', { ground: 'release_date_changed', newFact });
    const open = await caseNow<CaseAnswer & { outcome: unknown; closedOn: unknown; reopenings: object[] }>(
      id,
      done.position,
    );
    expect(open).toMatchObject({
      phase: 'in_protection',
      outcome: null,
      closedOn: null,
      reopenings: [{ ground: 'release_date_changed', newFact }],
    });
    expectProblem(
      await api.post(`${address(id)}/reopen-case`, { ground: 'person_found', newFact }),
      409,
      'consular-case.not-closed',
    );
    await command(api, id, 'record-outcome', { outcome: 'returned' });
    await command(api, id, 'waive-family-notification', { reason: 'Gia đình đã biết' });
    const { position } = await command(api, id, 'close-case');
    expect(await caseNow(id, position)).toMatchObject({ phase: 'closed', closedOn: '2022-06-15' });
  });
});

describe('two cases that have to do with each other', () => {
  const links = async (id: string, since: string, query = '') =>
    (await office.api.get<{ links: object[] }>(`${address(id)}${query}`, { since })).body.links;

  it('both show it, whichever of them it is recorded in, today and in the past', async () => {
    const { api } = office;
    const sold = await openCase(api, { kind: 'trafficking', country: 'KH' });
    const freed = await openCase(api, { kind: 'rescue_return', country: 'KH' });
    office.at('2022-06-16T02:00:00.000Z');
    const { position } = await command(api, freed.id, 'link-cases', {
      other: sold.id,
      relation: 'precursor',
    });
    const on = '2022-06-16';
    expect(await links(freed.id, position)).toEqual([
      { id: sold.id, number: sold.number, relation: 'precursor', on, recordedHere: true },
    ]);
    expect(await links(sold.id, position)).toEqual([
      { id: freed.id, number: freed.number, relation: 'follow_up', on, recordedHere: false },
    ]);
    for (const id of [sold.id, freed.id]) {
      expect(await links(id, position, '?asAt=2022-06-15T12:00:00Z')).toEqual([]);
      expect(await links(id, position, '?asAt=2022-06-16T12:00:00Z&clock=occurred')).toHaveLength(1);
    }
    const { body } = await api.get<{ items: { id: string }[] }>(`/consular-cases?linkedTo=${sold.id}`);
    expect(body.items.map(({ id }) => id)).toEqual([freed.id]);
    // Said in both, it is still one thing.
    const both = await command(api, sold.id, 'link-cases', { other: freed.id, relation: 'follow_up' });
    expect(await links(sold.id, both.position)).toMatchObject([{ recordedHere: true }]);
  });

  it('are two, exist, and are linked once', async () => {
    const { api } = office;
    const [one, other] = [await openCase(api), await openCase(api)];
    const link = (body: object) =>
      leavesLogAlone(office, () => api.post(`${address(one.id)}/link-cases`, body));
    const relation = 'same_person';
    expectProblem(await link({ other: one.id, relation }), 422, 'consular-case.linked-to-itself');
    const nobody = '00000000-0000-4000-8000-000000000000';
    expectProblem(await link({ other: nobody, relation }), 422, 'consular-case.unknown-case');
    await command(api, one.id, 'link-cases', { other: other.id, relation });
    expect((await link({ other: other.id, relation })).status).toBe(200);
    const later = { other: other.id, relation, occurredOn: '2022-06-15' };
    expectProblem(await link(later), 409, 'consular-case.already-linked');
  });
});

describe('a transfer to another office', () => {
  const to = { party: 'province', province: 'lao-cai', basis: 'home_residence' };
  const letter = paper('501', 'outgoing-2022');
  const answer = paper('601');

  it('waits for the answer among what waits, and is theirs once it is accepted', async () => {
    const { api } = office;
    const { id, number } = await protectedCase(api);
    await command(api, id, 'assign-officer', { officer: 'officer-consular', role: 'lead' });
    for (const body of [
      to,
      { ...to, province: 'cao-bang', ...letter },
      { ...to, province: 'x', ...letter },
    ]) {
      const refused = await leavesLogAlone(office, () => api.post(`${address(id)}/transfer-case`, body));
      expect(refused.status).toBe(422);
    }
    const sent = await command(api, id, 'transfer-case', { ...to, ...letter });
    expect(await caseNow(id, sent.position)).toMatchObject({
      phase: 'transferred_out',
      transfer: { party: 'province', province: 'lao-cai', acceptedOn: null },
      transfers: [{ basis: 'home_residence' }],
    });
    const waiting = async (since: string) =>
      (
        await api.get<{ waiting: { items: { number: string }[] } }>('/consular-cases/my-work', { since })
      ).body.waiting.items.map((item) => item.number);
    expect(await waiting(sent.position)).toEqual([number]);
    const accepted = await command(api, id, 'record-transfer-accepted', answer);
    expect(await waiting(accepted.position)).toEqual([]);
    expect(await caseNow(id, accepted.position)).toMatchObject({
      phase: 'transferred_out',
      transfer: { acceptedOn: '2022-06-16' },
      nextDueOn: null,
    });
    // The same answer again is the same answer; another one is not.
    expect((await api.post(`${address(id)}/record-transfer-accepted`, answer)).status).toBe(200);
    for (const name of ['record-transfer-accepted', 'decline-transfer']) {
      const again = await leavesLogAlone(office, () =>
        api.post(`${address(id)}/${name}`, { ...paper('602'), occurredOn: '2022-06-16' }),
      );
      expectProblem(again, 409, 'consular-case.transfer-already-accepted');
    }
    expectProblem(
      await api.post(`${address(id)}/add-note`, { text: 'Muộn' }),
      409,
      'consular-case.transferred-out',
    );
  });

  it('leads back when it is declined', async () => {
    const { api } = office;
    const { id } = await protectedCase(api);
    await command(api, id, 'transfer-case', { ...to, ...letter });
    const { position } = await command(api, id, 'decline-transfer', {
      reason: 'Không cư trú ở đây',
      ...answer,
    });
    expect(await caseNow(id, position)).toMatchObject({ phase: 'in_protection', transfer: null });
    expectProblem(
      await api.post(`${address(id)}/record-transfer-accepted`, answer),
      409,
      'consular-case.not-transferred',
    );
  });

  it('from another office opens a case that says so', async () => {
    const { api } = office;
    const from = { ...to, theirNumber: 'LC-2022-12' };
    const opened = await openCase(api, {
      channel: 'other_province',
      transferredFrom: from,
      ...paper('12'),
    });
    expect(opened.revision).toBe(1);
    expect(await caseNow(opened.id, opened.position)).toMatchObject({
      phase: 'received',
      receivedFrom: { party: 'province', province: 'lao-cai', letter: 'incoming-2022/2022/12' },
      receptions: [{ theirNumber: 'LC-2022-12' }],
    });
    const unwritten = await leavesLogAlone(office, () =>
      api.post('/consular-cases', {
        channel: 'in_person',
        kind: 'labour',
        country: 'MY',
        responsibilityBasis: 'home_residence',
        subjects: [],
        urgency: 'normal',
        transferredFrom: from,
      }),
    );
    expectProblem(unwritten, 422, 'consular-case.source-required');
  });
});
