import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes SQLite's lock as a server does, in a process of its own: a process does not notice its own locks. */
const HOLD = `
  const { DatabaseSync } = require('node:sqlite');
  new DatabaseSync(process.argv[1]).exec('BEGIN EXCLUSIVE');
  process.stdout.write('held');
  process.stdin.resume().on('end', () => process.exit());
`;

/** A process that holds the folder's lock and says it listens at `url`; ends with {@link Holder.release}. */
export class Holder {
  private constructor(private readonly child: ChildProcess) {}

  static async of(folder: string, url?: string): Promise<Holder> {
    const child = spawn(process.execPath, ['-e', HOLD, join(folder, 'lock.db')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid: child.pid, url }));
    await once(child.stdout as NodeJS.EventEmitter, 'data');
    return new Holder(child);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  async release(): Promise<void> {
    this.child.stdin?.end();
    await once(this.child, 'exit');
  }
}
