import { type ReadModelStatus } from '#platform';
import { onServer } from '#store-contracts/testing';
import { type ApiClient, type Done } from '../e2e/support/api-client.js';
import { person } from '../e2e/support/casework.js';
import { MARK, markedCase, type MarkedCase } from '../e2e/support/marked-case.js';
import { openOffice } from '../e2e/support/office.js';
import { ChildProgram } from './support/child-program.js';
import { type ChildServer } from './support/child-server.js';
import { expectWholeChains } from './support/log.js';
import { ServerOffice, until } from './support/server-office.js';

onServer('mongodb', (url) => {
  describe('an erasure, on servers', () => {
    let office: ServerOffice;
    let projector: ChildServer;
    let server: ChildServer;
    let api: ApiClient;
    let marked: MarkedCase;

    beforeAll(async () => {
      office = await ServerOffice.open(url);
      // At a clock of its own: its days are of the past.
      const played = await openOffice(office.env);
      marked = await markedCase(played.api);
      await played.close();
      projector = office.start('projector');
      server = office.start('api');
      api = await server.ready();
    }, 60_000);

    afterAll(() => office.close());

    const keysLeft = () =>
      office.looking(async ({ stores }) => (await stores.keys.sharesOf(`subject-${marked.subject}`)).length);

    const isRecorded = async () => (await office.events()).some(({ type }) => type === 'PersonalDataErased');

    const namesFound = async (at: ApiClient) =>
      (await at.ask<{ items: readonly object[] }>('/subjects/search', { name: MARK })).body.items.length;

    async function propose(path: string, reason: string) {
      const proposed = await api.post<Done>(`${path}/propose-erasure`, { ground: 'request', reason });
      expect([proposed.status, proposed.body]).toEqual([200, expect.anything()]);
      const { body } = await api.get<{ decisions: readonly { id: string }[] }>(`${path}/erasure`);
      return { proposal: body.decisions[0]!.id, ifMatch: proposed.body.revision };
    }

    /** Decides that the marked person is erased; the log keeps that, and its answer never comes. */
    async function recordedAlone(): Promise<void> {
      const path = `/subjects/${marked.subject}`;
      const { proposal, ifMatch } = await propose(path, `${MARK} đơn`);
      // Whoever sees the event finishes it, and an API sees what the projector has passed.
      await projector.kill();
      office.log.control.inject('silent-after-storing');
      const decided = { proposal, verdict: 'approved' };
      const asked = api
        .post(`${path}/decide-proposal`, decided, { actor: 'director', ifMatch })
        .catch(() => 'no answer');
      await until(isRecorded, Boolean);
      await server.kill();
      expect(await asked).toBe('no answer');
    }

    it('is on record and not carried out when its API is killed in between', async () => {
      expect(await office.stored(MARK)).not.toEqual([]);
      await recordedAlone();
      expect(await keysLeft()).toBe(1);
      expectWholeChains(await office.events());
    }, 60_000);

    it('is finished by others: a projector takes the name, the first API that starts the keys', async () => {
      projector = office.start('projector');
      await projector.said('every read model has caught up');
      // A projector executes no decisions.
      expect(await keysLeft()).toBe(1);
      server = office.start('api');
      api = await server.ready();
      await until(keysLeft, (count) => count === 0);
      const { body } = await api.get(`/subjects/${marked.subject}/erasure`);
      expect(body).toMatchObject({
        erased: { ground: 'request', keys: 1 },
        keysLeft: 0,
        chain: { whole: true },
      });
      for (const path of [`/subjects/${marked.subject}`, `/consular-cases/${marked.id}/history`])
        expect([path, JSON.stringify((await api.get(path)).body).includes(MARK)]).toEqual([path, false]);
      expect(await namesFound(api)).toBe(0);
      expect(await office.stored(MARK)).toEqual([]);
      const verified = await ChildProgram.run(['verify', '--json'], office.env);
      expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([
        0,
        { whole: true, erased: [{ stream: `subject-${marked.subject}`, revision: 3 }] },
      ]);
      expectWholeChains(await office.events());
    }, 60_000);

    it('takes the name out of a read model that is built again meanwhile', async () => {
      const people = Array.from({ length: 150 }, (_, at) => person(api, `Người ${at}`));
      const [leaving] = await Promise.all([person(api, 'Kvyzjxo Mẫu'), ...people]);
      const path = `/subjects/${leaving}`;
      const { proposal, ifMatch } = await propose(path, 'Đơn');
      const admin = { actor: 'administrator' };
      const model = async () => (await api.get<ReadModelStatus>('/read-models/subjects', admin)).body;
      expect((await api.post('/read-models/subjects/rebuild', {}, admin)).status).toBe(202);
      await until(model, ({ rebuild }) => rebuild !== null && rebuild.events > 0);
      const decided = { proposal, verdict: 'approved' };
      const { status } = await api.post(`${path}/decide-proposal`, decided, { actor: 'director', ifMatch });
      expect(status).toBe(200);
      const ended = await until(model, ({ generation }) => generation === 2);
      expect(ended.rebuild).toMatchObject({ different: 0 });
      expect(await office.stored('Kvyzjxo')).toEqual([]);
    }, 60_000);
  });
});
