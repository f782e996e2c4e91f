import { type StreamName } from '#event-sourcing';
import { type FactCorrected, type EventVoided } from '#kernel';
import { moved, newFolder, opened, removeFolder, writing } from '../testing/data-folder.js';
import { Captured, Keyboard, runCli } from '../testing/run-cli.js';

interface Step {
  readonly step: number;
  readonly event: { readonly type: string; readonly data: unknown };
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  readonly state: readonly { readonly field: string; readonly value: unknown }[];
}

describe('cotmoc replay', () => {
  let folder: string;
  let stream: StreamName;

  beforeEach(async () => {
    folder = newFolder();
    stream = await writing(folder, (writer) => writer.parcel('BHCD', 'hall', 'shelf'));
  });
  afterEach(() => removeFolder(folder));

  const replay = (...args: string[]) => runCli(['replay', '--data', folder, ...args]);
  const stepsOf = async (...args: string[]) => {
    const { code, out } = await replay('--json', ...args);
    expect(code).toBe(0);
    return (JSON.parse(out) as { readonly steps: readonly Step[] }).steps;
  };

  it('shows event, state and what changed, step by step', async () => {
    const { code, out, err } = await replay('BHCD-2022-0001');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first = '', second = '', third = ''] = out.split('\n\n');
    expect(first).toContain('Step 1 of 3: ParcelOpened (revision 0)');
    expect(first).toContain(
      'happened 2022-01-01, recorded 2022-01-01T03:00:00.000Z by officer-consular (officer, consular)',
    );
    expect(first).toMatch(/→ +│ Kind +│ – +│ box/);
    expect(first).toMatch(/→ +│ Note +│ – +│ \[sealed\]/);
    expect(second).toMatch(/→ +│ Place +│ – +│ hall/);
    expect(third).toMatch(/→ +│ Place +│ hall +│ shelf/);
    expect(third).toMatch(/│ +│ Kind +│ +│ box/);
  });

  it('shows what an event says that changed nothing', async () => {
    await writing(folder, (writer) => writer.append(stream, moved('shelf')));
    const { out } = await replay(stream);
    expect(out).toContain('It changed none of these fields. It says: to: shelf');
  });

  it('gives the same to programs', async () => {
    const [, , third] = await stepsOf(stream);
    expect(third).toMatchObject({
      step: 3,
      event: { type: 'ParcelMoved', data: { to: 'shelf' } },
      changes: [{ field: 'place', label: { vi: 'Nơi', en: 'Place' }, before: 'hall', after: 'shelf' }],
      state: [
        { field: 'kind', value: 'box' },
        { field: 'place', value: 'shelf' },
        { field: 'note', value: '[sealed]' },
      ],
    });
  });

  it('goes up to a step, and speaks Vietnamese', async () => {
    expect(await stepsOf('BHCD-2022-0001', '--step', '2')).toHaveLength(2);
    const { out } = await replay('BHCD-2022-0001', '--step', '1', '--language', 'vi');
    expect(out).toContain('Loại');
    const beyond = await replay('BHCD-2022-0001', '--step', '4');
    expect(beyond).toMatchObject({ code: 1, out: '' });
    expect(beyond.err).toContain('has 3 steps');
  });

  it('shows what a correction and a voiding changed, where they were recorded', async () => {
    await writing(folder, async (writer) => {
      const id = (await writer.platform.stores.events.readStream(stream))[2]?.id ?? '';
      const corrected: FactCorrected = {
        type: 'FactCorrected',
        occurredOn: '2022-01-05',
        data: {
          target: id,
          targetType: 'ParcelMoved',
          targetVersion: 1,
          payload: { to: 'cellar' },
          correctedOccurredOn: '2022-01-02',
          reason: 'r',
        },
      };
      await writer.append(stream, corrected);
      const voided: EventVoided = {
        type: 'EventVoided',
        occurredOn: '2022-01-06',
        data: { target: id, reason: 'r', proposal: id },
      };
      await writer.append(stream, voided);
    });
    const changes = (await stepsOf(stream)).slice(2).map((step) => step.changes);
    expect(changes).toMatchObject([
      [{ before: 'hall', after: 'shelf' }],
      [{ before: 'shelf', after: 'cellar' }],
      [{ before: 'cellar', after: 'hall' }],
    ]);
    const { out } = await replay(stream);
    expect(out).toContain(
      'Step 3 of 5: ParcelMoved (revision 2)\n' +
        'corrected later by FactCorrected (revision 3)\nvoided later by EventVoided (revision 4)\n',
    );
    expect(out).toContain(
      'Step 4 of 5: FactCorrected: ParcelMoved (revision 3)\nabout ParcelMoved (revision 2)\n',
    );
    const [, , , , voiding] = await stepsOf(stream);
    expect(voiding).toMatchObject({ corrects: { revision: 2, type: 'ParcelMoved' } });
  });

  it('shows data where a stream has no read model', async () => {
    const { code, out } = await replay('numberRegister-BHCD-2022');
    expect(code).toBe(0);
    expect(out).toContain('Step 1 of 1: NumberTaken');
    expect(out).toContain('"number": "BHCD-2022-0001"');
  });

  it('goes forth and back by keys in a terminal, and shows the state again', async () => {
    const [out, input] = [new Captured(true), new Keyboard()];
    const running = runCli(['replay', 'BHCD-2022-0001', '--data', folder], { out, input });
    await out.until('Step 1 of 3');
    expect(input.raw).toBe(true);
    input.write(' ');
    await out.until('Step 2 of 3');
    out.text = '';
    input.write('\u001b[D');
    await out.until('Step 1 of 3');
    input.write('x');
    input.write('\u001b[C');
    input.write('\r');
    await out.until('Step 3 of 3');
    input.write(' ');
    expect((await running).code).toBe(0);
    expect(input.raw).toBe(false);
  });

  it.each(['q', '\u0003'])('ends on key %j', async (key) => {
    const [out, input] = [new Captured(true), new Keyboard()];
    const running = runCli(['replay', stream, '--data', folder], { out, input });
    await out.until('q quit');
    input.write(key);
    expect((await running).code).toBe(0);
  });

  it('ends when it is interrupted, and when the input ends', async () => {
    const interrupt = new AbortController();
    const [out, input] = [new Captured(true), new Keyboard()];
    const running = runCli(['replay', stream, '--data', folder], { out, input, signal: interrupt.signal });
    await out.until('q quit');
    interrupt.abort();
    expect((await running).code).toBe(0);
    const [secondOut, secondInput] = [new Captured(true), new Keyboard()];
    const second = runCli(['replay', stream, '--data', folder], { out: secondOut, input: secondInput });
    await secondOut.until('q quit');
    secondInput.end();
    expect((await second).code).toBe(0);
  });

  it('says what it cannot replay', async () => {
    await writing(folder, async (writer) => {
      await writer.number('BHCD', 'parcel-never');
      await writer.append('letter-1', opened('a'));
      await writer.append('letter-1', moved('b'));
    });
    expect((await replay('BHCD-2022-0002')).err).toContain('never came');
    expect((await replay('letter-1')).err).toContain('knows what letter-1 is');
    expect((await replay('BHCD-2022-0003')).err).toContain('no case BHCD-2022-0003');
    expect(await replay()).toMatchObject({ code: 2 });
    expect(await replay(stream, '--language', 'fr')).toMatchObject({ code: 2 });
  });
});
