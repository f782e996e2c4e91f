import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { newFolder, removeFolder } from '../testing/data-folder.js';
import { Captured, type Ran, runCli } from '../testing/run-cli.js';

let folder: string;
let first: Ran;

beforeAll(async () => {
  folder = newFolder();
  first = await runCli(['demo', '--no-serve', '--data', folder]);
});

afterAll(() => removeFolder(folder));

/** The rows of the table, cells apart. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('cotmoc demo', () => {
  it('loads an empty folder and prints the year in both languages', () => {
    expect(first.code).toBe(0);
    expect(first.err).toBe('');
    expect(first.out).toContain('Đã nạp / loaded: 11 vụ việc / cases');
    const rows = rowsOf(first.out);
    expect(rows[0]).toEqual(['Loại vụ việc', 'Kind of case', 'KH', 'CN', 'MY', 'UA', '?', 'Tổng']);
    expect(rows).toContainEqual(['Tử vong ở nước ngoài', 'Death abroad', '1', '1', '·', '·', '·', '2']);
    expect(rows.at(-1)).toEqual(['Tổng', 'Total', '3', '1', '1', '1', '5', '11']);
    expect(first.out).toContain('KH Campuchia / Cambodia');
  });

  it('keeps what is there when it runs again', async () => {
    const again = await runCli(['demo', '--no-serve', '--json', '--data', folder]);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ found: 'the demo', loaded: null, report: { total: 11 } });
  });

  it('serves until it is interrupted', async () => {
    const out = new Captured();
    const stop = new AbortController();
    const running = runCli(['demo', '--port', '0', '--data', folder], { out, signal: stop.signal });
    await out.until('Ctrl-C');
    const [, report] = /curl '(.*reports.*)'/.exec(out.text) ?? [];
    const [, history] = /curl '(.*history)'/.exec(out.text) ?? [];
    expect(await (await fetch(report!)).json()).toMatchObject({ total: 11 });
    expect((await fetch(history!)).status).toBe(200);
    const second = await runCli(['demo', '--port', '0', '--data', folder]);
    expect([second.code, second.out]).toEqual([1, '']);
    expect(second.err).toContain('is in use by');
    stop.abort();
    expect((await running).code).toBe(0);
  });

  it('says in a sentence that the port is taken, before it loads anything', async () => {
    const taken = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const empty = newFolder();
    const ran = await runCli(['demo', '--port', String(port), '--data', `${empty}/data`]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(`Port ${port} on 127.0.0.1 is taken by another program`);
    taken.close();
    removeFolder(empty);
  });

  it('says while it loads that it was interrupted', async () => {
    const other = newFolder();
    const stop = new AbortController();
    stop.abort();
    const ran = await runCli(['demo', '--no-serve', '--data', other], { signal: stop.signal });
    expect(ran.code).toBe(130);
    expect(ran.err).toContain('run it again to go on');
    removeFolder(other);
  });

  it.each(['70000', 'abc', '-1'])('refuses the port %s', async (port) => {
    expect((await runCli(['demo', `--port=${port}`, '--data', folder])).code).toBe(2);
  });
});
