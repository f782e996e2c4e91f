import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
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

/** A request that {@link listening} was sent. */
export interface Asked {
  readonly line: string;
  readonly actor: unknown;
  readonly body: unknown;
}

/** A server that answers every request with `status` and `body`, and remembers what it was asked. */
export async function listening(status: number, body: string) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ line: `${method} ${url}`, actor: headers['x-demo-actor'], body: JSON.parse(text) });
      response.writeHead(status).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { url: `http://127.0.0.1:${port}`, asked, close };
}
