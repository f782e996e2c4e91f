import { onServer } from '#store-contracts/testing';
import { type CaseAnswer } from '../e2e/support/answers.js';
import { type ApiClient, type Done, type Opened } from '../e2e/support/api-client.js';
import { INTAKE, openCase } from '../e2e/support/casework.js';
import { expectProblem } from '../e2e/support/refusals.js';
import { expectWholeChains } from './support/log.js';
import { freePort, ServerOffice, until } from './support/server-office.js';

const NOTE = { text: 'Đã gọi cho gia đình' };

interface Ready {
  readonly status: string;
  readonly checks: Readonly<Record<string, { readonly status: string; readonly detail?: string }>>;
}

const healthOf = async (port: string): Promise<{ readonly code: number; readonly ready: Ready }> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
  return { code: answer.status, ready: (await answer.json()) as Ready };
};

onServer('mongodb', (url) => {
  describe('servers that are away', () => {
    let office: ServerOffice;
    let api: ApiClient;
    let opened: Opened;

    beforeAll(async () => {
      office = await ServerOffice.open(url);
    }, 60_000);

    afterAll(() => office.close());

    const ready = async () => (await api.get<Ready>('//health/ready')).body;
    const note = (key: string, id = opened.id) =>
      api.post<Done>(`/consular-cases/${id}/add-note`, NOTE, { key });
    const caseSince = (position: string) =>
      api.get<CaseAnswer>(`/consular-cases/${opened.id}`, { since: position });
    const notesInLog = async () => (await office.events()).filter(({ type }) => type === 'NoteAdded').length;

    it('at the start are waited for, and whoever asks is told', async () => {
      await office.mongo.stop();
      await office.log.kill();
      const ports = [await freePort(), await freePort()] as const;
      const server = office.start('api', { PORT: ports[0] });
      const projector = office.start('projector', { PORT: ports[1] });
      for (const [at, child] of [server, projector].entries()) {
        const { problem } = await child.said('waiting for a server');
        expect(problem).toMatch(/^no event store answers at 127\.0\.0\.1:\d+: the connection is refused$/);
        const live = await fetch(`http://127.0.0.1:${ports[at]}/health/live`);
        expect([live.status, await live.json()]).toEqual([200, { status: 'up' }]);
        expect(await healthOf(ports[at]!)).toEqual({
          code: 503,
          ready: { status: 'down', checks: { stores: { status: 'down', detail: problem } } },
        });
      }
      const refused = await fetch(`http://127.0.0.1:${ports[0]}/api/v1/consular-cases`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await refused.json()).toMatchObject({ code: 'server.starting' });
      await office.log.start();
      expect((await server.said('waiting for a server', 2))['problem']).toMatch(/^no MongoDB answers at /);
      await office.mongo.start();
      api = await server.ready();
      await until(
        () => healthOf(ports[0]),
        ({ code }) => code === 200,
      );
      await until(
        () => healthOf(ports[1]),
        ({ code }) => code === 200,
      );
    }, 60_000);

    it('with the log: commands are refused and not written twice, answers say how old they are', async () => {
      opened = await openCase(api);
      const first = await note('first');
      expect((await caseSince(first.body.position)).headers.get('cotmoc-lag-ms')).toBe('0');
      await office.log.kill();
      const refused = await note('lost');
      expectProblem(refused, 503, 'store.unavailable');
      expect(refused.headers.get('retry-after')).toBe('1');
      const old = await until(
        () => api.get<CaseAnswer>(`/consular-cases/${opened.id}`),
        ({ headers }) => Number(headers.get('cotmoc-lag-ms')) > 0,
      );
      expect([old.status, old.body.revision]).toEqual([200, first.body.revision]);
      expect((await ready()).checks).toMatchObject({
        eventStore: { status: 'down' },
        readStore: { status: 'up' },
        projections: { detail: expect.stringMatching(/\d+ s behind/) as string },
      });
      await office.log.start();
      const again = await until(
        () => note('lost'),
        ({ status }) => status === 200,
      );
      const repeated = await note('lost');
      expect(repeated.body).toEqual({ ...again.body, repeated: true });
      const fresh = await until(
        () => caseSince(again.body.position),
        ({ headers }) => headers.get('cotmoc-stale') === null && headers.get('cotmoc-lag-ms') === '0',
      );
      expect(fresh.body.notes).toHaveLength(2);
      expect(await notesInLog()).toBe(2);
      await until(ready, ({ status }) => status === 'up');
    }, 90_000);

    it.each(['die-after-storing', 'silent-after-storing', 'die-before-storing', 'not-leader'] as const)(
      'with the log in the middle of an append (%s): it is written once',
      async (fault) => {
        const before = await notesInLog();
        office.log.control.inject(fault);
        const done = await until(
          () => note(fault),
          ({ status }) => status === 200,
        );
        expect((await caseSince(done.body.position)).body.revision).toBe(done.body.revision);
        expect(await notesInLog()).toBe(before + 1);
      },
      60_000,
    );

    it('with MongoDB: work on a known case goes on, questions are refused, read models catch up', async () => {
      const typesInLog = async () => (await office.events()).map(({ type }) => type);
      const before = await typesInLog();
      await office.mongo.stop();
      const done = await note('without-mongodb');
      expect([done.status, done.body.repeated]).toEqual([200, false]);
      const question = await api.get(`/consular-cases/${opened.id}`);
      expectProblem(question, 503, 'store.unavailable');
      expect(question.headers.get('retry-after')).toBe('1');
      // A new case needs a new key: it is refused before a number is taken.
      const intake = { ...INTAKE, summary: 'Mất hộ chiếu' };
      const refused = await api.post('/consular-cases', intake, { key: 'new-case' });
      expectProblem(refused, 503, 'store.unavailable');
      expect((await ready()).checks).toMatchObject({
        eventStore: { status: 'up' },
        readStore: { status: 'down' },
        projections: { status: 'down' },
      });
      await office.mongo.start();
      const shown = await until(
        () => caseSince(done.body.position),
        ({ status, headers }) => status === 200 && headers.get('cotmoc-stale') === null,
      );
      expect(shown.body.revision).toBe(done.body.revision);
      await until(ready, ({ status }) => status === 'up');
      expect(await typesInLog()).toEqual([...before, 'NoteAdded']);
      const next = await api.post<Opened>('/consular-cases', intake, { key: 'new-case' });
      expect([next.status, next.body.number]).toEqual([201, opened.number.replace(/1$/, '2')]);
    }, 90_000);

    it('leave whole chains behind, and read models that the log gives again', async () => {
      const { position } = await openCase(api);
      await until(
        () => caseSince(position),
        ({ headers }) => headers.get('cotmoc-stale') === null,
      );
      expectWholeChains(await office.events());
      const { live, rebuilt } = await office.models();
      expect(live).toEqual(rebuilt);
    }, 60_000);
  });
});
