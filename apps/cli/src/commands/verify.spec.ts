import { erased, moved, newFolder, opened, removeFolder, tamper, writing } from '../testing/data-folder.js';
import { PARCELS } from '../testing/parcels.js';
import { Captured, runCli } from '../testing/run-cli.js';

interface Verdict {
  readonly whole: boolean;
  readonly events: number;
  readonly streams: number;
  readonly faultCount: number;
  readonly faults: readonly { readonly stream: string; readonly revision: number; readonly why: string }[];
  readonly unreadable?: { readonly after: string; readonly why: string };
  readonly eventsPerSecond: number;
}

describe('cotmoc verify', () => {
  let folder: string;

  beforeEach(() => (folder = newFolder()));
  afterEach(() => removeFolder(folder));

  const verify = (...args: string[]) => runCli(['verify', '--data', folder, ...args]);
  const verdict = async (...args: string[]) => {
    const { code, out } = await verify('--json', ...args);
    return { code, ...(JSON.parse(out) as Verdict) };
  };

  it('finds every chain whole', async () => {
    await writing(folder, async (writer) => {
      await writer.parcel('BHCD', 'hall', 'shelf');
      await writer.parcel('BHCD');
    });
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^6 events in 3 streams: every chain is whole \(\d+\.\d s, [\d,]+ events\/s\)\n$/);
    expect(await verdict()).toMatchObject({ code: 0, whole: true, events: 6, streams: 3, faults: [] });
  });

  it('says whose data was erased: their chains are as whole as they were', async () => {
    const stream = await writing(folder, async (writer) => {
      await writer.parcel('BHCD');
      const gone = await writer.parcel('BHCD', 'hall');
      await writer.append(gone, erased);
      return gone;
    });
    const { code, out } = await verify();
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`${stream}\\W+2\\W+2022-01-03`));
    expect(out).toContain('in 3 streams, 1 of them erased: every chain is whole');
    expect(await verdict()).toMatchObject({
      whole: true,
      erased: [{ stream, revision: 2, on: '2022-01-03' }],
    });
  });

  it('finds an empty log whole', async () => {
    await writing(folder, () => Promise.resolve());
    expect(await verdict()).toMatchObject({ code: 0, whole: true, events: 0, streams: 0 });
  });

  it('finds an event whose content was changed in the file', async () => {
    const stream = await writing(folder, (writer) => writer.parcel('BHCD', 'hall', 'shelf'));
    tamper(folder, '"to":"hall"', '"to":"away"');
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toContain(stream);
    expect(out).toContain('THE RECORD IS NOT WHOLE, 1 fault');
    expect(await verdict()).toMatchObject({
      code: 1,
      whole: false,
      faultCount: 1,
      faults: [{ stream, revision: 1, why: 'its content is not what was recorded' }],
    });
  });

  it('finds a changed author, and checks one stream alone', async () => {
    const [touched, other] = await writing(folder, async (writer) => {
      const first = await writer.parcel('BHCD', 'hall');
      return [first, await writer.parcel('BHCD', 'shelf')] as const;
    });
    tamper(
      folder,
      `{"id":"officer-consular","role":"officer","unit":"consular"},"commandId":"command-${touched}-1"`,
      `{"id":"officer-consular","role":"officer","unit":"consulaR"},"commandId":"command-${touched}-1"`,
    );
    expect(await verdict('--stream', touched)).toMatchObject({
      code: 1,
      events: 2,
      faults: [{ stream: touched, revision: 1 }],
    });
    expect(await verdict('--stream', other)).toMatchObject({ code: 0, whole: true, events: 2 });
    expect(await verdict('--stream', 'BHCD-2022-0001')).toMatchObject({ code: 1, events: 2 });
  });

  it('says how far it came in a log that cannot be read to its end', async () => {
    await writing(folder, async (writer) => {
      await writer.append('parcel-1', opened('a'));
      await writer.append('parcel-2', moved('hall'));
      await writer.append('parcel-3', opened('b'));
    });
    tamper(folder, '{"to":"hall"}', '["to":"hall"}');
    const found = await verdict();
    expect(found).toMatchObject({ code: 1, whole: false, events: 1, faultCount: 0 });
    expect(found.unreadable?.after).toMatch(/^position 0*1$/);
    expect((await verify()).out).toContain('cannot be read any further');
    expect(await verdict('--stream', 'parcel-2')).toMatchObject({
      code: 1,
      unreadable: { after: 'its start' },
    });
  });

  it('reports streams that no module knows', async () => {
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const { code, out } = await runCli(['verify', '--data', folder], { modules: [PARCELS] });
    expect(code).toBe(1);
    expect(out).toContain('numberRegister-BHCD-2022');
    expect(out).toContain('no module of this program knows');
  });

  it('shows a bar to whoever watches', async () => {
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const err = new Captured(true);
    await runCli(['verify', '--data', folder], { err });
    expect(err.text).toContain('verifying');
    expect(err.text).toContain('2 events');
  });

  it('stops when it is interrupted', async () => {
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const { code, err } = await runCli(['verify', '--data', folder], { signal: AbortSignal.abort() });
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted.\n' });
  });

  it('refuses a stream that is not there, and a folder without a log', async () => {
    await writing(folder, () => Promise.resolve());
    expect(await verify('--stream', 'parcel-9')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no stream parcel-9') as string,
    });
    expect(await runCli(['verify', '--data', `${folder}/x`])).toMatchObject({ code: 1 });
  });
});
