import { randomUUID } from 'node:crypto';
import { type Answer, type Done, type Json, type Sent } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { openOffice, type TestOffice } from './support/office.js';
import { expectProblem, leavesLogAlone } from './support/refusals.js';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly reason: string | null;
  readonly corrects?: string;
  readonly correctedBy?: readonly string[];
  readonly voidedBy?: string;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

interface Entry extends Json {
  readonly revision: number;
  readonly status: string;
  readonly decisions: readonly {
    readonly id: string;
    readonly standing: string;
    readonly mayDecide: boolean;
  }[];
}

interface Roster {
  readonly items: readonly Entry[];
  readonly counts: { readonly total: number; readonly byStatus: Readonly<Record<string, number>> };
}

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const GROUP = { kind: 'conflict_evacuation', country: 'UA' };
const address = (id: string): string => `/consular-cases/${id}`;

const ok = <T>({ status, body }: Answer<T>): T => {
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};

/** Somebody on the roster of a group case. */
class Listed {
  private constructor(
    readonly group: string,
    readonly number: string,
    readonly subject: string,
  ) {}

  static async on(name: string, told: Json = { status: 'to_evacuate' }): Promise<Listed> {
    const { id, number } = await openCase(office.api, GROUP);
    const listed = new Listed(id, number, await person(office.api, name));
    await listed.add(told);
    return listed;
  }

  get address(): string {
    return `${address(this.group)}/roster/${this.subject}`;
  }

  add(told: Json) {
    return command(office.api, this.group, 'add-roster-entries', {
      entries: [{ subject: this.subject, ...told }],
    });
  }

  post(name: string, body: Json, sent?: Sent): Promise<Answer<Done>> {
    return office.api.post<Done>(`${this.address}/${name}`, body, sent);
  }

  async does(name: string, body: Json, sent?: Sent): Promise<Done> {
    return ok(await this.post(name, body, sent));
  }

  async now(query = '', sent: Sent = {}): Promise<Entry> {
    return ok(await office.api.get<Entry>(`${this.address}${query}`, sent));
  }

  async roster(query = ''): Promise<Roster> {
    return ok(await office.api.get<Roster>(`${address(this.group)}/roster${query}`));
  }

  async history(sent: Sent = {}): Promise<readonly Event[]> {
    return ok(await office.api.get<{ entries: readonly Event[] }>(`${this.address}/history`, sent)).entries;
  }

  async event(type: string): Promise<Event> {
    const found = (await this.history()).findLast((each) => each.type === type);
    expect([type, found]).toEqual([type, expect.anything()]);
    return found!;
  }

  async correction(type: string, changes: Json, more: Json = {}): Promise<Json> {
    return { target: (await this.event(type)).id, changes, reason: 'Nghe nhầm', ...more };
  }

  /** Voids an event by two people. */
  async voids(target: string): Promise<Done> {
    const { revision: ifMatch } = await this.does('propose-voiding', { target, reason: 'Ghi nhầm' });
    const proposal = (await this.event('DecisionProposed')).id;
    return this.does('decide-proposal', { proposal, verdict: 'approved' }, { actor: 'director', ifMatch });
  }
}

describe('a correction of what a roster says of somebody', () => {
  it('changes the roster and its counts, and the past on both clocks stays askable', async () => {
    const { api } = office;
    office.at('2023-05-10T02:00:00.000Z');
    const listed = await Listed.on('Hoàng Thị Lê');
    const subjects = [listed.subject];
    const [own, other] = [await openCase(api, { subjects }), await openCase(api, { subjects })];
    office.at('2023-05-11T02:00:00.000Z');
    await listed.does('update', { status: 'evacuated', ownCase: own.id, note: 'Qua biên giới' });
    office.at('2023-05-14T02:00:00.000Z');
    const changes = { status: 'safe', ownCase: other.id, note: 'Ở nhà người quen' };
    await listed.does('correct-fact', await listed.correction('RosterEntryUpdated', changes));

    expect(await listed.now()).toMatchObject({
      revision: 2,
      onRoster: true,
      status: 'safe',
      ownCase: { number: other.number },
      note: 'Ở nhà người quen',
    });
    expect((await listed.roster()).counts).toEqual({ total: 1, byStatus: { safe: 1 } });
    expect((await listed.roster('?status=evacuated')).items).toEqual([]);
    const then = async (clock: string) => {
      const query = `?asAt=2023-05-12&clock=${clock}`;
      const [entry, { items, counts }] = [await listed.now(query), await listed.roster(query)];
      expect(items).toMatchObject([{ revision: entry.revision, status: entry.status }]);
      expect(ok(await api.get<Json>(`${address(listed.group)}${query}`))['roster']).toEqual(counts);
      return entry;
    };
    expect(await then('recorded')).toMatchObject({ status: 'evacuated', note: 'Qua biên giới' });
    expect(await then('occurred')).toMatchObject({ status: 'safe', asAt: { clock: 'occurred' } });
    expect(await listed.now('?revision=0')).toMatchObject({ status: 'to_evacuate', note: null });
    // The case that was said to be theirs until then, and the one that is.
    const places = async (id: string, query = '') =>
      ok(await api.get<{ onRosters: readonly Json[] }>(`${address(id)}${query}`)).onRosters.length;
    const before = '?asAt=2023-05-12';
    expect([await places(own.id), await places(own.id, before)]).toEqual([0, 1]);
    expect([await places(other.id), await places(other.id, before)]).toEqual([1, 0]);

    const [corrected, correcting] = [
      await listed.event('RosterEntryUpdated'),
      await listed.event('FactCorrected'),
    ];
    expect(corrected.correctedBy).toEqual([correcting.id]);
    expect(correcting).toMatchObject({
      corrects: corrected.id,
      label: { vi: 'Đính chính', en: 'Corrected' },
      reason: 'Nghe nhầm',
      changes: [
        { field: 'status', before: 'evacuated', after: 'safe', afterName: { en: 'Safe' } },
        { field: 'ownCase.number', before: own.number, after: other.number },
        { field: 'note', before: 'Qua biên giới', after: 'Ở nhà người quen' },
      ],
    });
    const day = await listed.correction('RosterEntryAdded', {}, { correctedOccurredOn: '2023-05-09' });
    await listed.does('correct-fact', day);
    expect(await listed.now()).toMatchObject({ addedOn: '2023-05-09' });
    expect((await listed.event('FactCorrected')).changes).toMatchObject([
      { field: 'occurredOn', before: '2023-05-10', after: '2023-05-09' },
    ]);
    for (const clock of ['recorded', 'occurred']) {
      const { asAt: _asAt, ...past } = (await listed.roster(`?asAt=2023-05-14&clock=${clock}`)) as Roster &
        Json;
      expect(past).toEqual(await listed.roster());
    }
    await listed.voids(correcting.id);
    expect(await listed.now()).toMatchObject({ status: 'evacuated', note: 'Qua biên giới' });
  });

  it('is taken of a case that has ended and of who was taken off, and its texts are the person’s own', async () => {
    const { api } = office;
    const listed = await Listed.on('Nông Văn Lê');
    await listed.does('remove', { reason: 'Không có mặt' });
    await command(api, listed.group, 'withdraw-case', { by: 'applicant', reason: 'Không cần nữa' });
    const told = await listed.correction('RosterEntryRemoved', { reason: 'Đã sang Ba Lan' });
    await listed.does('correct-fact', { ...told, evidence: 'Tin nhắn từ Warszawa' });
    expect((await listed.history()).map(({ reason }) => reason)).toEqual([null, 'Không có mặt', 'Nghe nhầm']);
    const hidden = JSON.stringify(await listed.history({ actor: 'analyst' }));
    expect(hidden).not.toMatch(/Không có mặt|Ba Lan|Warszawa|Nghe nhầm/);
    for (const text of ['Ba Lan', 'Warszawa', 'Nghe nhầm'])
      expect((await office.stored()).filter(({ content }) => content.includes(text))).toEqual([]);
  });

  it('refuses what cannot have been, and the log stays as it is', async () => {
    const { api } = office;
    const listed = await Listed.on('Triệu Thị Lê');
    await listed.does('update', { status: 'safe' });
    const refuses = async (body: Json, status: number, code: string, sent?: Sent) =>
      expectProblem(
        await leavesLogAlone(office, () => listed.post('correct-fact', body, sent)),
        status,
        code,
      );
    const update = (changes: Json, more?: Json) => listed.correction('RosterEntryUpdated', changes, more);
    await refuses({ target: randomUUID(), reason: 'x' }, 404, 'correction.unknown-event');
    const fixed = await listed.correction('RosterEntryAdded', { subject: randomUUID() });
    expect(await refuses(fixed, 422, 'correction.field-fixed')).toMatchObject({
      details: { fields: ['status', 'lastContactOn', 'ownCase', 'note'] },
    });
    await refuses(await update({ status: 'gone' }), 422, 'correction.payload-invalid');
    await refuses(await update({ ownCase: 'x' }), 422, 'consular-case.unknown-case');
    const { id: another } = await openCase(office.api);
    await refuses(await update({ ownCase: another }), 422, 'consular-case.own-case-of-another');
    await refuses(await update({ ownCase: randomUUID() }), 422, 'consular-case.unknown-case');
    await refuses(await update({ ownCase: listed.group }), 422, 'consular-case.linked-to-itself');
    await refuses(await update({ lastContactOn: '2099-01-01' }), 422, 'consular-case.date-in-future');
    await refuses(await update({ status: null }), 422, 'consular-case.field-required');
    await refuses(await update({}, { correctedOccurredOn: '2099-01-01' }), 422, 'correction.date-in-future');
    await refuses(await update({ status: 'evacuated' }), 412, 'command.stale-revision', { ifMatch: 0 });
    await refuses(await update({ status: 'evacuated' }), 403, 'access.denied', { actor: 'clerk' });
    await listed.does('remove', { reason: 'Đã về nước' });
    const late = await listed.correction('RosterEntryAdded', {}, { correctedOccurredOn: '2023-05-15' });
    office.at('2023-05-15T02:00:00.000Z');
    expect(await refuses(late, 409, 'correction.breaks-rule')).toMatchObject({
      details: { type: 'RosterEntryRemoved', rule: 'consular-case.date-out-of-order' },
    });
    const again = await leavesLogAlone(office, async () =>
      listed.post('correct-fact', await update({ status: 'safe' })),
    );
    expect(again).toMatchObject({ status: 200, body: { revision: 2 } });
    const body = { target: randomUUID(), reason: 'x' };
    const elsewhere = (path: string) => leavesLogAlone(office, () => api.post(`${path}/correct-fact`, body));
    const nobody = `${address(listed.group)}/roster/${randomUUID()}`;
    expectProblem(await elsewhere(nobody), 404, 'consular-case.not-on-roster');
    expectProblem(await api.get(nobody), 404, 'consular-case.not-on-roster');
    expectProblem(
      await elsewhere(`${address(randomUUID())}/roster/${listed.subject}`),
      404,
      'consular-case.not-opened',
    );
    expectProblem(await api.get(`${listed.address}?revision=7`), 400, 'validation.failed');
    const { id: surviving } = await openCase(api, GROUP);
    await command(api, surviving, 'merge-cases', { other: listed.group, evidence: 'Cùng một đợt' });
    await refuses(await update({ status: 'evacuated' }), 409, 'consular-case.merged');
  });
});

describe('the voiding of what a roster says of somebody', () => {
  it('is proposed by one and decided by another, who finds it among what waits', async () => {
    const { api } = office;
    const listed = await Listed.on('Lý Thị Lê');
    await listed.does('update', { status: 'evacuated' });
    const target = (await listed.event('RosterEntryUpdated')).id;
    await listed.does('propose-voiding', { target, reason: 'Của người khác' });
    interface Waiting {
      readonly items: readonly { readonly id: string; readonly reason?: string; readonly record: Json }[];
    }
    const waiting = async (actor: string) =>
      ok(await api.get<Waiting>('/approvals', { actor })).items.filter(
        ({ record }) => record['href'] === `/api/v1${listed.address}`,
      );
    const [found, ...more] = await waiting('head-consular');
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      kind: 'void-event',
      proposed: { reason: 'Của người khác' },
      record: { title: `${listed.number} · Lý Thị Lê`, revision: 2 },
    });
    expect(await waiting('officer-consular')).toEqual([]);
    const proposal = found!.id;
    expect((await listed.now('', { actor: 'head-consular' })).decisions).toMatchObject([
      { id: proposal, standing: 'open', mayDecide: true, mayWithdraw: false },
    ]);
    expect((await listed.now()).decisions).toMatchObject([{ mayDecide: false, mayWithdraw: true }]);
    const decide = (sent: Sent) => listed.post('decide-proposal', { proposal, verdict: 'approved' }, sent);
    expectProblem(await decide({ actor: 'head-consular' }), 428, 'decision.revision-required');
    expectProblem(await decide({ actor: 'officer-consular-2', ifMatch: 2 }), 403, 'access.denied');
    expectProblem(
      await listed.post('propose-voiding', { target, reason: 'x' }),
      409,
      'decision.already-proposed',
    );
    expect(ok(await decide({ actor: 'head-consular', ifMatch: 2 }))).toMatchObject({ revision: 4 });
    expect(await listed.now()).toMatchObject({
      status: 'to_evacuate',
      decisions: [{ standing: 'approved', mayDecide: false }],
    });
    expect((await listed.roster()).counts.byStatus).toEqual({ to_evacuate: 1 });
    expect(await waiting('head-consular')).toEqual([]);
    expect(await listed.event('RosterEntryUpdated')).toMatchObject({
      voidedBy: (await listed.event('EventVoided')).id,
    });
  });

  it('is taken back by who proposed it, and not decided by who recorded what it takes out', async () => {
    const listed = await Listed.on('Bế Văn Lê');
    await listed.does('update', { status: 'safe' }, { actor: 'head-consular' });
    const target = (await listed.event('RosterEntryUpdated')).id;
    const { revision: ifMatch } = await listed.does('propose-voiding', { target, reason: 'Nhầm' });
    const proposal = (await listed.event('DecisionProposed')).id;
    const own = { actor: 'head-consular', ifMatch };
    expectProblem(
      await listed.post('decide-proposal', { proposal, verdict: 'approved' }, own),
      403,
      'decision.own-act',
    );
    await listed.does('withdraw-proposal', { proposal, reason: 'Đã rõ' });
    expect((await listed.now()).decisions).toMatchObject([{ standing: 'withdrawn' }]);
  });

  it('brings back who was taken off, and leaves what others rest on', async () => {
    const listed = await Listed.on('Mông Thị Lê');
    const propose = async (type: string) =>
      listed.post('propose-voiding', { target: (await listed.event(type)).id, reason: 'Nhầm' });
    expectProblem(await propose('RosterEntryAdded'), 422, 'correction.not-voidable');
    await listed.does('remove', { reason: 'Nhầm người' });
    expect(await listed.now()).toMatchObject({ onRoster: false });
    const first = await listed.event('RosterEntryRemoved');
    await listed.voids(first.id);
    expect(await listed.now()).toMatchObject({ onRoster: true, status: 'to_evacuate' });
    expect((await listed.roster()).counts.total).toBe(1);
    await listed.does('remove', { reason: 'Đã về nước' });
    await listed.add({ status: 'safe' });
    const broken = expectProblem(await propose('RosterEntryRemoved'), 409, 'correction.breaks-rule');
    expect(broken).toMatchObject({
      details: { type: 'RosterEntryAdded', rule: 'consular-case.already-on-roster' },
    });
    expect(broken.messages.vi).toContain('Đưa vào danh sách rà soát');
  });
});
