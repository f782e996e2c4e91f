import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StoredEvent } from '#event-sourcing';
import { erased, moved, newFolder, opened, removeFolder, spoiled, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { mood, PARCELS } from '../testing/parcels.js';
import { linesOf, runCli } from '../testing/run-cli.js';

interface Report {
  readonly well: boolean;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly detail: string }[];
  readonly lost: readonly { readonly number: string; readonly holder: string }[];
  readonly repaired: readonly { readonly number: string }[];
}

describe('cotmoc doctor', () => {
  let folder: string;

  beforeEach(() => {
    mood.spoils = false;
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  const doctor = (...args: string[]) => runCli(['doctor', '--data', folder, ...args]);

  async function report(...args: string[]) {
    const { code, out } = await doctor('--json', ...args);
    const found = JSON.parse(out) as Report;
    const of = (name: string) => found.checks.find((check) => check.name === name);
    return { ...found, code, of };
  }

  const healthy = () =>
    writing(folder, async (writer) => {
      await writer.parcel('BHCD', 'hall');
      await writer.project();
    });

  it('sees an erasure that is recorded and not carried out, and finishes it', async () => {
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-2', opened('bag'));
      await writer.append('parcel-1', erased);
      await writer.project();
    });
    const { code, of } = await report();
    expect([code, of('erasures')?.status]).toEqual([1, 'wrong']);
    expect(of('erasures')?.detail).toContain('1 owner erased whose keys are there: parcel-1.');
    expect((await doctor('--repair')).out).toContain('Destroyed: 1 key of people who were erased.');
    expect((await report()).of('erasures')?.detail).toBe('1 owner erased, and no key of theirs is left');
    await writing(folder, async ({ platform: { stores } }) => {
      expect(await stores.keys.sharesOf('parcel-1')).toEqual([]);
      expect(await stores.keys.sharesOf('parcel-2')).toHaveLength(1);
    });
  });

  const allEvents = async (): Promise<Pick<StoredEvent, 'stream' | 'type'>[]> =>
    linesOf((await runCli(['events', '--data', folder, '--json'])).out);

  it('finds a healthy folder well', async () => {
    await healthy();
    const { code, well, checks } = await report();
    expect({ code, well }).toEqual({ code: 0, well: true });
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ['office-profile', 'ok'],
      ['data-folder', 'ok'],
      ['writer-lock', 'ok'],
      ['keys', 'ok'],
      ['attachments', 'ok'],
      ['event-store', 'ok'],
      ['read-store', 'ok'],
      ['parked-documents', 'ok'],
      ['read-model parcels', 'ok'],
      ['case-numbers', 'ok'],
      ['merges', 'ok'],
      ['erasures', 'ok'],
    ]);
    const { code: again, out } = await doctor();
    expect(again).toBe(0);
    expect(out).toContain('All is well.');
  });

  it('finds a folder well that was only made', async () => {
    await writing(folder, () => Promise.resolve());
    const { code, of } = await report();
    expect(code).toBe(0);
    expect(of('read-model parcels')).toMatchObject({
      status: 'note',
      detail: expect.stringContaining('not built yet') as string,
    });
  });

  it('says that there is no folder, and makes none', async () => {
    const { code, out } = await runCli(['doctor', '--data', join(folder, 'nowhere')]);
    expect(code).toBe(1);
    expect(out).toContain('does not exist');
  });

  it('notes read models that a start will bring up to date', async () => {
    await healthy();
    await writing(folder, (writer) => writer.append('parcel-9', opened('bag')));
    const { code, of } = await report();
    expect(code).toBe(0);
    expect(of('read-model parcels')?.detail).toBe(
      '1 event behind the log; the server catches up when it starts',
    );
  });

  it('finds read models that have seen more than the log holds, which the next start builds again', async () => {
    await healthy();
    // An older log is put in the place of theirs.
    renameSync(join(folder, 'read.db'), join(folder, 'aside.db'));
    rmSync(join(folder, 'events.db'));
    await writing(folder, (writer) => writer.append('parcel-1', opened('crate')));
    renameSync(join(folder, 'aside.db'), join(folder, 'read.db'));
    const { code, of } = await report();
    expect([code, of('read-model parcels')?.detail]).toEqual([
      1,
      'it has seen more than the log holds, which is an older one: the server builds it again when it starts',
    ]);
    await writing(folder, (writer) => writer.project());
    expect((await report()).of('read-model parcels')?.detail).toBe('version 1 has seen the whole log');
  });

  it('finds streams that could not be folded', async () => {
    mood.spoils = true;
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-1', spoiled);
      await writer.append('parcel-1', moved('hall'));
      await writer.project();
    });
    const { code, of } = await report();
    expect(code).toBe(1);
    expect(of('parked-documents')).toMatchObject({
      status: 'wrong',
      detail: expect.stringContaining('1 stream (parcels: Error: spoiled)') as string,
    });
  });

  it('finds files that are damaged inside, and looks at everything else', async () => {
    await healthy();
    for (const name of ['events.db', 'keys.db']) {
      const path = join(folder, name);
      writeFileSync(path, readFileSync(path).fill(0xff, 4096));
    }
    const { code, checks, of } = await report();
    expect(code).toBe(1);
    expect(of('event-store')).toMatchObject({ status: 'wrong' });
    expect(of('keys')).toMatchObject({ status: 'wrong' });
    expect(of('read-store')).toMatchObject({ status: 'ok' });
    expect(checks.map(({ name }) => name)).toContain('case-numbers');
  });

  it('finds attachments that were never finished, and removes them in a repair', async () => {
    await healthy();
    mkdirSync(join(folder, 'blobs'));
    const path = join(folder, 'blobs', `${'a'.repeat(64)}.0a7d9d55-7f3a-4c1e-8a53-2b1f7d0f9e21.new`);
    writeFileSync(path, Buffer.alloc(1_500_000));
    expect((await report()).of('attachments')?.status).toBe('ok');
    utimesSync(path, 0, 0);
    const { code, of } = await report();
    expect({ code, ...of('attachments') }).toMatchObject({
      code: 0,
      status: 'note',
      detail: expect.stringContaining('1 file half written (1.5 MB)') as string,
    });
    expect(existsSync(path)).toBe(true);
    expect((await doctor('--repair')).out).toContain('Removed: 1 half-written attachment.');
    expect(existsSync(path)).toBe(false);
    expect((await report('--repair')).of('attachments')?.status).toBe('ok');
  });

  it('finds a wrong master key, a broken profile and a file that is no database', async () => {
    await healthy();
    writeFileSync(join(folder, 'master.key'), `${Buffer.alloc(32, 1).toString('base64')}\n`);
    writeFileSync(join(folder, 'read.db'), 'this is no database, and it is long enough to be looked at');
    const profile = join(folder, 'office.yaml');
    writeFileSync(profile, 'id: 7\n');
    const { code, out } = await runCli(['doctor', '--data', folder, '--json'], {
      env: { OFFICE_PROFILE: profile },
    });
    expect(code).toBe(1);
    const { checks } = JSON.parse(out) as Report;
    const wrong = checks.filter(({ status }) => status === 'wrong').map(({ name }) => name);
    expect(wrong).toEqual(['office-profile', 'keys', 'read-store']);
  });

  it('says who holds the folder, and whether read models move', async () => {
    await healthy();
    await writing(folder, (writer) => writer.append('parcel-9', opened('bag')));
    const holder = await Holder.of(folder, 'http://127.0.0.1:3000');
    try {
      const { code, of } = await report();
      expect(code).toBe(1);
      expect(of('writer-lock')?.detail).toBe(`held by process ${holder.pid} at http://127.0.0.1:3000`);
      expect(of('read-model parcels')).toMatchObject({
        status: 'wrong',
        detail: '1 event behind the log, and it does not move',
      });
    } finally {
      await holder.release();
    }
  });

  describe('a number whose case never came', () => {
    beforeEach(() =>
      writing(folder, async (writer) => {
        await writer.parcel('BHCD');
        await writer.number('BHCD', 'parcel-never');
        await writer.parcel('BHCD');
        await writer.project();
      }),
    );

    it('is found and left alone', async () => {
      const { code, lost, of } = await report();
      expect(code).toBe(1);
      expect(lost).toEqual([
        {
          register: 'numberRegister-BHCD-2022',
          sequence: 2,
          number: 'BHCD-2022-0002',
          holder: 'parcel-never',
        },
      ]);
      expect(of('case-numbers')?.status).toBe('wrong');
      expect(await allEvents()).toHaveLength(5);
    });

    it('is closed and then recorded as unused by a repair, once', async () => {
      const { code, repaired, lost } = await report('--repair');
      expect({ code, lost }).toEqual({ code: 0, lost: [] });
      expect(repaired.map(({ number }) => number)).toEqual(['BHCD-2022-0002']);
      expect((await allEvents()).slice(5).map(({ stream, type }) => [stream, type])).toEqual([
        ['parcel-never', 'IntakeAbandoned'],
        ['numberRegister-BHCD-2022', 'NumberLeftUnused'],
      ]);
      expect(await report('--repair')).toMatchObject({ code: 0, repaired: [] });
      expect(await allEvents()).toHaveLength(7);
      expect(await runCli(['verify', '--data', folder])).toMatchObject({ code: 0 });
    });

    it('is finished where an earlier repair was cut short', async () => {
      await writing(folder, (writer) =>
        writer.append('parcel-never', {
          type: 'IntakeAbandoned',
          data: { number: 'BHCD-2022-0002', reason: { $plain: 'r', owners: [] } },
          occurredOn: '2022-01-05',
        }),
      );
      expect(await report()).toMatchObject({ code: 1, lost: [{ number: 'BHCD-2022-0002' }] });
      expect(await report('--repair', '--actor', 'inspector')).toMatchObject({ code: 0 });
      const added = (await allEvents()).slice(6);
      expect(added).toMatchObject([{ type: 'NumberLeftUnused', actor: { id: 'inspector' } }]);
    });

    it('waits while a server may still bring its case', async () => {
      const holder = await Holder.of(folder);
      try {
        const examined = report();
        const refused = await doctor('--repair');
        expect(refused).toMatchObject({ code: 1, out: '' });
        expect(refused.err).toContain(`Process ${holder.pid} is using the data folder`);
        expect(await examined).toMatchObject({ code: 1, lost: [{ number: 'BHCD-2022-0002' }] });
      } finally {
        await holder.release();
      }
      expect(await allEvents()).toHaveLength(5);
    });

    it('is not touched by somebody unknown, or when no module can close its stream', async () => {
      expect(await doctor('--repair', '--actor', 'nobody')).toMatchObject({ code: 2 });
      const streams = PARCELS.streams.map((type) => ({ ...type, abandonIntake: undefined }));
      const modules = [{ ...PARCELS, streams }];
      const { code, err } = await runCli(['doctor', '--data', folder, '--repair'], { modules });
      expect(code).toBe(1);
      expect(err).toContain('no module of this program can close parcel-never');
      expect(await allEvents()).toHaveLength(5);
    });
  });
});
