import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type History, openApiDocument } from '#platform';
import { ACT_LISTS } from '../queries/act-lists.js';
import { casesApp, EXAMPLE_NAMES } from '../testing/cases-app.js';
import { CITIZEN, EXAMPLE_DATA, RELATIVE, SECOND_CITIZEN } from '../testing/index.js';
import { type CaseView } from '../queries/case-view.js';
import { type CasePage } from '../queries/list-view.js';

type App = Awaited<ReturnType<typeof casesApp>>;
let app: App;

beforeEach(async () => {
  app = await casesApp();
});
afterEach(() => app.close());

const CASES = '/consular-cases';
const source = (register: string, number: string, date: string) => ({
  register,
  number,
  date,
  issuer: 'Cơ quan mẫu',
});

async function opened(changes: object = {}, options = {}): Promise<string> {
  const answer = await app.post(CASES, { ...EXAMPLE_DATA.OpenConsularCase, ...changes }, options);
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return answer.json<{ id: string }>().id;
}

async function does(id: string, path: string, body: object): Promise<void> {
  const answer = await app.post(`${CASES}/${id}/${path}`, body);
  expect([path, answer.statusCode, answer.json()]).toEqual([path, 200, expect.anything()]);
}

const bodyOf = async <T>(url: string, options = {}): Promise<T> => {
  const answer = await app.get(url, options);
  expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, expect.anything()]);
  return answer.json<T>();
};
const list = (query: string, options = {}) => bodyOf<CasePage>(`${CASES}?${query}`, options);
const numbers = ({ items }: CasePage) => items.map(({ number }) => number);
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code;

describe('the list of cases', () => {
  it('shows people by name to who may read names, and to nobody else', async () => {
    const id = await opened();
    const page = await list('');
    expect(page).toEqual({
      items: [
        {
          id,
          revision: 0,
          number: 'BHCD-2022-0001',
          phase: 'received',
          kind: 'detention',
          country: 'MY',
          urgency: 'normal',
          openedOn: '2022-03-10',
          subjects: [{ id: CITIZEN, kind: 'person', name: EXAMPLE_NAMES.get(CITIZEN), erased: false }],
          leadOfficer: null,
          unit: 'consular',
          nextDueOn: '2022-03-11',
          workingDaysLeft: 1,
          overdue: false,
          fileTask: null,
          fileDueOn: null,
          fileOverdue: false,
          supplementDueOn: null,
          outcome: null,
          merged: [],
          mergedInto: null,
          lastChangedAt: '2022-03-10T02:00:00.000Z',
          lastChangedBy: 'officer-consular',
          changedByOthers: false,
          parkedAt: null,
        },
      ],
      count: { count: 1, capped: false },
      partial: false,
      peopleTruncated: false,
    });
    const analyst = await list('', { actor: 'analyst' });
    expect(analyst.items[0]).toMatchObject({
      subjects: [{ id: CITIZEN, name: null }],
      changedByOthers: true,
    });
  });

  it('filters, sorts and counts', async () => {
    await opened();
    app.at('2022-03-14T02:00:00.000Z');
    const second = await opened({ kind: 'missing', country: 'KH', urgency: 'urgent' });
    await opened({ kind: 'missing', country: 'not_stated', occurredOn: '2022-03-12' });
    await does(second, 'assign-officer', { officer: 'officer-border', role: 'lead' });
    expect(numbers(await list(''))).toEqual(['BHCD-2022-0002', 'BHCD-2022-0003', 'BHCD-2022-0001']);
    expect(numbers(await list('sort=number'))).toEqual([
      'BHCD-2022-0001',
      'BHCD-2022-0002',
      'BHCD-2022-0003',
    ]);
    expect(numbers(await list('sort=nextDueOn'))).toEqual([
      'BHCD-2022-0001',
      'BHCD-2022-0003',
      'BHCD-2022-0002',
    ]);
    expect(numbers(await list('kind=missing&country=KH'))).toEqual(['BHCD-2022-0002']);
    expect(numbers(await list('officer=officer-border'))).toEqual(['BHCD-2022-0002']);
    expect(numbers(await list('unit=border'))).toEqual(['BHCD-2022-0002']);
    expect(numbers(await list('phase=received,verified'))).toHaveLength(3);
    expect(numbers(await list('phase=closed'))).toEqual([]);
    expect(numbers(await list('openedFrom=2022-03-11&openedTo=2022-03-13'))).toEqual(['BHCD-2022-0003']);
    expect(numbers(await list('overdue=true'))).toEqual(['BHCD-2022-0001']);
    expect(numbers(await list('overdue=false'))).toEqual(['BHCD-2022-0002', 'BHCD-2022-0003']);
    expect(await list('kind=missing')).toMatchObject({ count: { count: 2, capped: false } });
    expect(await list('kind=missing&count=false')).not.toHaveProperty('count');
  });

  it('finds a case by its number, however it is written', async () => {
    await opened();
    await opened();
    for (const q of ['BHCD-2022-0002', 'bhcd 2022 2', '2022/2', '0002', '2', 'BHCD2'])
      expect([q, numbers(await list(`q=${encodeURIComponent(q)}`))]).toEqual([q, ['BHCD-2022-0002']]);
    expect(numbers(await list('q=2022'))).toHaveLength(2);
    expect(numbers(await list('q=BHCD-2021-0002'))).toEqual([]);
  });

  it('finds cases by the name of a person in them, for who may read names', async () => {
    await opened({ subjects: [SECOND_CITIZEN], applicant: RELATIVE });
    await opened();
    expect(numbers(await list('q=dang%20hai'))).toEqual(['BHCD-2022-0001']);
    expect(numbers(await list('q=nong'))).toHaveLength(2);
    expect(numbers(await list('q=nobody'))).toEqual([]);
    expect(numbers(await list(`subject=${RELATIVE}`))).toHaveLength(2);
    const found = await app.post(`${CASES}/search`, { q: 'Đặng', phase: ['received'] });
    expect([found.statusCode, numbers(found.json())]).toEqual([200, ['BHCD-2022-0001']]);
    const denied = await app.get(`${CASES}?q=nong`, { actor: 'analyst' });
    expect([denied.statusCode, codeOf(denied)]).toEqual([403, 'access.denied']);
    expect(numbers(await list('q=0002', { actor: 'analyst' }))).toEqual(['BHCD-2022-0002']);
  });

  it('goes on where a page ended, and refuses a cursor of another question', async () => {
    for (let count = 0; count < 5; count += 1) await opened();
    const first = await list('sort=number&limit=2');
    const second = await list(`sort=number&limit=2&after=${first.next}`);
    const third = await list(`sort=number&limit=2&after=${second.next}`);
    expect([first, second, third].flatMap(numbers)).toEqual([1, 2, 3, 4, 5].map((n) => `BHCD-2022-000${n}`));
    expect(third).not.toHaveProperty('next');
    const other = await app.get(`${CASES}?sort=-number&limit=2&after=${first.next}`);
    expect([other.statusCode, codeOf(other)]).toEqual([400, 'request.cursor-invalid']);
  });

  it.each([
    ['colour=blue', 'colour'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['phase=asleep', 'phase'],
    ['sort=name', 'sort'],
    ['overdue=maybe', 'overdue'],
    ['openedFrom=2022-02-30', 'openedFrom'],
    ['openedFrom=2022-02-02&openedTo=2022-02-01', 'openedTo'],
    ['q=%20', 'q'],
    ['subject=somebody', 'subject'],
  ])('refuses %s', async (query, field) => {
    const answer = await app.get(`${CASES}?${query}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'validation.failed', errors: [{ field }] },
    ]);
  });
});

describe('a whole case', () => {
  it('says how it stands, what is due, what happened and what can be done', async () => {
    const id = await opened();
    await does(id, 'add-note', { text: 'Hồ sơ giấy để ở tủ số 2' });
    await does(id, 'record-kind-details', {
      details: { custodyAuthority: 'Cảnh sát sở tại', visitConsent: 'agreed', sentence: 'Hai năm' },
    });
    const answer = await app.get(`${CASES}/${id}`);
    expect(answer.headers.etag).toBe('"2"');
    const view = answer.json<CaseView>();
    expect(view).toMatchObject({
      id,
      revision: 2,
      number: 'BHCD-2022-0001',
      place: 'Selangor',
      summary: EXAMPLE_DATA.OpenConsularCase.summary,
      details: { custodyAuthority: 'Cảnh sát sở tại', visitConsent: 'agreed', sentence: 'Hai năm' },
      notes: [
        {
          revision: 1,
          occurredOn: '2022-03-10',
          recordedBy: 'officer-consular',
          text: 'Hồ sơ giấy để ở tủ số 2',
        },
      ],
      people: [
        { id: CITIZEN, name: EXAMPLE_NAMES.get(CITIZEN), erased: false },
        { id: RELATIVE, name: EXAMPLE_NAMES.get(RELATIVE), erased: false },
      ],
      deadlines: [{ rule: 'T-1', dueOn: '2022-03-11', standing: 'open', workingDaysLeft: 1 }],
      phases: [{ phase: 'received', since: '2022-03-10', until: null, days: 0 }],
      milestones: [{ type: 'ConsularCaseOpened' }],
      personalShown: true,
    });
    const action = (command: string) => view.actions?.find((known) => known.command === command);
    expect(action('VerifyIdentity')).toEqual({
      command: 'VerifyIdentity',
      label: { vi: 'Ghi nhận đã xác minh nhân thân', en: 'Verify an identity' },
      href: `/api/v1/consular-cases/${id}/verify-identity`,
      allowed: true,
    });
    const close = action('CloseCase');
    expect(close).toMatchObject({
      allowed: false,
      label: { vi: 'Kết thúc vụ việc', en: 'Close the case' },
    });
    const refused = await app.post(`${CASES}/${id}/close-case`, {});
    expect(refused.json()).toMatchObject({ code: close?.code, messages: close?.reason });
  });

  it('is the same by its number', async () => {
    const id = await opened();
    const byId = await bodyOf(`${CASES}/${id}`);
    expect(await bodyOf(`${CASES}/by-number/BHCD-2022-0001`)).toEqual(byId);
    expect(await bodyOf(`${CASES}/by-number/bhcd-2022-1`)).toEqual(byId);
    const answer = await app.get(`${CASES}/by-number/BHCD-2022-0009`);
    expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'consular-case.not-opened']);
  });

  it('hides what is personal and sensitive from analysts, and lets them do nothing', async () => {
    const id = await opened({
      kind: 'trafficking',
      details: { victimStatus: 'suspected', placeHeld: 'Khu nhà kín' },
    });
    await does(id, 'add-note', { text: 'Hồ sơ giấy để ở tủ số 2' });
    const answer = await app.get(`${CASES}/${id}`, { actor: 'analyst' });
    expect(answer.body).not.toMatch(/Selangor|tủ số 2|Khu nhà kín|"suspected|Nông/);
    const view = answer.json<CaseView>();
    expect(view).toMatchObject({
      place: null,
      summary: null,
      details: { victimStatus: null, placeHeld: null },
      notes: [{ text: null }],
      people: [
        { id: CITIZEN, name: null, erased: false },
        { id: RELATIVE, name: null, erased: false },
      ],
      personalShown: false,
    });
    expect(view.actions?.every(({ allowed }) => !allowed)).toBe(true);
  });

  it('counts the days of its deadlines over Tết, and not while papers are awaited', async () => {
    app.at('2022-01-27T02:00:00.000Z');
    const id = await opened({ channel: 'in_person' });
    await does(id, 'assign-officer', { officer: 'officer-consular', role: 'lead' });
    await does(id, 'verify-identity', { subject: CITIZEN, method: 'papers', homeProvince: 'cao-bang' });
    app.at('2022-01-28T02:00:00.000Z');
    await does(id, 'complete-dossier', EXAMPLE_DATA.CompleteDossier);
    const deadline = async () => (await bodyOf<CaseView>(`${CASES}/${id}`)).deadlines[1];
    expect(await deadline()).toMatchObject({
      rule: 'T-6',
      dueOn: '2022-02-07',
      standing: 'open',
      workingDaysLeft: 1,
    });
    await does(id, 'request-supplement', { ...EXAMPLE_DATA.RequestSupplement, dueOn: '2022-02-20' });
    expect(await deadline()).toMatchObject({ dueOn: null, standing: 'paused', workingDaysLeft: null });
    app.at('2022-02-10T02:00:00.000Z');
    const source = { register: 'incoming', number: '211', date: '2022-02-10', issuer: 'Gia đình' };
    await does(id, 'record-supplement', { ...EXAMPLE_DATA.RecordSupplement, source });
    expect(await deadline()).toMatchObject({ dueOn: '2022-02-11', standing: 'open' });
    app.at('2022-02-15T02:00:00.000Z');
    expect(await deadline()).toMatchObject({ standing: 'overdue', workingDaysLeft: -2 });
    await does(id, 'withdraw-case', EXAMPLE_DATA.WithdrawCase);
    expect(await deadline()).toMatchObject({ standing: 'ended', workingDaysLeft: null });
    expect(await bodyOf(`${CASES}/${id}`)).toMatchObject({
      nextDueOn: null,
      overdue: false,
      withdrawnOn: '2022-02-15',
    });
  });

  it('can be seen as it was, by revision and on both clocks', async () => {
    const id = await opened();
    app.at('2022-03-15T02:00:00.000Z');
    await does(id, 'verify-identity', {
      subject: CITIZEN,
      method: 'papers',
      homeProvince: 'cao-bang',
      occurredOn: '2022-03-11',
    });
    const past = (query: string) => bodyOf<CaseView>(`${CASES}/${id}?${query}`);
    expect(await past('revision=0')).toMatchObject({
      phase: 'received',
      revision: 0,
      asAt: { revision: 0 },
      deadlines: [{ standing: 'open' }],
    });
    const noon = 'asAt=2022-03-12T12:00:00%2B07:00';
    expect(await past(noon)).toMatchObject({
      phase: 'received',
      asAt: { asAt: '2022-03-12T05:00:00.000Z', clock: 'recorded' },
      deadlines: [{ standing: 'overdue' }],
    });
    expect(await past(`${noon}&clock=occurred`)).toMatchObject({ phase: 'verified' });
    expect(await past('asAt=2022-03-10T12:00:00Z&clock=occurred')).toMatchObject({ phase: 'received' });
    const answer = await app.get(`${CASES}/${id}?revision=0`);
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.json()).not.toHaveProperty('actions');
  });

  it('as at now is the present', async () => {
    const id = await opened();
    await does(id, 'add-note', { text: 'A' });
    const { actions: _actions, ...live } = await bodyOf<CaseView>(`${CASES}/${id}`);
    for (const query of [
      'revision=1',
      'asAt=2022-03-10T02:00:00Z',
      'asAt=2022-03-10T00:00:00Z&clock=occurred',
    ]) {
      const { asAt: _asAt, ...past } = await bodyOf<CaseView>(`${CASES}/${id}?${query}`);
      const { deadlines: _deadlines, workingDaysLeft: _left, phases: _phases, ...then } = past;
      expect(live).toMatchObject(then);
    }
  });

  it.each([
    ['revision=7', 400, 'validation.failed'],
    ['revision=0&asAt=2022-03-10T00:00:00Z', 400, 'validation.failed'],
    ['clock=recorded', 400, 'validation.failed'],
    ['asAt=yesterday', 400, 'validation.failed'],
    ['asAt=2022-03-11', 400, 'validation.failed'],
    ['asAt=2022-03-01T00:00:00Z', 404, 'consular-case.not-opened'],
  ])('refuses %s', async (query, status, code) => {
    const id = await opened();
    const answer = await app.get(`${CASES}/${id}?${query}`);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
  });

  it('does not know a case that is not there', async () => {
    const nowhere = `${CASES}/00000000-0000-5000-8000-000000000000`;
    for (const url of [nowhere, `${nowhere}/history`, `${nowhere}?revision=0`]) {
      const answer = await app.get(url);
      expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'consular-case.not-opened']);
    }
  });
});

describe('the history of a case', () => {
  const forwarded = { ...EXAMPLE_DATA.ForwardCase, source: source('outgoing', '101', '2022-03-14') };

  it('says what happened, when, who, on what paper, and what it changed', async () => {
    const id = await opened();
    app.at('2022-03-14T02:00:00.000Z');
    await does(id, 'verify-identity', {
      subject: CITIZEN,
      method: 'commune_police',
      homeProvince: 'cao-bang',
      homeCommune: 'Xã Mẫu',
      occurredOn: '2022-03-11',
    });
    await does(id, 'forward-case', { ...forwarded, onBehalfOf: 'head-consular' });
    const history = await bodyOf<{ revision: number; entries: object[] }>(`${CASES}/${id}/history`);
    expect(history).toMatchObject({ id, revision: 2 });
    const [, verified, sent] = history.entries;
    expect(verified).toMatchObject({
      type: 'IdentityVerified',
      label: { vi: 'Xác minh nhân thân', en: 'Identity verified' },
      occurredOn: '2022-03-11',
      recordedAt: '2022-03-14T02:00:00.000Z',
      late: true,
      actor: { id: 'officer-consular', role: 'officer', unit: 'consular' },
      reason: null,
    });
    expect(verified).toHaveProperty(
      'changes',
      expect.arrayContaining([
        {
          field: 'phase',
          label: { vi: 'Giai đoạn', en: 'Phase' },
          before: 'received',
          after: 'verified',
          beforeName: { vi: 'Đã tiếp nhận', en: 'Received' },
          afterName: { vi: 'Đã xác minh', en: 'Verified' },
          personal: false,
        },
        {
          field: 'method',
          label: { vi: 'Cách xác minh', en: 'Method' },
          before: null,
          after: 'commune_police',
          afterName: { vi: 'Công an cấp xã xác nhận', en: 'Commune police' },
          personal: false,
        },
        {
          field: 'homeCommune',
          label: { vi: 'Xã, phường thường trú', en: 'Home commune' },
          before: null,
          after: 'Xã Mẫu',
          personal: true,
        },
      ]),
    );
    expect(sent).toMatchObject({
      late: false,
      onBehalfOf: 'head-consular',
      source: source('outgoing', '101', '2022-03-14'),
    });
  });

  it('keeps texts, sensitive facts and reasons from who may not read them', async () => {
    const id = await opened({
      kind: 'trafficking',
      details: { victimStatus: 'in_verification', placeHeld: 'Khu nhà kín' },
    });
    const paper = source('incoming', '7', '2022-03-10');
    await does(id, 'add-note', { text: 'Bí mật của gia đình', source: paper });
    const answer = await app.get(`${CASES}/${id}/history`, { actor: 'analyst' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/Bí mật|Khu nhà kín|in_verification|Selangor|Cơ quan mẫu/);
    expect(answer.json<History>().entries.at(-1)?.source).toEqual({ ...paper, issuer: null });
    expect(answer.body).toContain('"field":"text"');
    const denied = await app.get(`${CASES}/${id}/history`, { actor: 'clerk' });
    expect([denied.statusCode, codeOf(denied)]).toEqual([403, 'access.denied']);
  });
});

describe('the documentation', () => {
  it('describes every act of a case and every problem', () => {
    const { components, paths } = openApiDocument(app.http);
    const schemas = components?.schemas as Record<string, { properties: Record<string, object> }>;
    const unknown = Object.keys(ACT_LISTS).filter((name) => !(name in (schemas.CaseDto?.properties ?? {})));
    expect(unknown).toEqual([]);
    expect(schemas.HandoverAtBorderRecordedActDto?.properties).toMatchObject({
      occurredOn: { format: 'date' },
      gate: { type: 'string' },
      receivedBy: { enum: expect.arrayContaining(['border_guard']) as unknown },
      handedOverBy: { type: 'string', nullable: true },
    });
    const { responses } = paths['/api/v1/consular-cases/{id}']?.get ?? {};
    expect(Object.keys(responses ?? {})).toEqual(['200', '400', '401', '403', '404', '421', '500', '503']);
  });
});

describe('work and figures', () => {
  it('shows what somebody and the unit have to do', async () => {
    const mine = await opened();
    await does(mine, 'assign-officer', { officer: 'officer-consular', role: 'lead' });
    await does(mine, 'request-supplement', EXAMPLE_DATA.RequestSupplement);
    const helped = await opened();
    await does(helped, 'assign-officer', { officer: 'officer-border', role: 'lead' });
    await does(helped, 'assign-officer', { officer: 'officer-consular', role: 'support' });
    await opened();
    app.at('2022-03-20T02:00:00.000Z');
    const work = await bodyOf<Record<string, CasePage>>(`${CASES}/my-work`);
    const shown = Object.entries(work).map(([group, page]) => [group, page.count?.count, numbers(page)]);
    expect(shown).toEqual([
      ['mine', 1, ['BHCD-2022-0001']],
      ['supporting', 1, ['BHCD-2022-0002']],
      ['unit', 2, ['BHCD-2022-0003', 'BHCD-2022-0001']],
      ['unassigned', 1, ['BHCD-2022-0003']],
      ['waiting', 1, ['BHCD-2022-0001']],
      ['overdue', 1, ['BHCD-2022-0003']],
    ]);
    const head = await bodyOf<Record<string, CasePage>>(`${CASES}/my-work?limit=1`, {
      actor: 'head-consular',
    });
    expect(head.unit).toMatchObject({ count: { count: 2 }, items: [{ number: 'BHCD-2022-0003' }] });
    expect(head.mine).toEqual({ count: { count: 0, capped: false }, items: [] });
  });

  it('counts the cases opened in a window by kind and country, withdrawn ones among them', async () => {
    await opened();
    await opened({ kind: 'unspecified', country: 'not_stated' });
    const withdrawn = await opened();
    await does(withdrawn, 'withdraw-case', EXAMPLE_DATA.WithdrawCase);
    await opened({ occurredOn: '2021-12-31' });
    const window = { from: '2022-01-01', to: '2022-12-31' };
    const report = {
      window,
      total: 3,
      byKind: { detention: 2, unspecified: 1 },
      byCountry: { MY: 2, not_stated: 1 },
      asOf: '2022-03-10T02:00:00.000Z',
    };
    const query = 'from=2022-01-01&to=2022-12-31';
    expect(await bodyOf(`/reports/consular-cases?${query}`, { actor: 'report-reader' })).toEqual(report);
    expect(await bodyOf(`${CASES}/figures?${query}`)).toEqual({
      ...report,
      byOutcome: {},
      byPhase: { received: 2, withdrawn: 1 },
    });
    const turned = await app.get('/reports/consular-cases?from=2022-02-01&to=2022-01-01');
    expect([turned.statusCode, turned.json()]).toMatchObject([400, { errors: [{ field: 'to' }] }]);
    expect((await app.get('/reports/consular-cases?from=2022-02-01')).statusCode).toBe(400);
  });

  it('prints what the office printed for 2022', async () => {
    app.at('2022-12-31T02:00:00.000Z');
    const golden = parse(
      await readFile(join(import.meta.dirname, '../../../../test/golden/report-2022.yaml'), 'utf8'),
    ) as {
      consular_cases: {
        total: number;
        by_kind: Record<string, number>;
        by_country: Record<string, number>;
      };
    };
    const { total, by_kind: byKind, by_country: byCountry } = golden.consular_cases;
    const each = (counts: Record<string, number>) =>
      Object.entries(counts).flatMap(([code, count]) => Array<string>(count).fill(code));
    const countries = each(byCountry);
    for (const [at, kind] of each(byKind).entries()) {
      const details = kind === 'trafficking' ? { details: { victimStatus: 'suspected' } } : {};
      await opened({
        kind,
        country: countries[at],
        ...details,
        occurredOn: `2022-${String(at + 1).padStart(2, '0')}-05`,
      });
    }
    const report = await bodyOf('/reports/consular-cases?from=2022-01-01&to=2022-12-31');
    expect(report).toMatchObject({ total, byKind, byCountry });
    expect(Object.keys(report as object)).toEqual(['window', 'total', 'byKind', 'byCountry', 'asOf']);
  });

  it('tells forms what each kind needs', async () => {
    const { kinds, lists } = await bodyOf<{ kinds: { code: string; fields: object[] }[]; lists: object }>(
      `${CASES}/kinds`,
    );
    expect(kinds.find(({ code }) => code === 'trafficking')?.fields[0]).toMatchObject({
      name: 'victimStatus',
      required: true,
      vi: 'Tình trạng xác định nạn nhân',
    });
    expect(lists).toHaveProperty('phases');
  });
});
