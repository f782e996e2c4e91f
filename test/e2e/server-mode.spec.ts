import { onServer } from '#store-contracts/testing';
import { type ChildServer } from '../faults/support/child-server.js';
import { fulfil, type Wish } from '../faults/support/load.js';
import { expectWholeChains } from '../faults/support/log.js';
import { ServerOffice, until } from '../faults/support/server-office.js';
import { type CaseAnswer } from './support/answers.js';
import { type ApiClient, type Done } from './support/api-client.js';
import { command, openCase, person } from './support/casework.js';
import { LiveClient } from './support/live-client.js';

onServer('mongodb', (url) => {
  describe('an office on servers, with two of every process', () => {
    let office: ServerOffice;
    let api: readonly [ApiClient, ApiClient];
    let working: ChildServer;
    let standingBy: ChildServer;

    beforeAll(async () => {
      office = await ServerOffice.open(url);
      const servers = [office.start('api'), office.start('api')] as const;
      working = office.start('projector');
      await working.said('the projector works');
      standingBy = office.start('projector');
      await standingBy.said('standing by: another one works');
      api = await Promise.all([servers[0].ready(), servers[1].ready()]);
    }, 60_000);

    afterAll(() => office.close());

    const note = (at: ApiClient, id: string, text: string): Promise<Done> =>
      command(at, id, 'add-note', { text });

    /** The case at the other server, as soon as it shows this write. */
    const seenAt = (at: ApiClient, { id, position }: Pick<Done, 'id' | 'position'>) =>
      at.get<CaseAnswer>(`/consular-cases/${id}`, { since: position });

    it('shows at one server what was written at the other', async () => {
      const subject = await person(api[0], 'Nông Văn Mẫu');
      const { id } = await openCase(api[0], { subjects: [subject] });
      for (const [index, at] of [api[0], api[1], api[0], api[1]].entries()) {
        const done = await note(at, id, `Ghi chú ${index}`);
        const { status, body, headers } = await seenAt(at === api[0] ? api[1] : api[0], done);
        expect([status, body.revision, body.notes.at(-1)?.text]).toEqual([
          200,
          done.revision,
          `Ghi chú ${index}`,
        ]);
        expect(headers.get('cotmoc-stale')).toBeNull();
        expect(headers.get('cotmoc-position')! >= done.position).toBe(true);
      }
    });

    it('tells live clients of either server of every event once it shows', async () => {
      const live = await LiveClient.open(api[1], {}, '?module=consularCase');
      const { id } = await openCase(api[0]);
      await note(api[1], id, 'Một');
      const messages = await live.heardOf(`consularCase-${id}`, 2);
      expect(messages.map(({ data }) => [data['type'], data['revision']])).toEqual([
        ['ConsularCaseOpened', 0],
        ['NoteAdded', 1],
      ]);
      expect((await api[1].get<CaseAnswer>(`/consular-cases/${id}`)).body.revision).toBe(1);
      live.close();
      // At the other server, from where this one was.
      const resumed = await LiveClient.open(api[0], { after: messages[0]!.id }, '?module=consularCase');
      await note(api[0], id, 'Hai');
      const heard = await resumed.heardOf(`consularCase-${id}`, 2);
      expect(heard.map(({ data }) => data['revision'])).toEqual([1, 2]);
      resumed.close();
    });

    it('gives dense numbers whichever server is asked', async () => {
      const before = Number((await openCase(api[0])).number.split('-').at(-1));
      const wishes: Wish[] = Array.from({ length: 40 }, (_, index) => ({ key: `dense-${index}` }));
      const answers = await Promise.all(
        wishes.map((wish, index) => fulfil(api[index % 2] as ApiClient, wish)),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      const numbers = wishes.map(({ opened }) => Number(opened?.number.split('-').at(-1)));
      expect(numbers.sort((a, b) => a - b)).toEqual(wishes.map((_, index) => before + 1 + index));
    }, 60_000);

    it('says who keeps the read models', async () => {
      const { body } = await api[0].get<{ checks: Record<string, { detail: string }> }>('//health/ready');
      expect(body.checks['projections']?.detail).toMatch(/kept by \S+$/);
    });

    it('goes on with the other projector when the working one is killed', async () => {
      await working.kill();
      const { id } = await openCase(api[0]);
      const done = await note(api[0], id, 'Sau khi dừng');
      await standingBy.said('the projector works');
      await until(
        () => seenAt(api[1], done),
        ({ status, body }) => status === 200 && body.revision === done.revision,
      );
      working = standingBy;
    }, 60_000);

    it('goes on when the working one stands still, and nothing goes back when that one wakes', async () => {
      const { id } = await openCase(api[0]);
      await seenAt(api[0], await note(api[0], id, 'Trước'));
      standingBy = office.start('projector');
      await standingBy.said('standing by: another one works');
      working.freeze();
      const frozen = await note(api[0], id, 'Trong khi đứng');
      await standingBy.said('the projector works');
      await until(
        () => seenAt(api[1], frozen),
        ({ body }) => body.revision === frozen.revision,
      );
      const last = await note(api[1], id, 'Sau cùng');
      await until(
        () => seenAt(api[0], last),
        ({ body }) => body.revision === last.revision,
      );
      const { headers } = await seenAt(api[0], last);
      working.thaw();
      await working.said('standing by: another one works', 2);
      const after = await seenAt(api[0], last);
      expect(after.body.revision).toBe(last.revision);
      expect(after.headers.get('cotmoc-position')! >= headers.get('cotmoc-position')!).toBe(true);
      expect(
        (await seenAt(api[1], await note(api[0], id, 'Và tiếp'))).headers.get('cotmoc-stale'),
      ).toBeNull();
    }, 60_000);

    it('holds whole chains, and read models that the log gives again', async () => {
      const head = (await note(api[0], (await openCase(api[0])).id, 'Cuối')).position;
      await until(
        () => api[0].get('/consular-cases', { since: head }),
        ({ headers }) => headers.get('cotmoc-stale') === null,
      );
      expectWholeChains(await office.events());
      const { live, rebuilt } = await office.models();
      expect(Object.keys(live).length).toBeGreaterThan(1);
      expect(live).toEqual(rebuilt);
    }, 60_000);

    it('stops when it is told to, and hands over at once', async () => {
      const successor = office.start('projector');
      await successor.said('standing by: another one works');
      expect(await standingBy.stop()).toMatchObject({ code: 0, stderr: '' });
      await Promise.race([successor.said('the projector works'), working.said('the projector works', 2)]);
    }, 60_000);
  });
});
