import { Writable } from 'node:stream';
import { type RunningServer, startServer } from '../../../apps/api/src/index.js';
import { startProjector } from '../../../apps/projector/src/index.js';
import { createLogger, isServerMode, readConfig } from '#platform';
import { collect } from '#store-contracts/testing';
import { ApiClient } from './api-client.js';
import { expectDocumented } from './documented.js';
import { openEngine, type Part, type Stored } from './engine.js';

/** Until a spec moves it, it is this moment: nine in the morning of 15 June 2022 at the office. */
const MORNING = '2022-06-15T02:00:00.000Z';

/** The real server on stores of its own, with its log at hand. */
export interface TestOffice {
  readonly api: ApiClient;
  readonly server: RunningServer;
  /** What lies in the stores, or in a part of them. */
  readonly stored: (part?: Part) => Promise<Stored[]>;
  /** Everything the server wrote, as it stands on its standard output. */
  readonly log: () => string;
  /** The last position of the event store: what a refused request leaves as it was. */
  readonly head: () => Promise<string>;
  /** Makes it that moment. */
  readonly at: (instant: string) => void;
  readonly close: () => Promise<void>;
}

/** Starts the server in this process, on a free port, and the projector where it needs one. */
export async function openOffice(env: Readonly<Record<string, string>> = {}): Promise<TestOffice> {
  const engine = await openEngine();
  let now = MORNING;
  const lines: string[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const config = readConfig({ ...engine.env, PORT: '0', ...env });
  const logger = createLogger('trace', output);
  const projector = isServerMode(config) ? await startProjector(config, logger) : undefined;
  const server = await startServer(config, { clock: { now: () => now }, logger });
  const api = new ApiClient(server.url);
  return {
    api,
    server,
    stored: (part) => collect(engine.stored(part)),
    log: () => lines.join(''),
    head: () => server.platform.stores.events.head(),
    at: (instant) => (now = instant),
    close: async () => {
      try {
        await expectDocumented(api);
      } finally {
        await server.close();
        await projector?.close();
        await engine.remove();
      }
    },
  };
}
