import { type CaseAnswer } from './support/answers.js';
import { command, openCase } from './support/casework.js';
import { LiveClient } from './support/live-client.js';
import { MARK, markedCase, type MarkedCase } from './support/marked-case.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;
let marked: MarkedCase;

beforeAll(async () => {
  office = await openOffice();
  marked = await markedCase(office.api);
});

afterAll(() => office.close());

/** Every answer about the case, now and then. */
const questions = ({ id, last }: MarkedCase): string[] => [
  '/consular-cases',
  '/consular-cases?q=BHCD-2022-0001',
  '/consular-cases/my-work',
  '/consular-cases/by-number/BHCD-2022-0001',
  `/consular-cases/${id}`,
  `/consular-cases/${id}/history`,
  ...Array.from({ length: last.revision + 1 }, (_, revision) => `/consular-cases/${id}?revision=${revision}`),
  ...['recorded', 'occurred'].map(
    (clock) => `/consular-cases/${id}?asAt=2022-06-15T03:00:00Z&clock=${clock}`,
  ),
  `/consular-cases/${id}/compare?from=0&to=${last.revision}`,
  `/consular-cases/${id}/compare?from=2022-01-01&clock=occurred`,
  '/consular-cases?asAt=2022-06-15',
  '/consular-cases/figures?from=2022-01-01&to=2022-12-31&asAt=2022-06-15',
  '/consular-cases/figures?from=2022-01-01&to=2022-12-31',
  '/reports/consular-cases?from=2022-01-01&to=2022-12-31',
];

describe('who may read personal data', () => {
  it('reads what was written, in the case and in its history', async () => {
    const { body: seen } = await office.api.get<CaseAnswer>(`/consular-cases/${marked.id}`, {
      since: marked.last.position,
    });
    expect(seen.personalShown).toBe(true);
    expect(seen.notes.map(({ text }) => text)).toEqual([`${MARK} ghi`]);
    // Names, texts of every act, and facts of the kind: as many as were written.
    expect(JSON.stringify(seen).split(MARK).length - 1).toBeGreaterThan(25);
    const { body: history } = await office.api.get(`/consular-cases/${marked.id}/history`);
    expect(JSON.stringify(history).split(MARK).length - 1).toBeGreaterThan(25);
  });
});

describe.each(['analyst', 'inspector'])('somebody who is a %s', (actor) => {
  it('sees no personal value in any answer about the case', async () => {
    for (const path of questions(marked)) {
      const { body, status } = await office.api.get(path, { actor, since: marked.last.position });
      expect([path, status]).toEqual([path, 200]);
      expect([path, JSON.stringify(body).includes(MARK)]).toEqual([path, false]);
      expect([path, /"\$(sealed|plain)"/.test(JSON.stringify(body))]).toEqual([path, false]);
    }
  });

  it('sees that something is there, without a finding that is sensitive', async () => {
    const { body } = await office.api.get<CaseAnswer & Record<string, unknown>>(
      `/consular-cases/${marked.id}`,
      { actor },
    );
    expect(body.personalShown).toBe(false);
    expect(body['details']).toEqual({
      victimStatus: null,
      minor: null,
      recruiter: null,
      placeHeld: null,
      policeCaseNumber: null,
    });
    expect(body.notes.map(({ text }) => text)).toEqual([null]);
    const { body: history } = await office.api.get(`/consular-cases/${marked.id}/history`, { actor });
    expect(JSON.stringify(history)).not.toContain('in_verification');
    expect(JSON.stringify(history)).not.toContain('suspected');
  });

  it('is not told by a refusal what the facts do not say', async () => {
    const { id, position } = await openCase(office.api, {
      kind: 'rescue_return',
      details: { victimStatus: 'suspected' },
    });
    const { body } = await office.api.get<CaseAnswer>(`/consular-cases/${id}`, { actor, since: position });
    expect(new Set(body.actions.map(({ allowed, code }) => `${allowed} ${code}`))).toEqual(
      new Set(['false access.denied']),
    );
    expect(JSON.stringify(body.actions)).not.toMatch(/victim|under 18/);
  });

  it('cannot look for a name, open a document or read about people', async () => {
    const refused = [
      office.api.get(`/consular-cases?q=${MARK}`, { actor }),
      office.api.ask('/consular-cases/search', { q: MARK }, { actor }),
      office.api.get(`/consular-cases/${marked.id}/documents/${marked.document.documentId}`, { actor }),
      office.api.get(`/subjects/${marked.subject}`, { actor }),
      office.api.get('/subjects', { actor }),
      office.api.ask('/subjects/search', { name: MARK }, { actor }),
    ];
    for (const answer of await Promise.all(refused)) {
      expectProblem(answer, 403, 'access.denied');
      expect(JSON.stringify(answer.body)).not.toContain(MARK);
    }
  });
});

describe('live updates', () => {
  it('name nobody, to nobody', async () => {
    for (const actor of ['officer', 'analyst']) {
      const live = await LiveClient.open(office.api, { actor, after: '0'.repeat(20) });
      const { position } = await command(office.api, (await openCase(office.api)).id, 'add-note', {
        text: `${MARK} live`,
      });
      const messages = await live.received(marked.last.revision + 2);
      expect(messages.length).toBeGreaterThan(20);
      expect(live.text).not.toContain(MARK);
      expect(position).not.toBe('');
      live.close();
    }
  });
});

describe('what the server writes', () => {
  it('to its log holds no personal value and no address, whatever was asked', async () => {
    await leavesLogAlone(office, async () => {
      await office.api.get(`/consular-cases?q=${MARK}`);
      await office.api.get(`/${MARK}`);
      await office.api.get(`/consular-cases/${MARK}`);
      await office.api.get(`/consular-cases/%zz${MARK}`);
      await office.api.ask('/consular-cases/search', { q: MARK });
      await office.api.ask('/subjects/search', { name: MARK });
      await office.api.post('/subjects', { kind: 'person', name: MARK, colour: MARK });
      await office.api.post(`/consular-cases/${marked.id}/add-note`, { text: MARK });
      await office.api.send('POST', '/subjects', `{"name":"${MARK}"`, {
        headers: { 'Content-Type': 'application/json' },
      });
      await office.api.get('/consular-cases', { actor: encodeURIComponent(MARK) });
      await office.api.get('/consular-cases', { headers: { 'User-Agent': MARK, 'X-Correlation-Id': 'abc' } });
    });
    expect(office.log()).toContain('"route":"/api/v1/consular-cases/:id/add-note"');
    expect(office.log()).toContain('"correlationId":"abc"');
    expect(office.log()).not.toContain(MARK);
    expect(office.log()).not.toContain(marked.id);
  });

  it('to its stores is sealed, but for the names by which people are found', async () => {
    const stored = await office.stored();
    expect(new Set(stored.map(({ part }) => part))).toEqual(
      new Set(['log', 'read models', 'keys', 'attachments']),
    );
    for (const { part, name, content } of stored) {
      expect([name, content.includes(`${MARK} ghi`), content.includes(`${MARK} content`)]).toEqual([
        name,
        false,
        false,
      ]);
      if (part !== 'read models')
        expect([name, content.includes(MARK)]).toEqual([expect.not.stringContaining(MARK), false]);
    }
  });
});
