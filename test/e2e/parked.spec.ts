import { randomUUID } from 'node:crypto';
import { chain } from '#event-sourcing';
import { type HistoryDto } from '#platform';
import { type Done, type Json } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

/** Appends an event that no command would have recorded; the position of it. */
async function spoil(stream: string, type: string, data: unknown): Promise<string> {
  const { events } = office.server.platform.stores;
  const last = (await events.readStream(stream)).at(-1)!;
  const { integrity: _integrity, ...metadata } = last.metadata;
  const draft = { id: randomUUID(), type, data, metadata: { ...metadata, commandId: randomUUID() } };
  const next = chain(last.stream, [draft], last.revision + 1, last.metadata.integrity.hash);
  return (await events.append(last.stream, next, last.revision)).position;
}

/** What the answer says is missing of each case of a list. */
async function marks(path: string, since?: string): Promise<Record<string, number | null>> {
  const sent = since === undefined ? {} : { since };
  const { status, body } = await office.api.get<{ items: { id: string; parkedAt: number | null }[] }>(
    path,
    sent,
  );
  expect(status).toBe(200);
  return Object.fromEntries(body.items.map(({ id, parkedAt }) => [id, parkedAt]));
}

const HISTORY = { actor: 'head' };

describe('a case that its read model could not take in whole', () => {
  let whole: { id: string };
  let spoilt: { id: string; number: string };
  let since: string;
  const path = () => `/consular-cases/${spoilt.id}`;

  it('says from which event on something is missing, alone and in every list', async () => {
    const subject = await person(office.api, 'Nông Văn Mẫu');
    whole = await openCase(office.api, { subjects: [subject] });
    spoilt = await openCase(office.api, { subjects: [subject] });
    const { revision } = await command(office.api, spoilt.id, 'add-note', { text: 'Ghi chú' });
    expect(revision).toBe(1);
    const { body: told } = await office.api.get<HistoryDto>(`${path()}/history`, HISTORY);
    const target = told.entries.at(-1)!.id;
    await command(office.api, spoilt.id, 'propose-voiding', { target, reason: 'Ghi nhầm' });
    const before = '2022-06-15T02:00:00.000Z';
    office.at('2022-06-15T03:00:00.000Z');
    await command(office.api, spoilt.id, 'assign-officer', { officer: 'officer-consular', role: 'lead' });
    await spoil(`consularCase-${spoilt.id}`, 'IdentityVerified', null);
    since = await spoil(`consularCase-${spoilt.id}`, 'NoteAdded', null);
    for (const address of [path(), `/consular-cases/by-number/${spoilt.number}`]) {
      const { body, headers } = await office.api.get(address, { since });
      expect(body).toMatchObject({
        id: spoilt.id,
        revision: 3,
        parkedAt: 4,
        leadOfficer: 'officer-consular',
      });
      expect(headers.get('etag')).toBe('"3"');
    }
    expect((await office.api.get(`/consular-cases/${whole.id}`)).body).toMatchObject({ parkedAt: null });
    const marked = { [whole.id]: null, [spoilt.id]: 4 };
    const past = (asAt: string, clock: string) => marks(`/consular-cases?asAt=${asAt}&clock=${clock}`, since);
    expect(await marks('/consular-cases', since)).toEqual(marked);
    expect(await past('2022-06-15T03:00:00.000Z', 'recorded')).toEqual(marked);
    expect(await past('2022-06-15T03:00:00.000Z', 'occurred')).toEqual(marked);
    expect(await past(before, 'recorded')).toEqual({ [whole.id]: null, [spoilt.id]: null });
    const { body: work } = await office.api.get<Json>('/consular-cases/my-work');
    expect(work).toMatchObject({ mine: { items: [{ id: spoilt.id, parkedAt: 4 }] } });
    // Nobody is kept from what waits elsewhere.
    expect((await office.api.get('/approvals', { actor: 'director' })).status).toBe(200);
  });

  it('tells its history from the log, without what nobody knows', async () => {
    const { status, body } = await office.api.get<HistoryDto>(`${path()}/history`, HISTORY);
    expect([status, body.revision]).toEqual([200, 5]);
    const told = body.entries.map(({ type, changesUnknown, changes }) => [
      type,
      changesUnknown ?? false,
      changes.length > 0,
    ]);
    expect(told).toEqual([
      ['ConsularCaseOpened', false, true],
      ['NoteAdded', false, true],
      ['DecisionProposed', false, false],
      ['OfficerAssigned', false, true],
      ['IdentityVerified', true, false],
      ['NoteAdded', true, false],
    ]);
  });

  it('answers with a code of its own where it has to be folded, and goes on before that event', async () => {
    for (const asked of [`${path()}?revision=4`, `${path()}/compare?from=0`]) {
      const problem = expectProblem(await office.api.get(asked, HISTORY), 500, 'history.not-foldable');
      expect(problem).toMatchObject({ details: { id: spoilt.id, revision: 4 } });
    }
    expect((await office.api.get(`${path()}?revision=3`)).body).toMatchObject({
      revision: 3,
      parkedAt: null,
    });
    const { body } = await office.api.get<HistoryDto>(`${path()}/history`, HISTORY);
    for (const [name, said] of [
      ['add-note', { text: 'Ghi chú' }],
      ['propose-voiding', { target: body.entries[3]!.id, reason: 'Ghi nhầm' }],
    ] as const) {
      const refused = () => office.api.post(`${path()}/${name}`, said);
      expectProblem(await leavesLogAlone(office, refused), 500, 'history.not-foldable');
    }
    expect(office.log()).toMatch(/"error":"UnfoldableEvent".*"cause":\{"error":"TypeError"/);
  });

  it('says so, too, of what a later release wrote', async () => {
    const { id } = await openCase(office.api);
    since = await spoil(`consularCase-${id}`, 'CaseTeleported', {});
    expect((await office.api.get(`/consular-cases/${id}`, { since })).body).toMatchObject({
      revision: 0,
      parkedAt: 1,
    });
    for (const asked of ['/history', '?revision=0', '/compare?from=0'])
      expectProblem(
        await office.api.get(`/consular-cases/${id}${asked}`, HISTORY),
        500,
        'history.not-foldable',
      );
    expect((await marks('/consular-cases', since))[id]).toBe(1);
  });

  it('says so of somebody on a roster', async () => {
    const group = await openCase(office.api, { kind: 'conflict_evacuation', country: 'UA' });
    const subject = await person(office.api, 'Hoàng Thị An');
    const entries = [{ subject, status: 'to_evacuate' }];
    await office.api.post(`/consular-cases/${group.id}/add-roster-entries`, { entries });
    const roster = `/consular-cases/${group.id}/roster`;
    const [entry] = Object.entries(await marks(roster));
    expect(entry).toEqual([expect.any(String), null]);
    const id = entry![0];
    since = await spoil(`rosterEntry-${id}`, 'RosterEntryUpdated', null);
    expect(await marks(roster, since)).toEqual({ [id]: 1 });
    const path = `${roster}/${subject}`;
    expect((await office.api.get(path)).body).toMatchObject({ status: 'to_evacuate', parkedAt: 1 });
    expect((await office.api.get(`${path}?revision=0`)).body).toMatchObject({ parkedAt: null });
    expectProblem(await office.api.get(`${path}?revision=1`), 500, 'history.not-foldable');
    const { body: told } = await office.api.get<HistoryDto>(`${path}/history`, HISTORY);
    expect(told.entries.map(({ changesUnknown }) => changesUnknown ?? false)).toEqual([false, true]);
  });

  it('is nothing new to who looks after read models', async () => {
    const { body } = await office.api.get<{ items: { failedAt: number }[] }>('/parked-documents', {
      actor: 'administrator',
    });
    expect(body.items.map(({ failedAt }) => failedAt).sort()).toEqual([1, 1, 4]);
  });

  it('keeps back no answer about the one that stands for it, but its withdrawal', async () => {
    const [here, there] = [await openCase(office.api), await openCase(office.api)];
    const path = `/consular-cases/${here.id}`;
    await command(office.api, here.id, 'merge-cases', { other: there.id, evidence: 'Trùng' });
    await spoil(`consularCase-${there.id}`, 'IdentityVerified', null);
    expect((await office.api.get(path)).status).toBe(200);
    const withdrawal = { by: 'applicant', reason: 'Không cần nữa' };
    const refused = () => office.api.post(`${path}/withdraw-case`, withdrawal);
    expectProblem(await leavesLogAlone(office, refused), 500, 'history.not-foldable');
  });
});

describe('somebody whom a case names in what no read model has of it', () => {
  it('is not erased before somebody has looked at that case', async () => {
    const subject = await person(office.api, 'Nông Văn Khác');
    const { id } = await openCase(office.api);
    await spoil(`consularCase-${id}`, 'CaseTeleported', { with: subject });
    const asked = { ground: 'request', reason: 'Đơn của công dân' };
    const propose = () => office.api.post(`/subjects/${subject}/propose-erasure`, asked);
    const problem = expectProblem(await leavesLogAlone(office, propose), 500, 'history.not-foldable');
    expect(problem).toMatchObject({ details: { id, revision: 1 } });
  });
});

describe('somebody whose record the read model of names could not take in whole', () => {
  const NAME = 'Nông Văn Xóa';
  let id: string;

  const listed = async () =>
    (await office.api.get<{ items: Json[] }>('/subjects?limit=50')).body.items.find(
      (one) => one['id'] === id,
    );
  const decide = (proposal: string, ifMatch: number) =>
    office.api.post(
      `/subjects/${id}/decide-proposal`,
      { proposal, verdict: 'approved', reason: 'Đồng ý' },
      { actor: 'director', ifMatch, key: 'erase' },
    );

  it('says so, and is erased once an administrator has retried it', async () => {
    id = await person(office.api, NAME);
    const [registered] = await office.server.platform.stores.events.readStream(`subject-${id}`);
    const { details } = registered!.data as { details: { name: { $sealed: { wrapped: string } } } };
    const { $sealed } = details.name;
    // Sealed as nobody seals: it opens only when its key has gone, to nothing.
    const name = { $sealed: { ...$sealed, data: $sealed.wrapped } };
    const since = await spoil(`subject-${id}`, 'SubjectDetailsCorrected', {
      changes: { name },
      reason: name,
    });
    expect((await office.api.get(`/subjects/${id}`, { since })).body).toMatchObject({ parkedAt: 1 });
    expect(await listed()).toMatchObject({ name: NAME, parkedAt: 1 });

    const proposal = await office.api.post<Done>(`/subjects/${id}/propose-erasure`, {
      ground: 'request',
      reason: 'Đơn của công dân',
    });
    expect(proposal.status).toBe(200);
    const { events } = office.server.platform.stores;
    const proposed = (await events.readStream(`subject-${id}`)).at(-1)!;
    const answer = await decide(proposed.id, proposed.revision);
    const problem = expectProblem(answer, 409, 'subject.erasure-unfinished');
    expect(problem).toMatchObject({ details: { id, revision: 1 } });
    expect(await listed()).toMatchObject({ name: NAME, parkedAt: 1, erasedOn: null });
    // Whatever else waits to be decided is seen all the same.
    expect((await office.api.get('/approvals', { actor: 'director' })).status).toBe(200);

    const { status } = await office.api.post('/parked-documents/retry', {}, { actor: 'administrator' });
    expect(status).toBe(200);
    expect((await decide(proposed.id, proposed.revision)).status).toBe(200);
    expect(await listed()).toMatchObject({ name: null, parkedAt: null, erasedOn: '2022-06-15' });
  });
});
