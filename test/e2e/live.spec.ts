import { type CaseAnswer } from './support/answers.js';
import { type Done } from './support/api-client.js';
import { command, openCase } from './support/casework.js';
import { LiveClient } from './support/live-client.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, refusedFields } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const note = (id: string, text: string) => command(office.api, id, 'add-note', { text });

describe('whoever wrote', () => {
  it('sees it at once with the position of the own write', async () => {
    const { id } = await openCase(office.api);
    for (let index = 1; index <= 10; index += 1) {
      const { position, revision } = await note(id, `Ghi chú ${index}`);
      const { body, headers } = await office.api.get<CaseAnswer>(`/consular-cases/${id}`, {
        since: position,
      });
      expect([body.revision, body.notes.length]).toEqual([revision, index]);
      expect(headers.get('etag')).toBe(`"${revision}"`);
      expect(headers.get('cotmoc-position')! >= position).toBe(true);
      expect(headers.get('cotmoc-stale')).toBeNull();
    }
  });

  it('is told how fresh every answer is', async () => {
    const { position } = await openCase(office.api);
    const { headers } = await office.api.get('/consular-cases', { since: position });
    expect(headers.get('cotmoc-position')).toBe(position);
    expect(headers.get('cotmoc-recorded-at')).toBe('2022-06-15T02:00:00.000Z');
    expect(Number(headers.get('cotmoc-lag-ms'))).toBe(0);
    expect(headers.get('cotmoc-mode')).toBe('demo');
  });

  it('gets what there is, marked as stale, when that position does not come', async () => {
    const never = { headers: { 'Cotmoc-Min-Position': '99999999999999999999' } };
    const { status, headers } = await office.api.get('/consular-cases', never);
    expect([status, headers.get('cotmoc-stale')]).toEqual([200, 'true']);
  });

  it.each(['so?on!', 'soon', '42'])('cannot ask for a position that is none: %s', async (since) => {
    const asked = { headers: { 'Cotmoc-Min-Position': since } };
    const answer = await office.api.get('/consular-cases', asked);
    const problem = expectProblem(answer, 400, 'validation.failed');
    expect(refusedFields(problem)).toEqual([['Cotmoc-Min-Position', 'header']]);
  });

  it('need not fetch a subject again that did not change', async () => {
    const { body } = await office.api.post<Done>('/subjects', { kind: 'person', name: 'Nông Thị Mẫu' });
    const known = { since: body.position, headers: { 'If-None-Match': '"0"' } };
    expect((await office.api.get(`/subjects/${body.id}`, known)).status).toBe(304);
    const written = await office.api.post<Done>(`/subjects/${body.id}/correct-details`, {
      changes: { name: 'Nông Thị Thử' },
      reason: 'Ghi nhầm',
    });
    expect(written.status).toBe(200);
    const again = await office.api.get(`/subjects/${body.id}`, { ...known, since: written.body.position });
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"']);
  });
});

describe('a live client', () => {
  it('hears of each event once, in order, when the answers show it', async () => {
    const live = await LiveClient.open(office.api);
    const { id } = await openCase(office.api);
    const { position } = await note(id, 'Một');
    const messages = await live.heardOf(`consularCase-${id}`, 2);
    expect(messages.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        stream: `consularCase-${id}`,
        type: 'ConsularCaseOpened',
        revision: 0,
        actor: 'officer-consular',
      }),
      expect.objectContaining({ module: 'consularCase', type: 'NoteAdded', revision: 1, position }),
    ]);
    // Without asking to wait: what was announced is there.
    expect((await office.api.get<CaseAnswer>(`/consular-cases/${id}`)).body.revision).toBe(1);
    live.close();
  });

  it('hears only of what it asked for', async () => {
    const live = await LiveClient.open(office.api, {}, '?module=subject');
    const { id } = await openCase(office.api);
    await note(id, 'Một');
    await office.api.post('/subjects', { kind: 'person', name: 'Nông Văn Mẫu' });
    const messages = await live.received(1);
    expect(new Set(messages.map(({ data }) => data['type']))).toEqual(new Set(['SubjectRegistered']));
    live.close();
  });

  it('goes on where it stopped, without a gap or a repetition', async () => {
    const { id } = await openCase(office.api);
    const first = await LiveClient.open(office.api, {}, '?module=consularCase');
    const { position } = await note(id, 'Một');
    await first.heard(position);
    first.close();
    await note(id, 'Hai');
    await note(id, 'Ba');
    const second = await LiveClient.open(office.api, { after: position }, '?module=consularCase');
    await note(id, 'Bốn');
    const messages = await second.heardOf(`consularCase-${id}`, 3);
    expect(messages.map(({ data }) => data['revision'])).toEqual([2, 3, 4]);
    second.close();
  });

  it('that comes with a position that never was is told to read again, and hears what follows', async () => {
    const live = await LiveClient.open(office.api, { after: '99999999999999999999' });
    const [reset] = await live.received(1, 'reset');
    const { id } = await openCase(office.api);
    const [heard] = await live.received(1);
    expect(heard!.data).toMatchObject({ stream: `consularCase-${id}`, type: 'ConsularCaseOpened' });
    expect(heard!.id > reset!.id).toBe(true);
    live.close();
  });

  it('has to say who it is', async () => {
    expectProblem(await office.api.get('/live', { actor: 'nobody' }), 401, 'access.unknown-actor');
    expectProblem(await office.api.get('/live', { actor: 'administrator' }), 403, 'access.denied');
  });
});
