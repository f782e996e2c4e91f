import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RebuildReport } from '#platform';
import { onServer } from '#store-contracts/testing';
import { ServerOffice } from '../faults/support/server-office.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const call = promisify(execFile);

interface Doctor {
  readonly well: boolean;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly detail: string }[];
}

onServer('mongodb', (url) => {
  describe('cotmoc, with the stores on servers', () => {
    let office: ServerOffice;

    beforeAll(async () => {
      office = await ServerOffice.open(url);
    }, 60_000);

    afterAll(() => office.close());

    /** What the command says; a failure has its exit code and its sentence. */
    const cotmoc = async (...args: readonly string[]): Promise<string> => {
      const env = { ...process.env, ...office.env, NODE_OPTIONS: '' };
      return (await call(process.execPath, [MAIN, ...args], { env, maxBuffer: 2 ** 26 })).stdout;
    };

    const doctor = async () => JSON.parse(await cotmoc('doctor', '--json')) as Doctor;

    it('loads the demo, folds it itself, and keeps it the second time', async () => {
      expect(JSON.parse(await cotmoc('demo', '--no-serve', '--json'))).toMatchObject({
        found: 'nothing',
        report: { total: 11 },
      });
      expect(JSON.parse(await cotmoc('demo', '--no-serve', '--json'))).toMatchObject({
        found: 'the demo',
        report: { total: 11 },
      });
    }, 60_000);

    it('reads, proves and replays the log', async () => {
      const events = (await cotmoc('events', '--json')).trim().split('\n');
      expect(JSON.parse(await cotmoc('verify', '--json'))).toMatchObject({
        whole: true,
        events: events.length,
      });
      const replay = JSON.parse(await cotmoc('replay', 'BHCD-2022-0001', '--json')) as { steps: unknown[] };
      expect(replay.steps.length).toBeGreaterThan(1);
    }, 60_000);

    it('builds the read models again, beside the live ones where a projector works', async () => {
      const { live } = await office.models();
      await cotmoc('rebuild');
      expect((await office.models()).live).toEqual(live);
      const projector = office.start('projector');
      await projector.said('every read model has caught up');
      const reports = JSON.parse(await cotmoc('rebuild', 'consular-cases', '--json')) as RebuildReport[];
      expect(reports).toMatchObject([
        { phase: 'done', compared: 11, different: 0, parked: 0, requestedBy: 'administrator' },
      ]);
      expect(await cotmoc('parked')).toBe('Every stream is folded.\n');
      expect(JSON.parse(await cotmoc('parked', '--retry', '--json'))).toMatchObject({
        folded: 0,
        parked: [],
      });
      await expect(cotmoc('parked', '--retry', 'nobody knows it')).rejects.toMatchObject({
        code: 1,
        stderr: 'Nothing is parked under nobody knows it; nothing was tried again.\n',
      });
      expect((await office.models()).live).toEqual(live);
      await projector.stop();
    }, 60_000);

    it('says how everything is, without a folder', async () => {
      const { well, checks } = await doctor();
      expect(well).toBe(true);
      const found = new Map(checks.map(({ name, status }) => [name, status]));
      expect(['data-folder', 'writer-lock'].filter((name) => found.has(name))).toEqual([]);
      expect(Object.fromEntries(found)).toMatchObject({
        keys: 'ok',
        'event-store': 'skipped',
        'read-store': 'skipped',
        'parked-documents': 'ok',
        projector: 'note',
        'read-model consular-cases': 'ok',
        'read-model subjects': 'ok',
        'case-numbers': 'ok',
      });
    }, 60_000);

    it('says in one sentence which server does not answer', async () => {
      await office.log.kill();
      await expect(cotmoc('verify')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^no event store answers at \S+: the connection is refused\n$/,
        ) as string,
      });
      await office.log.start();
      await cotmoc('verify');
    }, 60_000);
  });
});
