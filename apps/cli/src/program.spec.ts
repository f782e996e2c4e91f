import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '#platform';
import { nodeProblem } from '../../api/src/require-node.js';
import { newFolder, removeFolder, writing } from './testing/data-folder.js';
import { linesOf, runCli } from './testing/run-cli.js';

const COMMANDS = [
  'demo',
  'events',
  'verify',
  'replay',
  'rebuild',
  'doctor',
  'backup',
  'restore',
  'restore-drill',
];

describe('cotmoc', () => {
  it('says what it can do, and shows examples of every command', async () => {
    const { code, out } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const name of COMMANDS) {
      expect(out).toContain(`  ${name} `);
      const help = await runCli([name, '--help']);
      expect(help).toMatchObject({ code: 0, err: '' });
      for (const text of ['--json', '--data <folder>', 'Examples:', `$ cotmoc ${name}`])
        expect(help.out).toContain(text);
    }
  });

  it('refuses what it does not know with exit code 2', async () => {
    expect(await runCli(['verfy'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean verify?') as string,
    });
    expect(await runCli([])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: cotmoc') as string,
    });
  });

  it('keeps its stack to itself unless it is asked', async () => {
    const short = await runCli(['verify', '--data', '/nowhere']);
    expect(short.err.split('\n')).toHaveLength(2);
    const long = await runCli(['verify', '--data', '/nowhere', '--verbose']);
    expect(long.err).toContain('    at ');
  });

  it('fails for programs with a code and a message, and the same exit code', async () => {
    const failure = async (...args: string[]) => {
      const { code, out, err } = await runCli([...args, '--json']);
      return { exit: code, out, ...(JSON.parse(err) as { error: { code: string; message: string } }) };
    };
    expect(await failure('verify', '--data', '/nowhere')).toEqual({
      exit: 1,
      out: '',
      error: { code: 'config.invalid', message: expect.stringContaining('/nowhere') as string },
    });
    expect(await failure('verify', '--date', 'x')).toMatchObject({
      exit: 2,
      error: { code: 'cli.usage', message: expect.stringContaining("unknown option '--date'") as string },
    });
    expect(await failure('demo', '--port', 'x')).toMatchObject({ exit: 2, error: { code: 'cli.usage' } });
    const long = await failure('verify', '--data', '/nowhere', '--verbose');
    expect(long.error).toHaveProperty('stack');
    const interrupted = new AbortController();
    interrupted.abort();
    const folder = newFolder();
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const { code, err } = await runCli(['verify', '--data', folder, '--json'], {
      signal: interrupted.signal,
    });
    expect([code, JSON.parse(err)]).toEqual([
      130,
      { error: { code: 'cli.interrupted', message: 'Interrupted.' } },
    ]);
    removeFolder(folder);
  });

  it('takes the folder from the environment, and by hand first', async () => {
    const folder = newFolder();
    await writing(folder, (writer) => writer.parcel('BHCD'));
    const env = { DATA_DIR: folder };
    expect(await runCli(['verify'], { env })).toMatchObject({ code: 0 });
    expect(await runCli(['verify', '--data', '/nowhere'], { env })).toMatchObject({ code: 1 });
    expect(
      await runCli(['verify', '--data', folder], { env: { EVENT_STORE_URL: 'sqlite:/nowhere' } }),
    ).toMatchObject({ code: 0 });
    expect(await runCli(['verify'], { env: { EVENT_STORE_URL: 'nonsense' } })).toMatchObject({
      code: 1,
      err: expect.stringContaining('EVENT_STORE_URL') as string,
    });
    removeFolder(folder);
  });

  it.each(['70000', 'x', '-1'])('refuses port %s', async (port) => {
    expect(await runCli(['demo', '--port', port])).toMatchObject({
      code: 2,
      err: expect.stringContaining('0 to 65535') as string,
    });
  });

  it('says what to do on an older Node', () => {
    expect(nodeProblem('26.10.0')).toBeNull();
    expect(nodeProblem('20.19.4')).toMatch(/needs Node 26, this is 20\.19\.4: run `npm ci`.+npm run/);
  });
});

describe('cotmoc as a process of its own', () => {
  const main = join(projectRoot(), 'dist/apps/cli/src/main.js');
  const run = promisify(execFile);

  it('works on a folder and ends with its exit code', async () => {
    if (!existsSync(main)) throw new Error('npm run build makes the program that this test starts');
    const folder = newFolder();
    await writing(folder, (writer) => writer.number('BHCD', 'consularCase-never'));
    const { stdout, stderr } = await run(process.execPath, [main, 'events', '--data', folder, '--json']);
    expect({ types: linesOf<{ type: string }>(stdout).map(({ type }) => type), stderr }).toEqual({
      types: ['NumberTaken'],
      stderr: '',
    });
    await expect(run(process.execPath, [main, 'doctor', '--data', folder])).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('BHCD-2022-0001') as string,
    });
    await expect(run(process.execPath, [main, 'doctor', '--date', folder])).rejects.toMatchObject({
      code: 2,
    });
    removeFolder(folder);
  });

  it('follows until it is interrupted, and then ends well', async () => {
    const folder = newFolder();
    await writing(folder, (writer) => writer.number('BHCD', 'consularCase-never'));
    const child = spawn(process.execPath, [main, 'events', '--data', folder, '--follow']);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    removeFolder(folder);
  });
});
