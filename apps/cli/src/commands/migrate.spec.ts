import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobReference, type StoredEvent } from '#event-sourcing';
import { startedServer } from '#event-store-eventstoredb/testing';
import { openEventStore, openPlatform, openStores, readConfig } from '#platform';
import { dropDatabases, newDatabase } from '#read-store-mongodb/testing';
import { onServer } from '#store-contracts/testing';
import { moved, newFolder, opened, removeFolder, tamper, Writer, writing } from '../testing/data-folder.js';
import { Holder } from '../testing/other-process.js';
import { Captured, runCli } from '../testing/run-cli.js';

type Server = Awaited<ReturnType<typeof startedServer>>;

describe('cotmoc migrate', () => {
  let root: string;
  let data: string;
  let elsewhere: string;
  let log: Server;
  let scan: BlobReference;

  beforeEach(async () => {
    root = newFolder();
    [data, elsewhere] = [join(root, 'data'), join(root, 'elsewhere')];
    log = await startedServer();
    await writing(data, async (writer) => {
      // Two streams, in turn and in runs: the order of the log is not that of the streams.
      await writer.append('parcel-1', opened('box'));
      await writer.append('parcel-2', opened('bag'));
      for (const place of ['hall', 'cellar']) await writer.append('parcel-1', moved(place));
      await writer.append('parcel-2', moved('roof'));
      scan = await writer.platform.stores.blobs.put(Buffer.from('a scan'), ['subject-1']);
      await writer.platform.stores.keys.destroy('subject-gone');
    });
  });
  afterEach(async () => {
    await log.remove();
    removeFolder(root);
  });

  const migrate = (...args: string[]) => runCli(['migrate', '--data', data, ...args]);
  const toServer = (...args: string[]) =>
    migrate('--to-events', log.server.url, '--to-data', elsewhere, ...args);

  /** From the server and its folder of keys into another folder. */
  const back = (folder: string, ...args: string[]) => {
    const env = { EVENT_STORE_URL: log.server.url, DATA_DIR: elsewhere, MASTER_KEY: masterKey() };
    return runCli(['migrate', '--to-data', folder, ...args], { env });
  };

  const masterKey = () => readFileSync(join(data, 'master.key'), 'utf8').trim();

  /** What belongs to an event wherever it lies. */
  type Copied = Omit<StoredEvent, 'position'>;

  async function eventsAt(url: string): Promise<readonly Copied[]> {
    const store = await openEventStore(readConfig({ EVENT_STORE_URL: url }).eventStore, { readOnly: true });
    const events: Copied[] = [];
    for await (const page of store.readAll())
      for (const { id, type, data, metadata, stream, revision } of page.events)
        events.push({ id, type, data, metadata, stream, revision });
    await store.close();
    return events;
  }
  const eventsIn = (folder: string) => eventsAt(`sqlite:${folder}/events.db`);

  it('copies the log to a server and back, in its order, and every byte of it', async () => {
    const there = await toServer();
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(there.out).toMatch(/^esdb:\/\/\S+: 5 events in 2 streams, 5 of them copied now/);
    expect(there.out).toContain(
      'every event is in its place, every chain is whole, every key opens the same',
    );
    const original = await eventsIn(data);
    expect(original.map(({ stream }) => stream.slice(-1)).join('')).toBe('12112');
    expect(JSON.stringify(await eventsAt(log.server.url))).toBe(JSON.stringify(original));

    const home = join(root, 'home');
    expect(await back(home)).toMatchObject({ code: 0, err: '' });
    expect(JSON.stringify(await eventsIn(home))).toBe(JSON.stringify(original));
    expect(await runCli(['verify', '--data', home])).toMatchObject({ code: 0 });
  });

  it('takes keys and attachments along, and what was destroyed stays so', async () => {
    await toServer();
    await back(join(root, 'home'));
    const stores = await openStores(readConfig({ DATA_DIR: join(root, 'home'), MASTER_KEY: masterKey() }));
    expect(Buffer.from((await stores.blobs.get(scan))!).toString()).toBe('a scan');
    await expect(stores.keys.keyFor(['subject-gone'])).rejects.toMatchObject({ name: 'KeyDestroyed' });
    await stores.close();
    copyFileSync(join(data, 'master.key'), join(root, 'home', 'master.key'));
    await writing(join(root, 'home'), async (writer) => {
      await writer.append('parcel-1', moved('attic'));
      await writer.project();
    });
  });

  it('adds what is new when it is run again, and tells programs', async () => {
    const first = JSON.parse((await toServer('--json')).out) as object;
    expect(first).toEqual({
      events: { total: 5, copied: 5 },
      keys: { total: 3, copied: 3 },
      attachments: { total: 1, copied: 1 },
      streams: 2,
      faults: 0,
      goesOn: false,
      seconds: expect.any(Number) as number,
    });
    await writing(data, (writer) => writer.append('parcel-3', opened('crate')));
    expect(JSON.parse((await toServer('--json')).out)).toMatchObject({
      events: { total: 6, copied: 1 },
      keys: { total: 4, copied: 1 },
      attachments: { total: 1, copied: 0 },
    });
    expect(await eventsAt(log.server.url)).toEqual(await eventsIn(data));
  });

  it('goes on where it was cut short', async () => {
    // What a killed one leaves: a beginning.
    const store = await openEventStore(readConfig({ EVENT_STORE_URL: log.server.url }).eventStore, {});
    for (const event of (await eventsIn(data)).slice(0, 2))
      await store.append(event.stream, [event], 'no-stream');
    await store.close();
    expect(JSON.parse((await toServer('--json')).out)).toMatchObject({ events: { total: 5, copied: 3 } });
    expect(await eventsAt(log.server.url)).toEqual(await eventsIn(data));
  });

  it('says when it was interrupted that it can go on', async () => {
    const args = ['migrate', '--data', data, '--to-data', elsewhere];
    expect(await runCli(args, { signal: AbortSignal.abort() })).toMatchObject({
      code: 130,
      err: 'Interrupted: the same command goes on from here.\n',
    });
    expect(await runCli(args)).toMatchObject({ code: 0 });
  });

  it('copies a record that is not whole as it is, and says so', async () => {
    tamper(data, 'hall', 'tall');
    const { code, out } = await toServer();
    expect({ code, says: out.includes('THE RECORD IS NOT WHOLE, 1 fault, as in the source') }).toEqual({
      code: 1,
      says: true,
    });
    expect(await eventsAt(log.server.url)).toEqual(await eventsIn(data));
  });

  describe('refuses a target', () => {
    const refused = async (ran: ReturnType<typeof migrate>, sentence: string) =>
      expect(await ran).toMatchObject({ code: 1, err: expect.stringContaining(sentence) as string });

    it('whose log is another one', async () => {
      await writing(elsewhere, (writer) => writer.append('parcel-9', opened('box')));
      const other = join(root, 'other.key');
      copyFileSync(join(elsewhere, 'master.key'), other);
      await refused(migrate('--to-data', elsewhere), 'is not the one that opens');
      const young = join(root, 'young');
      mkdirSync(young);
      copyFileSync(join(data, 'master.key'), join(young, 'master.key'));
      await writing(young, (writer) => writer.append('parcel-9', opened('box')));
      await refused(migrate('--to-data', young), 'event 1 there is ParcelOpened of parcel-9 0');
      expect(await eventsIn(young)).toHaveLength(1);
    });

    it('that has gone on by itself', async () => {
      await migrate('--to-data', elsewhere);
      copyFileSync(join(data, 'master.key'), join(elsewhere, 'master.key'));
      await writing(elsewhere, (writer) => writer.append('parcel-1', moved('attic')));
      await writing(data, (writer) => writer.append('parcel-1', moved('garden')));
      await refused(migrate('--to-data', elsewhere), 'event 6 there is ParcelMoved of parcel-1 3');
    });

    it('with keys, attachments or read models of somebody else', async () => {
      const folders = ['keys', 'blobs', 'reads'].map((name) => join(root, name));
      for (const folder of folders) {
        mkdirSync(folder);
        copyFileSync(join(data, 'master.key'), join(folder, 'master.key'));
      }
      const [keys, blobs, reads] = folders as [string, string, string];
      await writing(keys, ({ platform }) => platform.stores.keys.keyFor(['subject-9']));
      await refused(migrate('--to-data', keys), 'holds a key');
      await writing(blobs, ({ platform }) => platform.stores.blobs.put(Buffer.from('x'), ['subject-1']));
      await refused(migrate('--to-data', blobs), 'the key store has another key under');
      await writing(reads, (writer) => writer.project());
      await refused(migrate('--to-data', reads), 'holds a read model (parcels) of another log');
    });

    it('that is the source, or is not named', async () => {
      expect(await migrate('--to-data', data)).toMatchObject({
        code: 2,
        err: expect.stringContaining('Source and target are the same') as string,
      });
      for (const args of [[], ['--to-events', log.server.url], ['--to-reads', 'mongodb://x']])
        expect(await migrate(...args)).toMatchObject({
          code: 2,
          err: expect.stringContaining('Say where to') as string,
        });
      const inFolder = ['--to-events', `sqlite:${root}/a.db`, '--to-reads', `sqlite:${root}/b.db`];
      expect(await migrate(...inFolder)).toMatchObject({
        code: 2,
        err: expect.stringContaining('name it with --to-data') as string,
      });
    });
  });

  it('calls what is wrong with the target by the target’s own names', async () => {
    const named = async (events: string, reads: string) => {
      const env = { TO_EVENT_STORE_URL: events, TO_READ_STORE_URL: reads };
      return (await runCli(['migrate', '--data', data], { env })).err.trim();
    };
    expect(await named('http://x', 'mongodb://x')).toMatch(/^TO_EVENT_STORE_URL: no event store answers to/);
    expect(await named('x', 'mongodb://x')).toMatch(/^TO_EVENT_STORE_URL is not a store URL/);
    expect(await named(log.server.url, 'mongodb://a:b@c@d:1')).toMatch(/^TO_READ_STORE_URL: MongoDB’s URL/);
    expect(await named(log.server.url, '')).toMatch(/^Say where to/);
  });

  it('refuses while a server works in the source, or in the target', async () => {
    const here = await Holder.of(data);
    expect(await toServer()).toMatchObject({
      code: 1,
      err: expect.stringContaining('another process is using the data folder') as string,
    });
    await here.release();
    mkdirSync(elsewhere);
    const there = await Holder.of(elsewhere);
    expect((await toServer()).err).toContain(elsewhere);
    await there.release();
    expect(await eventsAt(log.server.url)).toEqual([]);
  });

  it('wants the master key', async () => {
    const lost = join(root, 'lost');
    mkdirSync(lost);
    for (const name of readdirSync(data))
      if (name.startsWith('events.db') || name.startsWith('keys.db'))
        copyFileSync(join(data, name), join(lost, name));
    const { code, err } = await runCli(['migrate', '--data', lost, '--to-data', elsewhere]);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('There is no master key') as string,
    });
  });

  it('names the target by variables too, and shows bars to whoever watches', async () => {
    const err = new Captured(true);
    const env = { TO_EVENT_STORE_URL: log.server.url };
    const args = ['migrate', '--data', data, '--to-data', elsewhere];
    expect(await runCli(args, { env, err })).toMatchObject({ code: 0 });
    for (const text of ['copying the log', 'copying keys', 'copying attachments', 'verifying'])
      expect(err.text).toContain(text);
    expect(await eventsAt(log.server.url)).toHaveLength(5);
  });

  onServer('mongodb', (url) => {
    describe('with MongoDB', () => {
      const database = newDatabase();
      const reads = () => url.replace(/\/?$/, `/${database}`);
      afterEach(() => dropDatabases(url, database, `${database}-keys`, `${database}-files`));

      it('moves an office into servers and out of them again', async () => {
        const there = ['--to-events', log.server.url, '--to-reads', reads()];
        expect(await migrate(...there)).toMatchObject({ code: 0, err: '' });
        const env = { EVENT_STORE_URL: log.server.url, READ_STORE_URL: reads(), MASTER_KEY: masterKey() };
        const home = join(root, 'home');
        const { code, out, err } = await runCli(['migrate', '--to-data', home], { env });
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toContain('3 keys, 3 copied now');
        expect(out).toContain('1 attachment, 1 copied now');
        expect(JSON.stringify(await eventsIn(home))).toBe(JSON.stringify(await eventsIn(data)));
        const stores = await openStores(readConfig({ DATA_DIR: home, MASTER_KEY: masterKey() }));
        expect(Buffer.from((await stores.blobs.get(scan))!).toString()).toBe('a scan');
        await stores.close();
      });

      it('gives a copy that can be backed up and drilled against what is live on the servers', async () => {
        await migrate('--to-events', log.server.url, '--to-reads', reads());
        const env = { EVENT_STORE_URL: log.server.url, READ_STORE_URL: reads(), MASTER_KEY: masterKey() };
        const platform = await openPlatform(readConfig(env));
        await new Writer(platform).project();
        await platform.close();
        const [copy, backup] = [join(root, 'copy'), join(root, 'backup')];
        await runCli(['migrate', '--to-data', copy], { env });
        expect(await runCli(['backup', backup, '--data', copy], { env })).toMatchObject({ code: 0 });
        const { code, out } = await runCli(['restore-drill', backup, '--work', root], { env });
        expect({ code, live: /live +│ (.*?) +│/.exec(out)?.[1] }).toEqual({
          code: 0,
          live: 'parcels: 2 equal',
        });
      });
    });
  });
});
