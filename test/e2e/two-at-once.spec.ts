import { randomUUID } from 'node:crypto';
import { MODULES } from '../../apps/api/src/index.js';
import { commandIdOf, newIdOf } from '#event-sourcing';
import { type CaseAnswer, type HistoryAnswer } from './support/answers.js';
import { type Answer, type Done, type Json, type Opened } from './support/api-client.js';
import { command, forward, INTAKE, openCase, paper, person, verify } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office.close());

const note = (id: string, text = 'Ghi chú', sent = {}): Promise<Answer<Done>> =>
  office.api.post<Done>(`/consular-cases/${id}/add-note`, { text }, sent);

const caseAt = async (id: string, since: string): Promise<CaseAnswer> =>
  (await office.api.get<CaseAnswer>(`/consular-cases/${id}`, { since })).body;

describe('a command that the case does not take now', () => {
  const refused = async (id: string, name: string, body: Json, code: string, status = 409) => {
    const answer = await leavesLogAlone(office, () => office.api.post(`/consular-cases/${id}/${name}`, body));
    expectProblem(answer, status, code);
  };
  const toDepartment = { addressee: 'consular_department', enclosures: [], ...paper('1', 'outgoing-2022') };

  it('is refused with the rule in the way, and the case said so before', async () => {
    const { id, position } = await openCase(office.api);
    await refused(id, 'forward-case', toDepartment, 'consular-case.identity-not-verified');
    await refused(id, 'record-outcome', { outcome: 'returned' }, 'consular-case.identity-not-verified');
    await refused(id, 'close-case', {}, 'consular-case.outcome-not-recorded');
    await refused(
      id,
      'record-supplement',
      { papers: [{ kind: 'id_copy' }], complete: true },
      'consular-case.no-supplement-requested',
    );

    const { actions } = await caseAt(id, position);
    const inTheWay = Object.fromEntries(actions.map((action) => [action.command, action.code]));
    expect(inTheWay).toMatchObject({
      ForwardCase: 'consular-case.identity-not-verified',
      RecordOutcome: 'consular-case.identity-not-verified',
      CloseCase: 'consular-case.outcome-not-recorded',
      RecordSupplement: 'consular-case.no-supplement-requested',
      AddNote: undefined,
    });
  });

  it('is refused while papers are awaited', async () => {
    const { id } = await openCase(office.api);
    await command(office.api, id, 'request-supplement', {
      dossier: 'request',
      missing: ['id_copy'],
      dueOn: '2022-06-30',
    });
    await refused(id, 'forward-case', toDepartment, 'consular-case.awaiting-supplement');
  });

  it('says what is missing by its name, in both languages', async () => {
    const [subject, applicant] = [
      await person(office.api, 'Nông Văn A'),
      await person(office.api, 'Nông Văn B'),
    ];
    const { id } = await openCase(office.api, { subjects: [subject], applicant });
    await verify(office.api, id, subject);
    const answer = await leavesLogAlone(office, () =>
      office.api.post(`/consular-cases/${id}/forward-case`, toDepartment),
    );
    expect(expectProblem(answer, 422, 'consular-case.request-papers-missing').messages).toEqual({
      vi: 'Đơn của thân nhân còn thiếu: Đơn đề nghị giúp đỡ, Bản sao giấy tờ tùy thân của người làm đơn',
      en: "A relative’s request lacks: Request for assistance, Copy of the applicant's identity paper",
    });
  });

  it('is refused when its day contradicts the days before', async () => {
    const subject = await person(office.api, 'Nông Văn C');
    const { id } = await openCase(office.api, { subjects: [subject] });
    const body = { subject, method: 'papers', homeProvince: 'cao-bang', occurredOn: '2022-06-09' };
    await refused(id, 'verify-identity', body, 'consular-case.date-out-of-order', 422);
  });
});

describe('somebody who saw an earlier revision', () => {
  it('is told what changed since', async () => {
    const { id, revision } = await openCase(office.api);
    await note(id, 'Một', { ifMatch: revision });
    await command(
      office.api,
      id,
      'assign-officer',
      { officer: 'officer-border', role: 'lead' },
      { actor: 'head-consular' },
    );
    const answer = await leavesLogAlone(office, () =>
      note(id, 'Hai', { ifMatch: revision, actor: 'officer-consular-2' }),
    );
    const problem = expectProblem(answer, 412, 'command.stale-revision');
    expect(problem['details']).toMatchObject({
      expected: 0,
      actual: 2,
      changes: [
        { type: 'NoteAdded', revision: 1, actor: { id: 'officer-consular' } },
        { type: 'OfficerAssigned', revision: 2, actor: { id: 'head-consular' } },
      ],
    });
  });

  it('cannot have seen a revision that is to come', async () => {
    const { id } = await openCase(office.api);
    const answer = await leavesLogAlone(office, () => note(id, 'x', { ifMatch: 7 }));
    expectProblem(answer, 412, 'command.stale-revision');
  });
});

describe('two officers at once', () => {
  it('who both saw the same revision: one is first, the other is told', async () => {
    const { id, revision } = await openCase(office.api);
    const answers = await Promise.all(
      ['officer-consular', 'officer-consular-2'].map((actor) =>
        note(id, actor, { actor, ifMatch: revision }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expectProblem(
      answers.find(({ status }) => status === 412)!,
      412,
      'command.stale-revision',
    );
    const { notes } = await caseAt(id, answers.find(({ status }) => status === 200)!.body.position);
    expect(notes).toHaveLength(1);
  });

  it('who do not mind each other are both heard, one after the other', async () => {
    const { id } = await openCase(office.api);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => note(id, `Ghi chú ${index}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.map(({ body }) => body.revision).sort((a, b) => a - b)).toEqual(
      answers.map((_, index) => index + 1),
    );
  });

  it('who close a case close it once', async () => {
    const subject = await person(office.api, 'Nông Văn D');
    const { id } = await openCase(office.api, { subjects: [subject] });
    await verify(office.api, id, subject);
    await forward(office.api, id);
    await command(office.api, id, 'record-mission-report', { mission: 'my-kuala-lumpur', ...paper('9') });
    await command(office.api, id, 'record-outcome', { outcome: 'returned' });
    await command(office.api, id, 'waive-family-notification', { reason: 'Không còn ai' });
    const answers = await Promise.all(
      ['officer-consular', 'head-consular'].map((actor) =>
        office.api.post<Done>(`/consular-cases/${id}/close-case`, {}, { actor }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const stored = await office.server.platform.stores.events.readStream(`consularCase-${id}`);
    expect(stored.filter(({ type }) => type === 'CaseClosed')).toHaveLength(1);
  });
});

describe('the same request twice', () => {
  it('opens one case, and the second answer is the first', async () => {
    const key = randomUUID();
    const first = await office.api.post<Opened>('/consular-cases', INTAKE, { key });
    const again = await leavesLogAlone(office, () =>
      office.api.post<Opened>('/consular-cases', INTAKE, { key }),
    );
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('adds one note, whatever came in between and whatever revision it says it saw', async () => {
    const { id, revision } = await openCase(office.api);
    const sent = { key: randomUUID(), ifMatch: revision };
    const first = await note(id, 'Một', sent);
    await note(id, 'Hai');
    const again = await leavesLogAlone(office, () => note(id, 'Một', sent));
    expect(again.body).toEqual({ ...first.body, repeated: true });
  });

  it('with another payload is refused', async () => {
    const key = randomUUID();
    await office.api.post('/consular-cases', INTAKE, { key });
    const other = { ...INTAKE, country: 'KH' };
    const answer = await leavesLogAlone(office, () => office.api.post('/consular-cases', other, { key }));
    expectProblem(answer, 422, 'command.key-reused');
    const { id } = await openCase(office.api);
    await note(id, 'Một', { key });
    expectProblem(await leavesLogAlone(office, () => note(id, 'Hai', { key })), 422, 'command.key-reused');
  });

  it('of somebody else is another request', async () => {
    const key = randomUUID();
    const { body: mine } = await office.api.post<Opened>('/consular-cases', INTAKE, { key });
    const { body: theirs } = await office.api.post<Opened>('/consular-cases', INTAKE, {
      key,
      actor: 'head-consular',
    });
    expect(theirs.id).not.toBe(mine.id);
    expect(theirs.number).not.toBe(mine.number);
  });

  it('that was refused once is judged anew', async () => {
    const key = randomUUID();
    const [body] = [{ ...INTAKE, occurredOn: '2022-06-16' }];
    expectProblem(
      await office.api.post('/consular-cases', body, { key }),
      422,
      'consular-case.date-in-future',
    );
    office.at('2022-06-16T02:00:00.000Z');
    const { status } = await office.api.post('/consular-cases', body, { key });
    office.at('2022-06-15T02:00:00.000Z');
    expect(status).toBe(201);
  });
});

describe('many intakes at once', () => {
  it('fifty take fifty numbers without a gap', async () => {
    const fresh = await openOffice();
    try {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          fresh.api.post<Opened>('/consular-cases', INTAKE, { key: `intake-${index}` }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(answers.map(({ body }) => body.number).sort()).toEqual(
        answers.map((_, index) => `BHCD-2022-${String(index + 1).padStart(4, '0')}`),
      );
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(50);
    } finally {
      await fresh.close();
    }
  });

  it('ten that are the same open one case and take one number', async () => {
    const before = await openCase(office.api);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => office.api.post<Opened>('/consular-cases', INTAKE, { key })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => `${body.id} ${body.number} ${body.revision}`)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    const after = await openCase(office.api);
    expect(sequenceOf(after) - sequenceOf(before)).toBe(2);
  });

  it('numbers each year on its own, by the day of receipt', async () => {
    const { number } = await openCase(office.api, { occurredOn: '2021-12-31' });
    expect(number).toBe('BHCD-2021-0001');
  });
});

const sequenceOf = ({ number }: Opened): number => Number(number.split('-').at(-1));

describe('an intake that took a number and was given up', () => {
  it('is refused when it comes again, and shows nowhere', async () => {
    const key = randomUUID();
    const commandId = commandIdOf('officer-consular', key);
    const id = newIdOf('consularCase', commandId);
    const { platform } = office.server;
    const actor = { id: 'administrator', role: 'administrator', unit: 'office' } as const;
    const now = '2022-06-15T02:00:00.000Z';
    const given = MODULES.flatMap(({ streams }) => streams).find(
      ({ category }) => category === 'consularCase',
    );
    await given!.abandonIntake!(
      platform,
      { stream: `consularCase-${id}`, number: 'BHCD-2022-9999', reason: 'Không ai gửi lại' },
      {
        context: { actor, now, today: '2022-06-15', occurredOn: '2022-06-15' },
        request: { commandId: randomUUID(), correlationId: 'x', causationId: 'x', fingerprint: 'x' },
      },
    );
    const answer = await leavesLogAlone(office, () => office.api.post('/consular-cases', INTAKE, { key }));
    expectProblem(answer, 409, 'consular-case.intake-abandoned');
    const since = await office.head();
    expectProblem(await office.api.get(`/consular-cases/${id}`, { since }), 404, 'consular-case.not-opened');
    expectProblem(await note(id), 404, 'consular-case.not-opened');
    const { body } = await office.api.get<{ items: { id: string }[] }>('/consular-cases?limit=100');
    expect(body.items.map((item) => item.id)).not.toContain(id);
    expect((await office.api.get('//health/ready')).status).toBe(200);
    const history = await office.api.get<HistoryAnswer>(`/consular-cases/${id}/history`);
    expect(history.body.entries.map(({ type }) => type)).toEqual(['IntakeAbandoned']);
  });
});
