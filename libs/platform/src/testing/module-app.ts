import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type ModuleMetadata } from '@nestjs/common';
import {
  createHttpApp,
  createLogger,
  HttpModule,
  openPlatform,
  PlatformModule,
  PROJECTION_PROGRESS,
  type Projections,
  ProjectionsModule,
  readConfig,
} from '../index.js';

/** Headers of a request; `actor` is a staff id or a role. */
type Sent = { readonly actor?: string } & Readonly<Record<string, string>>;

@Module({})
class Root {}

/**
 * Modules alone behind HTTP, on the embedded stores in a folder of their own. Paths count from `base`; a read waits for
 * everything that was written before.
 */
export async function moduleApp(
  modules: NonNullable<ModuleMetadata['imports']>,
  { base = '/api/v1', start = '2022-03-10T02:00:00.000Z' } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'module-'));
  const logger = createLogger('silent');
  let now = start;
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const platform = await openPlatform(config, { clock: { now: () => now } });
  const frame = [PlatformModule.forRoot(platform), ProjectionsModule.forRoot(platform, logger), HttpModule];
  const http = await createHttpApp({ module: Root, imports: [...frame, ...modules] }, platform, { logger });
  await http.get<Projections>(PROJECTION_PROGRESS).start();
  let written = '';
  const send = async (method: 'GET' | 'POST', path: string, { actor, ...headers }: Sent, body?: object) => {
    const answer = await http.inject({
      method,
      url: `${base}${path}`,
      ...(body && { payload: body }),
      headers: {
        ...(actor !== undefined && { 'x-demo-actor': actor }),
        ...(written !== '' && { 'cotmoc-min-position': written }),
        ...headers,
      },
    });
    const position = answer.headers['cotmoc-position'];
    if (method === 'POST' && typeof position === 'string') written = position;
    return answer;
  };
  return {
    platform,
    http,
    /** Moves the clock. */
    at: (instant: string) => (now = instant),
    /** As an officer, unless another actor is named. */
    post: (path: string, body: object, sent: Sent = {}) => send('POST', path, sent, body),
    get: (path: string, sent: Sent = {}) => send('GET', path, sent),
    close: async () => {
      await http.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
