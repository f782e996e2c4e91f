import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseAnswer } from '../e2e/support/answers.js';
import { ChildProgram } from './support/child-program.js';
import { ChildServer } from './support/child-server.js';
import { Load, type Wish } from './support/load.js';
import { expectWholeChains, storedEvents } from './support/log.js';
import { playedOffice } from './support/played-office.js';

const ATTACHMENTS = 400;

let root: string;
let office: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cotmoc-backup-'));
  office = join(root, 'office');
  await playedOffice(office, 40, ATTACHMENTS);
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

const place = (name: string): string => join(root, name);
const filesIn = (folder: string): number => (existsSync(folder) ? readdirSync(folder).length : 0);
const masterKey = () => join(office, 'master.key');

async function run(...args: string[]): Promise<void> {
  expect(await ChildProgram.run(args)).toMatchObject({ code: 0, stderr: '' });
}

describe('a backup beside a server under load', () => {
  const busy = () => place('busy');
  const backups = [1, 2].map((n) => `beside-${n}`);
  const before: (readonly Wish[])[] = [];

  it('is taken again and again, and the server notices nothing', async () => {
    const server = ChildServer.start({ DATA_DIR: busy() });
    const load = new Load(await server.ready(), 8, 'busy');
    for (const [at, name] of backups.entries()) {
      await load.acknowledged(15 * (at + 1));
      before.push(load.wishes.filter(({ noted }) => noted).map((wish) => ({ ...wish })));
      await run('backup', place(name), '--data', busy());
    }
    expect(load.refusals).toEqual([]);
    await server.stop();
    await load.done;
  }, 60_000);

  it.each(backups.map((name, at) => [name, at] as const))(
    '%s holds all that was acknowledged before it, and a key for each of it',
    async (name, at) => {
      const drill = ['restore-drill', place(name), '--data', busy(), '--work', root];
      const { code, stdout } = await ChildProgram.run(drill);
      expect([code, stdout]).toEqual([0, expect.stringContaining('The backup can be restored')]);
      await run(
        'restore',
        place(name),
        '--data',
        place(`${name}-home`),
        '--master-key',
        join(busy(), 'master.key'),
      );
      const events = await storedEvents(place(`${name}-home`));
      expectWholeChains(events);
      const streams = new Set(events.filter(({ type }) => type === 'NoteAdded').map(({ stream }) => stream));
      for (const { opened } of before[at]!) expect(streams).toContain(`consularCase-${opened!.id}`);
    },
    60_000,
  );

  it('gives a server that shows every one of them, names and notes too', async () => {
    const server = ChildServer.start({ DATA_DIR: place('beside-2-home') });
    const api = await server.ready();
    for (const { opened, key } of before[1]!) {
      const { body } = await api.get<CaseAnswer>(`/consular-cases/${opened!.id}`);
      expect([body.number, body.notes.map(({ text }) => text)]).toEqual([
        opened!.number,
        [`Ghi chú của ${key}`],
      ]);
    }
    await server.stop();
  }, 60_000);
});

describe('a backup that is killed', () => {
  it.each([
    ['when it has begun', (partial: string) => existsSync(partial)],
    ['with the log copied', (partial: string) => existsSync(join(partial, 'keys.db'))],
    ['among the attachments', (partial: string) => filesIn(join(partial, 'blobs')) > ATTACHMENTS / 2],
    ['before it is whole', (partial: string) => existsSync(join(partial, 'manifest.json'))],
  ])(
    '%s is no backup, and the next one is',
    async (when, moment) => {
      const target = place(`killed ${when}`);
      const killed = await ChildProgram.start(['backup', target, '--data', office]).killAt(() =>
        moment(`${target}.partial`),
      );
      // The last moment is a short one: it may be over.
      expect(killed || when === 'before it is whole').toBe(true);
      if (!existsSync(target)) {
        const refused = await ChildProgram.run(['restore', `${target}.partial`, '--data', place('nothing')]);
        expect([refused.code, existsSync(place('nothing'))]).toEqual([1, false]);
        await run('backup', target, '--data', office);
      }
      expect(existsSync(`${target}.partial`)).toBe(false);
      expect(filesIn(join(target, 'blobs'))).toBe(ATTACHMENTS);
      await run('restore', target, '--data', place(`home ${when}`), '--master-key', masterKey());
    },
    60_000,
  );

  it('on a full disk says so, and leaves no half of it', async () => {
    const target = place('full');
    // 512-byte units: less than the log needs.
    const { code, stderr } = await ChildProgram.start(
      ['backup', target, '--data', office],
      {},
      'ulimit -f 100;',
    ).ended;
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 1, lines: 2 });
    expect([existsSync(target), existsSync(`${target}.partial`)]).toEqual([false, false]);
  }, 60_000);
});

describe('a restore that is killed', () => {
  beforeAll(() => run('backup', place('good'), '--data', office), 60_000);

  it.each([
    ['when it has begun', (folder: string) => existsSync(join(folder, 'restoring'))],
    ['with the log copied', (folder: string) => existsSync(join(folder, 'restoring/keys.db'))],
    ['among the attachments', (folder: string) => filesIn(join(folder, 'restoring/blobs')) > ATTACHMENTS / 2],
    ['while parts take their places', (folder: string) => existsSync(join(folder, 'keys.db'))],
  ])(
    '%s gives no office, until the same command has finished it',
    async (when, moment) => {
      const folder = place(`restored ${when}`);
      const args = ['restore', place('good'), '--data', folder, '--master-key', masterKey()];
      const killed = await ChildProgram.start(args).killAt(() => moment(folder));
      expect(killed || when === 'while parts take their places').toBe(true);
      if (existsSync(join(folder, 'restoring'))) {
        const server = ChildServer.start({ DATA_DIR: folder });
        const { code, stderr } = await server.ended;
        expect([code, stderr]).toEqual([1, expect.stringContaining('was cut short')]);
        expect(await ChildProgram.run(args)).toMatchObject({ code: 0, stderr: '' });
      }
      expect(readdirSync(folder)).not.toContain('restoring');
      expect(await storedEvents(folder)).toEqual(await storedEvents(office));
      expect(filesIn(join(folder, 'blobs'))).toBe(ATTACHMENTS);
    },
    60_000,
  );
});
