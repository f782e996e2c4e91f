import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireWriterLock, readServerInfo } from './writer-lock.js';

describe('acquireWriterLock', () => {
  let parent: string;
  let folder: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'lock-'));
    folder = join(parent, 'not', 'there', 'yet');
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('lets one writer in at a time, and names the folder to the second', () => {
    const lock = acquireWriterLock(folder);
    const second = (): unknown => acquireWriterLock(folder);
    expect(second).toThrow(expect.objectContaining({ code: 'data-folder.locked', folder }) as Error);
    expect(second).toThrow(folder);
    lock.release();
    acquireWriterLock(folder).release();
  });

  it('keeps folders apart', () => {
    const locks = [acquireWriterLock(folder), acquireWriterLock(`${folder}-2`)];
    for (const lock of locks) lock.release();
  });

  it('tells who holds it, as long as it is held', () => {
    expect(readServerInfo(folder)).toBeNull();
    const lock = acquireWriterLock(folder);
    expect(readServerInfo(folder)).toEqual({ pid: process.pid });
    lock.announce({ url: 'http://127.0.0.1:3000' });
    expect(readServerInfo(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:3000' });
    expect(() => acquireWriterLock(folder)).toThrow();
    expect(readServerInfo(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:3000' });

    lock.release();
    expect(readServerInfo(folder)).toBeNull();
    expect(existsSync(join(folder, 'server.json'))).toBe(false);
  });

  it('releases once: a second call does not take the lock from the next holder', () => {
    const first = acquireWriterLock(folder);
    first.release();
    const second = acquireWriterLock(folder, { url: 'http://127.0.0.1:3001' });
    first.release();
    expect(readServerInfo(folder)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:3001' });
    second.release();
  });
});
