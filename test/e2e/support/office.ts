import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type RunningServer, startServer } from '../../../apps/api/src/index.js';
import { createLogger, readConfig } from '#platform';
import { ApiClient } from './api-client.js';
import { expectDocumented } from './documented.js';

/** Until a spec moves it, it is this moment: nine in the morning of 15 June 2022 at the office. */
const MORNING = '2022-06-15T02:00:00.000Z';

/** The real server on a folder of its own, with its log at hand. */
export interface TestOffice {
  readonly api: ApiClient;
  readonly server: RunningServer;
  readonly folder: string;
  /** Everything the server wrote, as it stands on its standard output. */
  readonly log: () => string;
  /** The last position of the event store: what a refused request leaves as it was. */
  readonly head: () => Promise<string>;
  /** Makes it that moment. */
  readonly at: (instant: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts the server in this process, on a free port. */
export async function openOffice(env: Readonly<Record<string, string>> = {}): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'cotmoc-e2e-'));
  let now = MORNING;
  const lines: string[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const config = readConfig({ DATA_DIR: folder, PORT: '0', ...env });
  const logger = createLogger('trace', output);
  const server = await startServer(config, { clock: { now: () => now }, logger });
  const api = new ApiClient(server.url);
  return {
    api,
    server,
    folder,
    log: () => lines.join(''),
    head: () => server.platform.stores.events.head(),
    at: (instant) => (now = instant),
    close: async () => {
      try {
        await expectDocumented(api);
      } finally {
        await server.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
