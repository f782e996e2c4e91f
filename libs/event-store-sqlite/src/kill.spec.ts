import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireWriterLock, DataFolderLocked, openSqliteEventStore, readServerInfo } from './index.js';
import { appendOf } from './testing/append-until-killed.js';

const WRITERS = 6;

describe('a process that is killed while it appends', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Starts the program; its acknowledgements go to a file, where they stay whatever happens to it. */
  function start(acknowledgements: number): ChildProcess {
    const testing = join(import.meta.dirname, 'testing');
    const program = join(testing, 'append-until-killed.ts');
    const hooks = join(testing, 'run-sources.ts');
    return spawn(process.execPath, ['--import', hooks, program, folder, String(WRITERS)], {
      stdio: ['ignore', acknowledgements, 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  }

  /** Lets the child append until `count` appends were acknowledged, then kills it; every acknowledgement it gave. */
  async function acknowledgedBeforeKill(count: number): Promise<number[][]> {
    const path = join(folder, 'acknowledged.txt');
    const read = async (): Promise<number[][]> => {
      const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
      return lines.map((line) => line.split(' ').map(Number));
    };
    const file = await open(path, 'w');
    const child = start(file.fd);
    const ended = once(child, 'exit');
    const acknowledged = async (least: number): Promise<void> => {
      while ((await read()).length < least) {
        expect(child.exitCode).toBeNull();
        await sleep(5);
      }
    };
    try {
      await acknowledged(1);
      expectLocked(child.pid!);
      await acknowledged(count);
    } finally {
      child.kill('SIGKILL');
      await file.close();
    }
    expect(await ended).toEqual([null, 'SIGKILL']);
    return read();
  }

  function expectLocked(pid: number): void {
    expect(() => acquireWriterLock(folder)).toThrow(DataFolderLocked);
    expect(readServerInfo(folder)).toEqual({ pid, url: 'http://127.0.0.1:3000' });
  }

  it.each([1, 2000, 5000])(
    'has every acknowledged append, once and whole, after %i of them',
    async (count) => {
      const acknowledged = await acknowledgedBeforeKill(count);
      expect(acknowledged.length).toBeGreaterThanOrEqual(count);

      expect(existsSync(join(folder, 'server.json'))).toBe(true);
      expect(readServerInfo(folder)).toBeNull();
      const lock = acquireWriterLock(folder);
      const store = openSqliteEventStore(join(folder, 'events.db'));
      for (let writer = 0; writer < WRITERS; writer += 1) {
        const turns = acknowledged.filter(([who]) => who === writer).map(([, turn]) => turn);
        expect(turns).toEqual(turns.map((_, turn) => turn));

        const stored = await store.readStream(`killed-${writer}`);
        // At most one append was written and not acknowledged any more.
        expect([2 * turns.length, 2 * turns.length + 2]).toContain(stored.length);
        const expected = Array.from({ length: stored.length / 2 }, (_, turn) =>
          appendOf(writer, turn),
        ).flat();
        expect(stored.map(({ id, data }) => ({ id, data }))).toEqual(
          expected.map(({ id, data }) => ({ id, data })),
        );

        // Whoever had no answer sends the same again: it is there once, whether it was written or not.
        const next = turns.length;
        await store.append(
          `killed-${writer}`,
          appendOf(writer, next),
          next === 0 ? 'no-stream' : 2 * next - 1,
        );
        expect(await store.readStream(`killed-${writer}`)).toHaveLength(2 * next + 2);
      }
      await store.close();
      lock.release();
    },
  );
});
