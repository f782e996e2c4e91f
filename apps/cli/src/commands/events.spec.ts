import { moved, newFolder, opened, removeFolder, writing } from '../testing/data-folder.js';
import { Captured, linesOf, runCli } from '../testing/run-cli.js';

interface Line {
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly data?: { readonly note?: unknown; readonly kind?: string };
}

describe('cotmoc events', () => {
  let folder: string;

  beforeEach(() => (folder = newFolder()));
  afterEach(() => removeFolder(folder));

  const events = (...args: string[]) => runCli(['events', '--data', folder, ...args]);
  const typesOf = async (...args: string[]) => {
    const { code, out } = await events('--json', ...args);
    expect(code).toBe(0);
    return linesOf<Line>(out).map(({ type }) => type);
  };

  it('lists everything in the order of the log', async () => {
    const stream = await writing(folder, (writer) => writer.parcel('BHCD', 'hall'));
    const { code, out, err } = await events();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^position +recorded +occurred +stream +rev +type +actor$/);
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['1', expect.any(String), '2022-01-04', 'numberRegister-BHCD-2022', '0', 'NumberTaken', ACTOR],
      ['2', '2022-01-01T03:00:00.000Z', '2022-01-01', stream, '0', 'ParcelOpened', ACTOR],
      ['3', '2022-01-02T03:00:00.000Z', '2022-01-02', stream, '1', 'ParcelMoved', ACTOR],
    ]);
  });

  it('shows data on request, and never what is personal', async () => {
    const stream = await writing(folder, (writer) => writer.parcel());
    const shown = await events('--stream', stream, '--data-fields');
    expect(shown.out).toContain('"kind": "box"');
    expect(shown.out).toContain('"note": "[sealed]"');
    const [line] = linesOf<Line>((await events('--stream', stream, '--data-fields', '--json')).out);
    expect(line?.data).toEqual({ kind: 'box', note: '[sealed]' });
    const [bare] = linesOf<Line>((await events('--stream', stream, '--json')).out);
    expect(bare).not.toHaveProperty('data');
  });

  it('finds a case by its number and by its id', async () => {
    const stream = await writing(folder, async (writer) => {
      await writer.parcel('BHCD', 'here');
      return writer.parcel('BHCD', 'hall', 'shelf');
    });
    const expected = ['ParcelOpened', 'ParcelMoved', 'ParcelMoved'];
    expect(await typesOf('--case', 'BHCD-2022-0002')).toEqual(expected);
    expect(await typesOf('--case', 'bhcd-2022-2')).toEqual(expected);
    expect(await typesOf('--case', stream.slice('parcel-'.length))).toEqual(expected);
  });

  it.each(['BHCD-2022-0009', '00000000-0000-4000-8000-000000000000'])(
    'says that there is no %s',
    async (name) => {
      await writing(folder, (writer) => writer.parcel('BHCD'));
      const { code, out, err } = await events('--case', name);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(name);
    },
  );

  it('filters by category, type, actor and count', async () => {
    await writing(folder, async (writer) => {
      const stream = await writer.parcel('BHCD', 'hall', 'shelf');
      const actor = { id: 'head-consular', role: 'head' as const, unit: 'consular' };
      await writer.append(stream, moved('bin'), { actor });
    });
    expect(await typesOf('--category', 'numberRegister')).toEqual(['NumberTaken']);
    expect(await typesOf('--type', 'ParcelOpened', 'NumberTaken')).toEqual(['NumberTaken', 'ParcelOpened']);
    expect(await typesOf('--actor', 'head-consular')).toEqual(['ParcelMoved']);
    expect(await typesOf('--limit', '2')).toEqual(['NumberTaken', 'ParcelOpened']);
  });

  it('filters by when it was recorded: instants, and days of the office', async () => {
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('a'), { recordedAt: '2022-02-28T16:59:59.999Z' });
      await writer.append('parcel-2', moved('b'), { recordedAt: '2022-02-28T17:00:00.000Z' });
      await writer.append('parcel-3', opened('c'), { recordedAt: '2022-03-01T17:00:00.000Z' });
    });
    expect(await typesOf('--from', '2022-03-01', '--to', '2022-03-01')).toEqual(['ParcelMoved']);
    expect(await typesOf('--from', '2022-03-01T00:00:00+07:00')).toEqual(['ParcelMoved', 'ParcelOpened']);
    expect(await typesOf('--to', '2022-02-28T17:00:00Z')).toEqual(['ParcelOpened']);
  });

  it('follows everything that one command caused, in every stream', async () => {
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('a'), { commandId: 'root' });
      const cause = await writer.append('parcel-2', opened('b'), { commandId: 'x', $causationId: 'root' });
      await writer.append('parcel-3', opened('c'), { commandId: 'other' });
      await writer.append('parcel-4', moved('d'), { commandId: 'y', $causationId: cause });
      await writer.append('parcel-5', moved('e'), { commandId: 'z', $correlationId: 'same' });
    });
    const { out } = await events('--command', 'root', '--json');
    expect(linesOf<Line>(out).map(({ stream }) => stream)).toEqual(['parcel-1', 'parcel-2', 'parcel-4']);
    expect(await typesOf('--correlation', 'same')).toEqual(['ParcelMoved']);
  });

  it('follows what is recorded beside it until it is interrupted', async () => {
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('a'));
      const interrupt = new AbortController();
      const out = new Captured();
      const args = ['events', '--data', folder, '--follow', '--json', '--category', 'parcel'];
      const running = runCli(args, { out, signal: interrupt.signal });
      await out.until('ParcelOpened');
      await writer.append('parcel-1', moved('hall'));
      await writer.number('BHCD', 'parcel-9');
      await out.until('ParcelMoved');
      interrupt.abort();
      const { code, err } = await running;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(linesOf<Line>(out.text).map(({ type }) => type)).toEqual(['ParcelOpened', 'ParcelMoved']);
    });
  });

  it('does not take a list for whole that was interrupted', async () => {
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const { code } = await runCli(['events', '--data', folder], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
  });

  it('says that nothing matches, and that there is nothing to read', async () => {
    const nowhere = await runCli(['events', '--data', `${folder}/nowhere`]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain('nothing to read yet');
    await writing(folder, () => Promise.resolve());
    expect(await events()).toEqual({ code: 0, out: '', err: 'No event matches.\n' });
    expect(await events('--json')).toEqual({ code: 0, out: '', err: '' });
  });

  it.each([
    [['--from', 'yesterday'], '--from yesterday'],
    [['--limit', '0'], 'whole number'],
    [['--stream', 'a', '--case', 'b'], 'cannot be used with'],
    [['--colour'], 'unknown option'],
  ])('refuses %j', async (args, message) => {
    await writing(folder, () => Promise.resolve());
    const { code, err } = await events(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

const ACTOR = 'officer-consular (officer)';
