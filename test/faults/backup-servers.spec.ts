import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = join(import.meta.dirname, '../../docker/scripts/eventstore-files.sh');

/** Writes as a node does: the chunk first, and then the checkpoint that points to its end. */
const NODE = `
  const { appendFileSync, writeFileSync } = require('node:fs');
  const [, data] = process.argv;
  process.stdout.write('writing');
  for (let size = 0n; ; ) {
    appendFileSync(data + '/chunk-000000.000000', Buffer.alloc(997));
    size += 997n;
    const checkpoint = Buffer.alloc(8);
    checkpoint.writeBigInt64LE(size);
    for (const name of ['writer', 'chaser']) writeFileSync(data + '/' + name + '.chk', checkpoint);
  }
`;

describe('the files of an EventStoreDB node', () => {
  let root: string;
  let data: string;
  let backup: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cotmoc-node-'));
    [data, backup] = [join(root, 'data'), join(root, 'backup')];
    for (const folder of [data, backup]) mkdirSync(folder);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const copy = (...args: string[]) => promisify(execFile)(SCRIPT, args);

  /** Paths and contents below a folder. */
  const tree = (folder: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(folder, path)).isFile())
        .sort()
        .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    );

  const FILES = {
    'chaser.chk': 'chaser',
    'chunk-000000.000001': 'scavenged',
    'chunk-000001.000000': 'full',
    'epoch.chk': 'epoch',
    'index/5a1a8395-94ee-40c1-bf93-aa757b5887f8': 'table',
    'index/indexmap': 'map',
    'index/stream-existence/streamExistenceFilter.chk': 'filter',
    'index/stream-existence/streamExistenceFilter.dat': 'bits',
    'proposal.chk': 'proposal',
    'truncate.chk': 'nothing',
    'writer.chk': 'writer',
  };

  function nodeData(): void {
    for (const [path, content] of Object.entries({ ...FILES, 'kurrent.ddb': 'an index nobody asks' })) {
      mkdirSync(dirname(join(data, path)), { recursive: true });
      writeFileSync(join(data, path), content);
    }
  }

  it('are copied but for secondary indexes, and come back with the end of the log marked', async () => {
    nodeData();
    await copy('backup', data, backup);
    expect(tree(backup)).toEqual(FILES);
    const restored = join(root, 'restored');
    mkdirSync(restored);
    await copy('restore', backup, restored);
    expect(tree(restored)).toEqual({ ...FILES, 'truncate.chk': 'chaser' });
  });

  it('are copied while the node writes, so that no checkpoint points behind the chunk', async () => {
    const node = spawn(process.execPath, ['-e', NODE, data], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(node.stdout, 'data');
    for (let round = 0; round < 5; round += 1) {
      const target = join(root, `backup-${round}`);
      mkdirSync(target);
      // The first moments of a node: before it there is nothing to back up.
      while (!readdirSync(data).includes('chaser.chk'))
        await new Promise((resolve) => setTimeout(resolve, 1));
      await copy('backup', data, target);
      const writer = readFileSync(join(target, 'writer.chk'));
      const end = writer.length === 8 ? Number(writer.readBigInt64LE()) : 0;
      expect(statSync(join(target, 'chunk-000000.000000')).size).toBeGreaterThanOrEqual(end);
    }
    node.kill('SIGKILL');
    await once(node, 'exit');
  }, 60_000);

  it('are refused when they are none, or would go where others are', async () => {
    await expect(copy('backup', data, backup)).rejects.toMatchObject({
      stderr: expect.stringContaining("no node's data") as string,
    });
    await expect(copy('restore', backup, data)).rejects.toMatchObject({ code: 1 });
    nodeData();
    await copy('backup', data, backup);
    await expect(copy('restore', backup, data)).rejects.toMatchObject({
      stderr: expect.stringContaining('is not empty') as string,
    });
    await expect(copy('backup', data)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('eventstore-files.sh backup DATA BACKUP') as string,
    });
  });
});
