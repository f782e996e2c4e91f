import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildServer } from './child-server.js';

const SIZE_MIB = 32;
const MIB = 1_048_576;
const BLOCK = 4096;

/** A place that runs full while a server writes there: what does not fit is refused by the system itself. */
export interface SmallDisk {
  readonly folder: string;
  start(): ChildServer;
  /** Leaves room for a few megabytes. */
  fill(): Promise<void>;
  /** Gives the room back; the server that goes on with it. */
  free(server: ChildServer): Promise<ChildServer>;
  remove(): Promise<void>;
}

/** A file system of its own where this user may mount one, else a limit on how large files may grow. */
export async function smallDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'cotmoc-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', folder], { stdio: 'pipe' });
    return mounted(folder);
  } catch (error) {
    process.stderr.write(`no small disk, files are limited instead (ulimit -f): ${whyNot(error)}\n`);
    return limited(folder);
  }
}

/** What `mount` itself says, or why it could not be asked. */
const whyNot = (error: unknown): string => {
  const { stderr, message } = error as Error & { readonly stderr?: Buffer };
  return (stderr?.toString().trim() ?? '') || message;
};

function mounted(folder: string): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    folder,
    start: () => ChildServer.start({ DATA_DIR: folder }),
    fill: async () => {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(bavail * bsize - 3 * MIB - BLOCK));
    },
    free: async (server) => {
      await truncate(filler, 0);
      return server;
    },
    remove: async () => {
      execFileSync('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The limit holds for a process as long as it runs, so the room comes with the next one. */
function limited(folder: string): SmallDisk {
  const env = { DATA_DIR: folder };
  return {
    folder,
    // In units of 512 bytes: what a log of a few hundred events needs.
    start: () => ChildServer.start(env, 'ulimit -f 2000;'),
    fill: () => Promise.resolve(),
    free: async (server) => {
      await server.stop();
      return ChildServer.start(env);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
